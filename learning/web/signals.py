"""What a process needs to tell open browsers of changes; the one place where it is put together."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import cast

from flask import Flask

from learning import broadcast
from learning.broadcast import Hub, VersionsOf
from learning.db import Database

Listens = Callable[[str, str], object]
"""Told that a topic’s ticket-holder came or went; called on the event loop, so it may not wait."""


def _nobody(_topic: str, _who: str) -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Where listeners are signalled, what signs their tickets, and who hears of them."""

    secret: str
    hub: Hub = field(default_factory=Hub)
    versions_of: VersionsOf = lambda _: {}
    opened: Listens = _nobody
    closed: Listens = _nobody


def init_app(app: Flask, database: Database, secret: str) -> None:
    """Have changes that this process commits reach its listeners."""
    app.extensions["signals"] = signals = Signals(secret)
    broadcast.attach(signals.hub, database)


def connect(app: Flask, *, versions_of: VersionsOf, opened: Listens, closed: Listens) -> None:
    """Name who knows the topics’ versions, and who keeps whether somebody listens."""
    present = signals_of(app)
    app.extensions["signals"] = replace(
        present, versions_of=versions_of, opened=opened, closed=closed
    )


def signals_of(app: Flask) -> Signals:
    """Return what ``app`` signals with."""
    return cast("Signals", app.extensions["signals"])
