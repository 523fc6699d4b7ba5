"""Who is here in live sessions, as this process can tell: streams and pages report it."""

from functools import partial
from typing import cast

from flask import Flask, current_app

from learning import live
from learning.db import Database
from learning.live import Attendance
from learning.web import signals


def init_app(app: Flask, database: Database) -> None:
    """Keep who listens, and let listeners know what the database has."""
    app.extensions["attendance"] = here = Attendance()
    signals.connect(
        app,
        versions_of=partial(live.versions_of, database),
        opened=lambda topic, who: here.opened(live.session_of(topic), int(who)),
        closed=lambda topic, who: here.closed(live.session_of(topic), int(who)),
    )


def attendance(app: Flask | None = None) -> Attendance:
    """Return who has a page open in this process."""
    return cast("Attendance", (app or current_app).extensions["attendance"])
