"""A signal leaves after the commit, and only then."""

from contextlib import suppress
from threading import Event

import pytest

from learning.broadcast import Hub
from learning.db import Database
from tests.broadcast.spoken import said, say


class Undone(Exception):
    pass


@pytest.fixture
def heard(hub: Hub) -> "Heard":
    return Heard(hub)


class Heard:
    """Counts how often somebody who listens is woken."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.times = 0

    def wake(self) -> None:
        self.times += 1


def test_what_is_announced_is_heard_after_the_commit(
    speaking: Database, hub: Hub, heard: Heard
) -> None:
    with hub.listening("live/7", heard.wake):
        with speaking.writing() as db:
            say(db, "live/7")
            assert heard.times == 0
            db.commit()
        assert (heard.times, hub.version_of("live/7")) == (1, 1)


def test_a_rollback_says_nothing(speaking: Database, hub: Hub, heard: Heard) -> None:
    with hub.listening("live/7", heard.wake):
        with suppress(Undone), speaking.writing.begin() as db:
            say(db, "live/7")
            raise Undone
        assert (heard.times, hub.version_of("live/7")) == (0, None)


def test_what_is_neither_committed_nor_rolled_back_says_nothing_later(
    speaking: Database, hub: Hub, heard: Heard
) -> None:
    with hub.listening("live/7", heard.wake), speaking.writing() as db:
        say(db, "live/7")
        db.close()
        say(db, "live/8")
        db.commit()
        assert hub.version_of("live/7") is None


def test_a_savepoint_rolled_back_says_nothing_and_the_rest_is_heard(
    speaking: Database, hub: Hub, heard: Heard
) -> None:
    with hub.listening("live/7", heard.wake), hub.listening("live/8", heard.wake):
        with speaking.writing.begin() as db:
            say(db, "live/8")
            with suppress(Undone), db.begin_nested():
                with db.begin_nested():
                    say(db, "live/7")
                assert heard.times == 0, "the release of a savepoint is no commit"
                raise Undone
        assert (hub.version_of("live/7"), hub.version_of("live/8")) == (None, 1)


def test_a_savepoint_released_is_heard_with_the_commit_around_it(
    speaking: Database, hub: Hub, heard: Heard
) -> None:
    with hub.listening("live/7", heard.wake):
        with speaking.writing.begin() as db:
            with db.begin_nested():
                say(db, "live/7")
            assert heard.times == 0
        assert hub.version_of("live/7") == 1


def test_a_savepoint_released_is_not_heard_when_all_around_it_is_rolled_back(
    speaking: Database, hub: Hub, heard: Heard
) -> None:
    with hub.listening("live/7", heard.wake):
        with suppress(Undone), speaking.writing.begin() as db:
            with db.begin_nested():
                say(db, "live/7")
            raise Undone
        assert heard.times == 0


def test_two_announcements_in_one_transaction_leave_the_newer(
    speaking: Database, hub: Hub, heard: Heard
) -> None:
    with hub.listening("live/7", heard.wake):
        with speaking.writing.begin() as db:
            say(db, "live/7")
            say(db, "live/7")
        assert hub.version_of("live/7") == 2


def test_without_a_hub_announcing_is_no_error(speaking: Database) -> None:
    assert said(speaking, "live/7") == 1


def test_several_signals_before_somebody_listens_count_as_one(speaking: Database, hub: Hub) -> None:
    woken = Event()
    with hub.listening("live/7", woken.set):
        for _ in range(3):
            said(speaking, "live/7")
        assert woken.is_set()
        woken.clear()
        assert not woken.wait(0.05)
        assert hub.version_of("live/7") == 3
