"""What thirty browsers ask for at the same moment, put together once.

Who asks is let in by a query of their own each time; kept here, for two seconds, is what everybody
in a session sees at one mark of it, and the parts of the page as they read for people who may do
and have done the same.
"""

import hashlib
import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import cast

from flask import Flask, current_app

from learning import clock
from learning.live import Scene
from learning.planning import SessionView
from learning.web.live.begun import Begun

LASTS = timedelta(seconds=2)
"""Names, actions and whatever else changes without a new mark are that old at most."""
MOST = 200
_YOU = re.compile(r"<!--you:([0-9]+)-->")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page as it reads for many, with what tells it from any other."""

    html: str = field(repr=False)
    digest: str
    is_alike: bool
    """Whether it reads the same for all who get it."""

    def digest_for(self, me: int | None) -> str:
        """Return what tells it from any other, as this reader sees it."""
        return f"{self.digest}you" if f"<!--you:{me}-->" in self.html else self.digest

    def html_for(self, me: int | None) -> str:
        """Return it as this reader sees it."""
        return pointed_out(self.html, me)


def part(name: str, html: str) -> Part:
    """Return a part of the page; two with the same text and another name differ, too."""
    digest = hashlib.blake2s(f"{name} {html}".encode(), digest_size=6).hexdigest()
    return Part(html, digest, is_alike=not _YOU.search(html))


@dataclass(frozen=True, slots=True)
class Glance:
    """A session at one mark, as nobody in particular sees it."""

    scene: Scene
    ahead: tuple[SessionView, ...]
    made_at: datetime
    parts: dict[Hashable, Part] = field(default_factory=dict, repr=False)
    """The parts of the page, by name and by what of the reader they depend on."""
    forms: dict[str, str] = field(default_factory=dict, repr=False)
    """What is filled in, where it holds nothing of whoever does, by its mark."""
    begun: dict[Hashable, Begun] = field(default_factory=dict, repr=False)
    """How answers begin, by the digests of the parts in them."""


@dataclass(slots=True)
class _Turn:
    """Whose turn it is to make one glance, while anybody waits for it."""

    lock: Lock = field(default_factory=Lock)
    waiting: int = 0


class Glances:
    """The glances of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        """Held for a moment, and never while the database is asked."""
        self._kept: dict[Hashable, Glance] = {}
        self._turns: dict[Hashable, _Turn] = {}

    def of(self, key: Hashable, make: Callable[[], Glance | None]) -> Glance | None:
        """Return what is kept under ``key``, or make it; of many who ask at once one makes it.

        Who asks for another session does not wait for that.
        """
        if kept := self._found(key):
            return kept
        with self._turn(key):
            if kept := self._found(key):
                return kept
            if made := make():
                with self._lock:
                    self._tidy()
                    self._kept[key] = made
            return made

    def _found(self, key: Hashable) -> Glance | None:
        with self._lock:
            kept = self._kept.get(key)
        return kept if kept and clock.now() - kept.made_at < LASTS else None

    @contextmanager
    def _turn(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            turn = self._turns.setdefault(key, _Turn())
            turn.waiting += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.waiting -= 1
                if not turn.waiting:
                    del self._turns[key]

    def _tidy(self) -> None:
        now = clock.now()
        self._kept = {k: g for k, g in self._kept.items() if now - g.made_at < LASTS}
        while len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]


def init_app(app: Flask) -> None:
    """Keep glances for this application."""
    app.extensions["glances"] = Glances()


def glances() -> Glances:
    """Return the glances of this process."""
    return cast("Glances", current_app.extensions["glances"])


def pointed_out(html: str, me: int | None) -> str:
    """Return a part of the page with “you” where the template has the reader’s comment for it."""
    here = ' <span class="small">you</span>'
    return _YOU.sub(lambda found: here if int(found[1]) == me else "", html)
