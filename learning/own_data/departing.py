"""Wanting to go: said once, undone for seven days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from learning import accounts, clock, mail
from learning.accounts import Person, Role, User
from learning.db import insert_or
from learning.errors import Conflict
from learning.mail import OPTIONAL, Kind, Mail
from learning.own_data.tables import Departure
from learning.own_data.words import Where, going

UNDONE_WITHIN = timedelta(days=7)
_LETTERS = "letter/"
"""How the keys of mails begin that say that a letter to oneself has come back."""
HELD = exists().where(Departure.user_id == Mail.user_id) & (
    Mail.kind.in_(OPTIONAL) | func.coalesce(Mail.key, "").startswith(_LETTERS)
)
"""The condition of mails that wait: all to people who want to go, but about their account."""


ONLY_ADMIN = (
    "You are the only admin, so nobody could help people with their accounts. Make somebody else an"
    " admin first, then delete your account."
)


class SharedNotes(StrEnum):
    """What becomes of what somebody wrote in live sessions for all to see."""

    UNNAMED = "unnamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to go."""

    keeps_certificate: bool
    """Whether their certificates can still be checked afterwards."""
    shared_notes: SharedNotes


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who wants to go, until they are gone or stay."""

    person: Person
    asked_at: datetime
    due_at: datetime
    wish: Wish
    is_unused: bool
    """Whether nobody asked for it: the account has not been used for very long."""


def depart(db: Session, person: Person, wish: Wish, where: Where) -> None:
    """Have the account deleted in seven days, sign its person out everywhere, and mail them so.

    Doing it again keeps the day and takes the newer wish. Raises `Conflict` for the only admin.
    """
    if is_last_admin(db, person):
        raise Conflict(ONLY_ADMIN)
    now = clock.now()
    chosen = {"keeps_certificate": wish.keeps_certificate, "shared_notes": wish.shared_notes.value}
    day = {"asked_at": now, "due_at": now + UNDONE_WITHIN}
    row = {"user_id": person.id, "is_unused": False} | day | chosen
    new = insert_or(db, Departure).values(row)
    db.execute(new.on_conflict_do_update(index_elements=["user_id"], set_=chosen))
    accounts.end_all(db, person.id)
    leaving = leaving_of(db, person.id)
    assert leaving  # noqa: S101 - it was written a moment ago
    subject, body = going(person.name, leaving.due_at, where)
    mail.send(
        db, to=person.email, user_id=person.id, kind=Kind.ACCOUNT, subject=subject, body=body,
        key=f"departure/{person.id}/{int(leaving.asked_at.timestamp())}", until=leaving.due_at,
    )  # fmt: skip


def is_last_admin(db: Session, person: Person) -> bool:
    """Tell whether no admin would be left; those who want to go themselves do not count.

    All admins are held until the transaction ends: of two who go at once the second waits.
    """
    if not person.is_admin:
        return False
    admins = select(User.id).where(User.role == Role.ADMIN).order_by(User.id).with_for_update()
    held = set(db.scalars(admins))
    return not held - set(db.scalars(select(Departure.user_id))) - {person.id}


def stay(db: Session, user_id: int) -> bool:
    """Keep the account after all, and tell whether it was about to go; the mails that waited go.

    Doing it twice changes nothing. False, too, if the account was deleted in the same moment.
    """
    theirs = delete(Departure).where(Departure.user_id == user_id)
    return db.scalar(theirs.returning(Departure.user_id)) is not None


def leaving_of(db: Session, user_id: int) -> Leaving | None:
    """Return how somebody wants to go; None if they do not, or are gone. One query."""
    query = (
        select(Departure.__table__, User.name, User.email, User.role, User.joined_at)
        .add_columns(User.confirmed_at)
        .join(User, User.id == Departure.user_id)
        .where(Departure.user_id == user_id)
    )
    row = db.execute(query).first()
    if row is None:
        return None
    now = clock.now()
    person = Person(
        id=row.user_id, name=row.name, email=row.email, role=row.role, joined_at=row.joined_at,
        sign_in="", used_at=now, started_at=now, proved_at=now, second_at=None,
        confirmed_at=row.confirmed_at,
    )  # fmt: skip
    wish = Wish(row.keeps_certificate, SharedNotes(row.shared_notes))
    return Leaving(person, row.asked_at, row.due_at, wish, row.is_unused)
