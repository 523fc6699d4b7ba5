"""What one process announces is heard in the others, on either database."""

import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Self

import pytest
from sqlalchemy import text

from learning.broadcast import Hub, carry
from learning.db import Database, open_database
from tests.broadcast import spoken
from tests.broadcast.spoken import versions_in
from tests.databases import Databases

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SOON = 5.0
"""Seconds within which a busy machine still brings a signal from one process to another."""


class Elsewhere:
    """A process of its own that announces."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url.render_as_string(hide_password=False)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.broadcast.announcer", url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip

    def says(self, topic: str) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{topic}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=20)


@pytest.fixture
def elsewhere(speaking: Database) -> Iterator[Elsewhere]:
    with Elsewhere(speaking) as elsewhere:
        yield elsewhere


@pytest.fixture
def carried(speaking: Database) -> Iterator[Hub]:
    """A hub to which only the carrier brings anything."""
    hub = Hub()
    stop = carry(speaking, hub, versions_in(speaking))
    yield hub
    stop.set()


def hears(hub: Hub, topic: str, version: int, within: float = SOON) -> bool:
    until = monotonic() + within
    while (hub.version_of(topic) or 0) < version and monotonic() < until:
        sleep(0.005)
    return hub.version_of(topic) == version


def test_other_processes_are_heard(speaking: Database, carried: Hub, elsewhere: Elsewhere) -> None:
    woken = Event()
    with Elsewhere(speaking) as third, carried.listening("live/7", woken.set):
        assert elsewhere.says("live/7") == 1
        assert hears(carried, "live/7", 1)
        assert third.says("live/7") == 2
        assert hears(carried, "live/7", 2)
        assert woken.is_set()


def test_what_another_process_rolls_back_is_not_heard(carried: Hub, elsewhere: Elsewhere) -> None:
    with carried.listening("live/7", Event().set), carried.listening("live/8", Event().set):
        elsewhere.says("-live/7")
        elsewhere.says("live/8")
        assert hears(carried, "live/8", 1)
        assert carried.version_of("live/7") is None


def test_what_was_said_before_anybody_listened_is_caught_up_with(
    carried: Hub, elsewhere: Elsewhere
) -> None:
    elsewhere.says("live/7")
    with carried.listening("live/7", Event().set):
        elsewhere.says("live/7")
        assert hears(carried, "live/7", 2)


def test_the_embedded_database_is_watched_only_while_somebody_listens(
    tmp_path: Path,
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'learning.db'}")
    spoken.make(database)
    questions: list[set[str]] = []

    def versions_of(topics: Collection[str]) -> dict[str, int]:
        questions.append(set(topics))
        return {}

    hub = Hub()
    spoken.said(database, "live/7")
    stop = carry(database, hub, versions_of)
    sleep(0.2)
    assert questions == []
    with hub.listening("live/7", Event().set):
        sleep(0.3)
    assert questions == [{"live/7"}], "one look when somebody comes, and none while nothing changes"
    stop.set()
    database.close()


def test_a_listener_connection_that_is_killed_comes_back_and_misses_nothing(
    databases: Databases,
) -> None:
    with databases.fresh("postgresql") as database:
        spoken.make(database)
        hub = Hub()
        stop = carry(database, hub, versions_in(database))
        with Elsewhere(database) as elsewhere, hub.listening("live/7", Event().set):
            elsewhere.says("live/7")
            assert hears(hub, "live/7", 1)
            with database.engine.begin() as connection:
                assert connection.execute(text(KILL)).scalar_one() >= 1
            elsewhere.says("live/7")
            elsewhere.says("live/7")
            assert hears(hub, "live/7", 3)
            elsewhere.says("live/7")
            assert hears(hub, "live/7", 4)
        stop.set()
        spoken.drop(database)


KILL = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE query LIKE 'LISTEN %' AND pid <> pg_backend_pid()
"""
