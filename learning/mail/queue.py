"""How the outbox stands: for whoever watches the server, and for the page that shows mails."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.mail.deliver import MOST_TRIES
from learning.mail.message import Letter
from learning.mail.tables import KEPT_TEXT, WAITS, Mail

KEPT = timedelta(days=30)
"""Then the words of a mail that went, or was given up, are forgotten; the row stays."""


class Status(StrEnum):
    """What has become of a mail."""

    WAITING = "waiting"
    RETRYING = "trying again"
    SENT = "sent"
    FAILED = "given up"


@dataclass(frozen=True, slots=True)
class Queue:
    """How many mails stand where."""

    later: int
    """Waiting for their time."""
    due: int
    """Should go now; many, or for long, means that no worker runs or no server is set."""
    retrying: int
    """Of the waiting, those that were tried before."""
    sent: int
    """In the last seven days."""
    failed: int
    """Given up in the last seven days."""
    due_since: datetime | None
    """When the oldest of the due should have gone."""


@dataclass(frozen=True, slots=True)
class MailView:
    """One mail, as the development page shows it."""

    letter: Letter
    status: Status
    due_at: datetime
    last_error: str | None


def queue_of(db: Session) -> Queue:
    """Return how the outbox stands; one query."""
    now = clock.now()
    week = now - timedelta(days=7)
    is_due = WAITS & (Mail.due_at <= now)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    row = db.execute(
        select(
            count(WAITS & (Mail.due_at > now)), count(is_due), count(WAITS & (Mail.tries > 0)),
            count(Mail.sent_at > week), count(Mail.failed_at > week),
            func.min(case((is_due, Mail.due_at))),
        ).where(WAITS | (Mail.sent_at > week) | (Mail.failed_at > week))
    ).one()  # fmt: skip
    return Queue(*row)


def newest_mails(db: Session, most: int = 50) -> tuple[MailView, ...]:
    """Return the mails written last; one query."""
    query = select(Mail).where(Mail.body != "").order_by(Mail.id.desc()).limit(most)
    return tuple(
        MailView(
            Letter(
                m.id, m.kind, m.to_address, m.subject, m.body, m.attachments, m.created_at,
                m.user_id,
            ),
            _status(m), m.due_at, m.last_error,
        )
        for m in db.scalars(query)
    )  # fmt: skip


def tidy(db: Session) -> None:
    """Give up what is of no use any more, and forget the words of what is long over.

    The row stays, so that its key still keeps the same mail from being sent again.
    """
    now = clock.now()
    _give_up(db, Mail.expires_at <= now, "It waited until it was of no use any more.")
    dead = (Mail.tries >= MOST_TRIES) & (Mail.due_at <= now)
    _give_up(db, dead, "The worker stopped while sending it, again and again.")
    old = now - KEPT
    gone = ((Mail.sent_at < old) | (Mail.failed_at < old)) & (Mail.to_address != "")
    empty = dict.fromkeys(("to_address", "subject", "body"), "")
    db.execute(update(Mail).where(gone).values(attachments=[], last_error=None, **empty))


def _give_up(db: Session, condition: ColumnElement[bool], reason: str) -> None:
    given_up = {"failed_at": clock.now(), "last_error": reason, "body": KEPT_TEXT}
    db.execute(update(Mail).where(WAITS, condition).values(given_up))


def _status(mail: Mail) -> Status:
    if mail.sent_at:
        return Status.SENT
    if mail.failed_at:
        return Status.FAILED
    return Status.RETRYING if mail.tries else Status.WAITING
