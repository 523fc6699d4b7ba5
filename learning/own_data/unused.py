"""Accounts that nobody has used for very long: their people are warned, then they are deleted."""

from datetime import datetime, timedelta

from sqlalchemy import Select, delete, exists, func, select
from sqlalchemy.orm import Session

from learning import audit, clock, mail
from learning.accounts import Role, User
from learning.audit import Act
from learning.db import Database, insert_or
from learning.mail import Kind
from learning.own_data.departing import SharedNotes
from learning.own_data.tables import Departure
from learning.own_data.words import Where, unused

WARNED_BEFORE = timedelta(days=30)
_AT_ONCE = 100
"""People warned in one round of the worker: the first round after years may find thousands."""
_MONTH = timedelta(days=365) / 12


def warn_unused(database: Database, months: int, where: Where) -> int:
    """Write to learners who have not been here for ``months``, that their account will be deleted.

    In thirty days it goes as that of somebody who asked for it (`delete_due`), with certificates
    kept, unless they `come_back`. Everybody is warned once. 0 months: nobody is. Returns how many
    were; with nobody to warn it costs one read and takes nobody’s turn to write.
    """
    if not months:
        return 0
    with database.reading() as db:
        due = [row.id for row in db.execute(_unused(months).limit(_AT_ONCE))]
    return sum(_warn(database, user_id, months, where) for user_id in due)


def come_back(db: Session, user_id: int) -> None:
    """Note that somebody who was warned is here again: the account stays. One statement."""
    gone = delete(Departure).where(Departure.user_id == user_id, Departure.is_unused)
    db.execute(gone)


def _unused(months: int) -> Select[int, str, str]:
    last = func.coalesce(User.used_at, User.joined_at)
    return (
        select(User.id, User.name, User.email)
        .where(User.role == Role.LEARNER, last < clock.now() - months * _MONTH)
        .where(~exists().where(Departure.user_id == User.id))
        .order_by(User.id)
    )


def _warn(database: Database, user_id: int, months: int, where: Where) -> bool:
    with database.writing.begin() as db:
        person = db.execute(_unused(months).where(User.id == user_id)).first()
        if person is None:  # they came, or another worker has warned them
            return False
        now = clock.now()
        if not _note(db, user_id, now):
            return False
        subject, body = unused(person.name, months, now + WARNED_BEFORE, where)
        mail.send(
            db, to=person.email, user_id=user_id, kind=Kind.ACCOUNT, subject=subject, body=body,
            key=f"unused/{user_id}/{int(now.timestamp())}", until=now + WARNED_BEFORE,
        )  # fmt: skip
        why = f"Not used for {months} months"
        audit.note(db, None, Act.WARN_UNUSED, about_id=user_id, reason=why)
    return True


def _note(db: Session, user_id: int, now: datetime) -> bool:
    row = {
        "user_id": user_id, "asked_at": now, "due_at": now + WARNED_BEFORE, "is_unused": True,
        "keeps_certificate": True, "shared_notes": SharedNotes.UNNAMED.value,
    }  # fmt: skip
    new = insert_or(db, Departure).values(row).on_conflict_do_nothing()
    return db.scalar(new.returning(Departure.user_id)) is not None
