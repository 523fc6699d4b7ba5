"""Who is here in live sessions, as this process can tell: streams and pages report it."""

from collections.abc import Callable
from functools import partial
from typing import cast

from flask import Flask, current_app

from learning import live
from learning.db import Database
from learning.live import Attendance
from learning.web import signals
from learning.web.signals import Listens

SCREEN = "s"
"""How the holder of a shared screen’s ticket begins; a screen is nobody who is here."""


def init_app(app: Flask, database: Database) -> None:
    """Keep who listens, and let listeners know what the database has."""
    app.extensions["attendance"] = here = Attendance()
    signals.connect(
        app,
        versions_of=partial(live.versions_of, database),
        opened=_of_people(here.opened),
        closed=_of_people(here.closed),
    )


def _of_people(note: Callable[[int, int], object]) -> Listens:
    """Have ``note`` told the session and the participant, and nothing of shared screens."""

    def told(topic: str, who: str) -> None:
        if not who.startswith(SCREEN):
            note(live.session_of(topic), int(who))

    return told


def attendance(app: Flask | None = None) -> Attendance:
    """Return who has a page open in this process."""
    return cast("Attendance", (app or current_app).extensions["attendance"])
