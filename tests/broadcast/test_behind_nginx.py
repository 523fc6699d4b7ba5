"""A proxy as it comes, and one that stores whatever it is given before it passes it on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest

from learning.db import Database, open_database
from tests.broadcast import spoken
from tests.broadcast.listening import Listener, Served, address, opened
from tests.broadcast.proxy import STORES_AND_FORWARDS, nginx
from tests.broadcast.spoken import said

pytestmark = pytest.mark.slow
AT_MOST = 0.25
"""Seconds from the commit to the browser behind a proxy that stores and forwards."""


@pytest.fixture
def speaking(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'learning.db'}")
    spoken.make(database)
    yield database
    database.close()


@pytest.fixture
def served(speaking: Database, tmp_path: Path) -> Iterator[Served]:
    with Served(tmp_path / "var", speaking) as served:
        yield served


def test_a_stream_passes_a_proxy_that_buffers_unless_told_not_to(
    served: Served, speaking: Database
) -> None:
    with nginx(served.port) as port:
        listener = Listener(port, address(7))
        assert listener.hears(0)
        delays = []
        for version in (1, 2, 3):
            begun = monotonic()
            said(speaking, "live/7")
            assert listener.hears(version)
            delays.append(listener.heard[-1][1] - begun)
        assert min(delays) <= AT_MOST


def test_where_a_proxy_stores_streams_the_long_poll_brings_changes_in_time(
    served: Served, speaking: Database
) -> None:
    with nginx(served.port, more=STORES_AND_FORWARDS) as port:
        with pytest.raises(TimeoutError):
            _first_line(port)
        delays = []
        with ThreadPoolExecutor(1) as pool:
            for version in (1, 2, 3):
                asking = pool.submit(_asked, port, version - 1)
                sleep(0.3)
                begun = monotonic()
                assert said(speaking, "live/7") == version
                body, answered = asking.result(10)
                assert body == b"id: %d\ndata:\n\n" % version
                delays.append(answered - begun)
        assert min(delays) <= AT_MOST


def _first_line(port: int) -> bytes:
    """Wait for a stream’s first line as long as a browser does before it tries the long-poll."""
    with opened(port, address(7), patience=3) as answer:
        return answer.readline()


def _asked(port: int, version: int) -> tuple[bytes, float]:
    with opened(port, address(7, once=1, v=version)) as answer:
        return answer.read(), monotonic()
