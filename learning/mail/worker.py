"""The loop that sends: in a thread beside the pages, or as a process of its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

from sqlalchemy import ColumnElement

from learning import clock
from learning.db import Database
from learning.errors import CannotStart
from learning.mail.deliver import NOT_HELD, deliver_due
from learning.mail.message import Letterhead, letterhead_of
from learning.mail.queue import tidy
from learning.mail.smtp import Smtp, smtp_at

EVERY = 3.0
"""Seconds between two looks at an outbox in which nothing is due; a look is one indexed read."""
AFTER_TROUBLE = 60.0
"""Seconds until the next look when the database itself failed."""
TIDY_EVERY = timedelta(hours=1)
WRITE_EVERY = timedelta(minutes=1)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PostOffice:
    """All that the loop needs: where mails lie, and how they go."""

    database: Database
    smtp: Smtp | None
    """None: nothing is sent, mails wait, and those that waited too long are given up."""
    letterhead: Letterhead
    write_due: Callable[[], object] = int
    """Writes the mails whose day has come, such as reminders; by default nothing does."""
    held: ColumnElement[bool] = NOT_HELD
    """The condition of mails that are not sent for now; by default all are."""

    def work(self, stop: Event, every: float = EVERY) -> None:
        """Send what is due, again and again, until ``stop`` is set; a mail begun is finished."""
        tidied: datetime | None = None
        written: datetime | None = None
        while not stop.is_set():
            wait = every
            try:
                if tidied is None or clock.now() - tidied >= TIDY_EVERY:
                    self.tidy()
                    tidied = clock.now()
                if written is None or clock.now() - written >= WRITE_EVERY:
                    written = clock.now()
                    self.write()
                if self.send_due():
                    wait = 0
            except Exception:  # whatever the database does, the next look may be a good one
                _log.exception("could not look after the mails")
                wait = AFTER_TROUBLE
            stop.wait(wait)

    def write(self) -> None:
        """Have what is due written; whatever goes wrong there keeps no other mail back."""
        try:
            self.write_due()
        except Exception:
            _log.exception("could not write the mails whose day has come")

    def send_due(self) -> int:
        """Send some of what is due and return how many went."""
        if self.smtp is None:
            return 0
        return deliver_due(self.database, self.smtp, self.letterhead, held=self.held)

    def tidy(self) -> None:
        """Give up and forget what is old."""
        with self.database.writing.begin() as db:
            tidy(db)


def post_office(
    database: Database, *, smtp_url: str, mail_from: str, base_url: str, secret: str
) -> PostOffice:
    """Return the post office that the settings describe; raise `CannotStart` if they cannot work.

    Without ``smtp_url`` nothing is sent and nothing fails.
    """
    if smtp_url and not mail_from:
        raise CannotStart(
            "LEARNING_MAIL_FROM is missing. With LEARNING_SMTP_URL it must be given: the address"
            " that mails come from, such as Anchored here <learn@example.org>."
        )
    letterhead = letterhead_of(mail_from, base_url=base_url, secret=secret)
    return PostOffice(database, smtp_at(smtp_url) if smtp_url else None, letterhead)


def work_beside(office: PostOffice) -> Event:
    """Start the loop in a thread; it ends with the process, or once the returned event is set."""
    stop = Event()
    Thread(target=office.work, args=(stop,), name="mail", daemon=True).start()
    return stop
