"""Who listens to what, in one process."""

from collections.abc import Collection
from threading import Event

from learning.broadcast import Hub


def test_only_a_version_that_has_grown_wakes_anybody() -> None:
    hub, woken = Hub(), Event()
    with hub.listening("live/7", woken.set):
        hub.publish("live/7", 2)
        woken.clear()
        for stale in (2, 1):
            hub.publish("live/7", stale)
        assert not woken.is_set()
        hub.publish("live/7", 3)
        assert woken.is_set()


def test_only_those_who_listen_to_the_topic_are_woken() -> None:
    hub, seven, eight = Hub(), Event(), Event()
    with hub.listening("live/7", seven.set), hub.listening("live/8", eight.set):
        hub.publish("live/8", 1)
        assert (seven.is_set(), eight.is_set()) == (False, True)


def test_nothing_is_left_of_a_listener_that_went() -> None:
    hub, woken = Hub(), Event()
    with hub.listening("live/7", woken.set):
        with hub.listening("live/7", woken.set):
            hub.publish("live/7", 1)
        assert hub.version_of("live/7") == 1, "somebody still listens"
        assert hub.wanted.is_set()
    woken.clear()
    hub.publish("live/7", 2)

    assert not woken.is_set()
    assert not hub.topics()
    assert (hub.version_of("live/7"), hub.wanted.is_set()) == (None, False)


def test_catching_up_asks_once_for_all_and_wakes_whoever_missed_something() -> None:
    hub, seven, eight = Hub(), Event(), Event()
    questions = []

    def versions_of(topics: Collection[str]) -> dict[str, int]:
        questions.append(set(topics))
        return {"live/7": 5, "live/8": 1}

    hub.catch_up(versions_of)
    assert questions == [], "nobody listens, so nothing is asked"
    with hub.listening("live/7", seven.set), hub.listening("live/8", eight.set):
        hub.publish("live/8", 1)
        eight.clear()
        hub.catch_up(versions_of)
        assert (seven.is_set(), eight.is_set()) == (True, False)
    assert questions == [{"live/7", "live/8"}]
