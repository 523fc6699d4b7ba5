"""Notice changed content while serving: a thread that looks again every other second."""

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING, cast

from flask import Flask

if TYPE_CHECKING:
    from learning.content import Editions

EVERY = 2.0
"""Seconds between two looks; a look at unchanged files takes a few milliseconds."""

_log = logging.getLogger(__name__)


def keep_looking(app: Flask, every: float = EVERY) -> Event:
    """Start the thread; it ends with the process, or once the returned event is set."""
    editions = cast("Editions", app.extensions["editions"])
    stop = Event()

    def look() -> None:
        while not stop.wait(every):
            try:
                editions.look_again()
            except Exception:  # whatever the disk does, learners are still served
                _log.exception("could not look at the content")

    Thread(target=look, name="content watch", daemon=True).start()
    return stop
