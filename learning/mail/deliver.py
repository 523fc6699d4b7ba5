"""Taking due mails out of the outbox, one at a time, and what became of each.

A worker that takes a mail moves its `due_at` on by the lease and commits. It then talks to the
server with no transaction open, and notes the outcome. If it is killed in between, the lease runs
out and the mail is due again. Another worker meanwhile sees a mail that is not due yet.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError

from sqlalchemy import ColumnElement, delete, false, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.db import Database
from learning.mail.message import Letter, Letterhead, compose
from learning.mail.preferences import OPTIONAL
from learning.mail.smtp import NotNow, Refused, Smtp
from learning.mail.tables import KEPT_TEXT, WAITS, Mail, OptOut

LEASE = timedelta(minutes=10)
"""How long a worker may take over one mail before others think it dead."""
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 180, 720))
"""Waits between tries; a mail is given up after the try that follows the last."""
MOST_TRIES = len(BACK_OFF) + 1
NOT_HELD = false()
"""The condition of mails that wait, where none does."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Taken:
    letter: Letter
    tries: int
    """With the one that is about to begin."""
    lease: datetime


def deliver_due(
    database: Database,
    smtp: Smtp,
    letterhead: Letterhead,
    *,
    held: ColumnElement[bool] = NOT_HELD,
    most: int = 20,
) -> int:
    """Send the mails that are due, at most ``most``, and return how many went.

    Any number of workers may do so at once. No transaction is open while a server is talked to.
    Those that are ``held`` wait.
    """
    sent = 0
    for _ in range(most):
        with database.reading() as db:
            if not _any_due(db, held):
                break
        with database.writing.begin() as db:
            taken = _take(db, held)
        if taken:
            sent += _deliver(database, smtp, letterhead, taken)
    return sent


def _any_due(db: Session, held: ColumnElement[bool]) -> bool:
    """Tell whether there is something to do, without waiting for the writers' turn; one query."""
    return db.scalar(select(Mail.id).where(*_due(), ~held).limit(1)) is not None


def _take(db: Session, held: ColumnElement[bool] = NOT_HELD) -> _Taken | None:
    """Take the mail that is due longest, under lease; None if there is none, or it is unwanted."""
    lease = clock.now() + LEASE
    # On PostgreSQL two workers pass each other by; on SQLite only one is here at a time.
    first = select(Mail.id).where(*_due(), ~held).order_by(Mail.due_at, Mail.id).limit(1)
    row = db.execute(
        update(Mail)
        .where(Mail.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(due_at=lease, tries=Mail.tries + 1)
        .returning(
            Mail.id, Mail.kind, Mail.to_address, Mail.subject, Mail.body, Mail.attachments,
            Mail.created_at, Mail.user_id, Mail.tries,
        ),
        execution_options={"synchronize_session": False},
    ).first()  # fmt: skip
    if row is None:
        return None
    taken = _Taken(Letter(*row[:-1]), row.tries, lease)
    if _unwanted(db, taken.letter):
        db.execute(delete(Mail).where(Mail.id == taken.letter.id))
        return None
    return taken


def _due() -> tuple[ColumnElement[bool], ...]:
    now = clock.now()
    return (WAITS, Mail.due_at <= now, Mail.expires_at > now, Mail.tries < MOST_TRIES)


def _unwanted(db: Session, letter: Letter) -> bool:
    """Tell whether whoever it is for has stopped such mails since it was written."""
    of_theirs = (OptOut.address == letter.to_address, OptOut.kind == letter.kind)
    return letter.kind in OPTIONAL and bool(db.scalar(select(OptOut.kind).where(*of_theirs)))


def _deliver(database: Database, smtp: Smtp, letterhead: Letterhead, taken: _Taken) -> bool:
    """Try once and note the outcome; tell whether it went."""
    try:
        smtp.send(compose(taken.letter, letterhead))
    except NotNow as trouble:
        _note_trouble(database, taken, str(trouble), for_good=taken.tries >= MOST_TRIES)
        return False
    except (Refused, MessageError, ValueError) as refusal:
        _note_trouble(database, taken, str(refusal), for_good=True)
        return False
    with database.writing.begin() as db:
        went = {"sent_at": clock.now(), "failed_at": None, "last_error": None, "body": KEPT_TEXT}
        db.execute(update(Mail).where(Mail.id == taken.letter.id).values(went))
    return True


def _note_trouble(database: Database, taken: _Taken, reason: str, *, for_good: bool) -> None:
    """Note what went wrong, unless the lease ran out and another worker has the mail now."""
    now = clock.now()
    change: dict[str, object] = {"last_error": reason}
    if for_good:
        change |= {"failed_at": now, "body": KEPT_TEXT}
    else:
        change["due_at"] = now + BACK_OFF[taken.tries - 1]
    ours = (Mail.id == taken.letter.id, Mail.due_at == taken.lease, WAITS)
    with database.writing.begin() as db:
        db.execute(update(Mail).where(*ours).values(change))
    # Neither the address nor a word of the mail: logs are read by more people than mails are.
    outcome = "is given up" if for_good else f"waits after try {taken.tries}"
    _log.warning("mail %s (%s) %s: %s", taken.letter.id, taken.letter.kind, outcome, reason)
