"""Who listens to what, in this process. A signal carries nothing: whoever hears it looks again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Lock

Wake = Callable[[], object]
"""Called from any thread when something changed; must return at once."""
VersionsOf = Callable[[Collection[str]], Mapping[str, int]]
"""Asks the database for the versions of topics, in one query; unknown topics are left out."""


class Hub:
    """The listeners of one process, and the newest version of each topic they listen to."""

    def __init__(self) -> None:
        self.wanted = Event()
        """Set while anybody listens to anything."""
        self._lock = Lock()
        self._listeners: defaultdict[str, list[Wake]] = defaultdict(list)
        self._versions: dict[str, int] = {}

    @contextmanager
    def listening(self, topic: str, wake: Wake) -> Iterator[None]:
        """Call ``wake`` at every change of ``topic`` for as long as the block runs."""
        with self._lock:
            self._listeners[topic].append(wake)
            self.wanted.set()
        try:
            yield
        finally:
            with self._lock:
                self._leave(topic, wake)

    def publish(self, topic: str, version: int) -> None:
        """Wake all who listen to ``topic``, unless this version or a later one was heard."""
        with self._lock:
            if topic not in self._listeners or version <= self._versions.get(topic, -1):
                return
            self._versions[topic] = version
            listeners = tuple(self._listeners[topic])
        for wake in listeners:
            wake()

    def catch_up(self, versions_of: VersionsOf, topics: Collection[str] | None = None) -> None:
        """Ask for the versions of ``topics``, or all listened to, and publish what has grown."""
        topics = self.topics() if topics is None else topics
        if topics:
            for topic, version in versions_of(topics).items():
                self.publish(topic, version)

    def version_of(self, topic: str) -> int | None:
        """Return what was last heard of ``topic``; None while nobody has heard of it."""
        return self._versions.get(topic)

    def topics(self) -> frozenset[str]:
        """Return all that anybody listens to."""
        with self._lock:
            return frozenset(self._listeners)

    def _leave(self, topic: str, wake: Wake) -> None:
        self._listeners[topic].remove(wake)
        if not self._listeners[topic]:
            # What is said from now on is missed, so nothing is known of it any more.
            del self._listeners[topic]
            self._versions.pop(topic, None)
        if not self._listeners:
            self.wanted.clear()
