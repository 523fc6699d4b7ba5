"""The long-poll where no event loop stands in front: a thread each, so only a few."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic, sleep

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from learning.broadcast import ticket
from learning.web import signals, streams
from learning.web.signals import signals_of
from tests.conftest import NOON


@pytest.fixture(autouse=True)
def at_three(app: Flask) -> None:
    """Every topic is at version 3."""
    signals.connect(
        app, versions_of=lambda topics: dict.fromkeys(topics, 3), opened=str.join, closed=str.join
    )


def ask(app: Flask, more: str, number: int = 7) -> TestResponse:
    text = ticket(signals_of(app).secret, "live/7", "31", NOON + timedelta(hours=2))
    return app.test_client().get(f"/live/{number}/events?ticket={text}{more}")


def test_whoever_has_an_older_version_is_answered_at_once(app: Flask) -> None:
    answer = ask(app, "&once=1&v=2")

    assert (answer.status_code, answer.data) == (200, b"id: 3\ndata:\n\n")
    assert answer.headers["Cache-Control"] == "no-cache, no-transform"
    assert answer.mimetype == "text/event-stream"


def test_whoever_has_this_version_waits_for_the_next(app: Flask) -> None:
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask, app, "&once=1&v=3")
        while not signals_of(app).hub.topics():
            sleep(0.005)
        sleep(0.05)
        signals_of(app).hub.publish("live/7", 4)
        assert asking.result(5).data == b"id: 4\ndata:\n\n"


def test_without_news_it_ends(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST_POLL", 0.02)
    begun = monotonic()

    assert ask(app, "&once=1&v=3").data == streams.NO_NEWS
    assert monotonic() - begun < 5


def test_whoever_asks_for_the_head_alone_takes_no_thread(app: Flask, full: None) -> None:
    text = ticket(signals_of(app).secret, "live/7", "31", NOON + timedelta(hours=2))
    path = f"/live/7/events?ticket={text}&once=1&v=3"
    head = app.test_client().head(path)

    assert (head.status_code, head.mimetype) == (200, "text/event-stream")


def test_a_version_of_thousands_of_digits_is_none(app: Flask) -> None:
    assert ask(app, f"&once=1&v={'9' * 5_000}").data == b"id: 3\ndata:\n\n"


def test_streams_are_sent_away(app: Flask) -> None:
    answer = ask(app, "")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


def test_too_many_long_polls_are_sent_away(app: Flask, full: None) -> None:
    answer = ask(app, "&once=1")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


@pytest.fixture
def full() -> Iterator[None]:
    for _ in range(4):
        assert streams._seats.acquire(blocking=False)
    yield
    for _ in range(4):
        streams._seats.release()


def test_a_seat_is_free_again_after_each_answer(app: Flask) -> None:
    assert [ask(app, "&once=1").status_code for _ in range(9)] == [200] * 9


def test_a_ticket_for_another_live_session_lets_nobody_in(app: Flask) -> None:
    assert ask(app, "&once=1", number=8).status_code == 403
    assert app.test_client().get("/live/7/events?once=1").status_code == 403
