"""Streams and long-polls as browsers meet them, before the real server."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest

from learning.db import Database
from tests.broadcast.listening import Listener, Served, address, opened
from tests.broadcast.spoken import said

pytestmark = pytest.mark.slow


@pytest.fixture
def served(speaking: Database, tmp_path: Path) -> Iterator[Served]:
    with Served(tmp_path / "var", speaking) as served:
        yield served


def test_thirty_who_listen_hear_a_change_from_whichever_process_serves_them(
    speaking: Database, tmp_path: Path
) -> None:
    with Served(tmp_path / "var", speaking, processes=2) as served:
        listeners = [Listener(served.port, address(7, f"p{n}")) for n in range(30)]
        elsewhere = Listener(served.port, address(8))
        assert all(listener.hears(0) for listener in [*listeners, elsewhere])
        for version in (1, 2, 3):
            assert said(speaking, "live/7") == version
            assert all(listener.hears(version) for listener in listeners)
        assert [listener.versions for listener in listeners] == [[0, 1, 2, 3]] * 30
        assert elsewhere.versions == [0]


def test_a_stream_begins_with_the_version_of_now(served: Served, speaking: Database) -> None:
    said(speaking, "live/7")
    said(speaking, "live/7")
    with opened(served.port, address(7)) as stream:
        first = [stream.readline() for _ in range(5)]
        assert len(first[0]) >= 2048
        assert first[0].startswith(b":")
        assert first[1:] == [b"retry: 2000\n", b"\n", b"id: 2\n", b"data:\n"]


def test_a_stream_may_not_be_stored_and_has_the_headers_of_every_page(served: Served) -> None:
    with opened(served.port, address(7)) as stream, opened(served.port, "/health") as page:
        assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert stream.headers["Cache-Control"] == "no-cache, no-transform"
        assert stream.headers["X-Accel-Buffering"] == "no"
        of_pages = {"content-security-policy", "referrer-policy", "x-content-type-options"}
        assert {n: stream.headers[n] for n in of_pages} == {n: page.headers[n] for n in of_pages}
        assert None not in {stream.headers[name] for name in of_pages}


@pytest.mark.parametrize(
    "path",
    [
        "/live/7/events", "/live/7/events?ticket=nonsense", address(7, lasts=-1),
        address(8).replace("/live/8/", "/live/7/"), address(7).replace("~31~", "~32~"),
    ],
    ids=["none", "nonsense", "over", "of another", "altered"],
)  # fmt: skip
def test_without_a_valid_ticket_nobody_listens(path: str, small: Served) -> None:
    with opened(small.port, path) as answer:
        assert (answer.status, b"Load it again" in answer.read()) == (403, True)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for tests that change nothing."""
    from learning.db import open_database

    folder = tmp_path_factory.mktemp("served")
    database = open_database(f"sqlite:///{folder / 'learning.db'}")
    with Served(folder, database) as served:
        yield served
    database.close()


def test_a_stream_ends_with_its_ticket(served: Served, speaking: Database) -> None:
    listener = Listener(served.port, address(7, lasts=1.5))
    assert listener.hears(0)
    sleep(1.6)
    said(speaking, "live/7")
    until = monotonic() + 5
    while listener.ended is None and monotonic() < until:
        sleep(0.01)
    assert listener.ended
    assert listener.versions == [0]


def test_a_long_poll_answers_at_once_whoever_has_an_older_version(
    served: Served, speaking: Database
) -> None:
    said(speaking, "live/7")
    begun = monotonic()
    with opened(served.port, address(7, once=1, v=0)) as answer:
        assert answer.read() == b"id: 1\ndata:\n\n"
    assert monotonic() - begun < 2


def test_a_long_poll_waits_for_a_change_and_ends_with_it(
    served: Served, speaking: Database
) -> None:
    said(speaking, "live/7")

    def asks() -> tuple[bytes, float]:
        with opened(served.port, address(7, once=1, v=1)) as answer:
            return answer.read(), monotonic()

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(asks)
        sleep(0.5)
        assert not asking.done()
        said(speaking, "live/7")
        changed = monotonic()
        body, answered = asking.result(10)
    assert body == b"id: 2\ndata:\n\n"
    assert answered - changed < 2


def test_one_holder_has_at_most_six_streams_and_those_that_left_do_not_count(
    small: Served,
) -> None:
    six = [Listener(small.port, address(7, "many")) for _ in range(6)]
    with opened(small.port, address(7, "many")) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    with opened(small.port, address(7, "another")) as answer:
        assert answer.status == 200
    six[0].leave()
    until, status = monotonic() + 5, 503
    while status == 503 and monotonic() < until:
        with opened(small.port, address(7, "many")) as answer:
            status = answer.status
    assert status == 200


def test_streams_end_at_once_when_the_server_stops(served: Served) -> None:
    listeners = [Listener(served.port, address(7, f"p{n}")) for n in range(5)]
    assert all(listener.hears(0) for listener in listeners)
    told = monotonic()
    os.kill(served.pid, signal.SIGTERM)
    while any(listener.ended is None for listener in listeners) and monotonic() < told + 5:
        sleep(0.005)
    ended = [listener.ended for listener in listeners]
    assert all(moment and moment - told < 2 for moment in ended)
    served.stop()
    assert monotonic() - told < 5
    assert "Traceback" not in (served.data / "log").read_text()
