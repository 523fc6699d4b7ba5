"""Complaining, with an account or without, and being told that it has arrived."""

import secrets
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from learning import clock, mail
from learning.accounts import Person, Role, User, normal_email
from learning.accounts.throttle import Limit, check, key_of, network_of, note_failure
from learning.complaints.tables import Complaint
from learning.mail import Kind, Mail

LONGEST = 5_000
"""Characters of a complaint, and of what an admin notes about it."""
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words
_AT_ONCE = timedelta(minutes=10)
"""The same words again within this time are a second click."""
_FROM_ADDRESS = Limit(free=10, longest=600)
_FROM_SENDER = Limit(free=3, longest=900)
"""Complaints in a day before one has to wait, ever longer; nobody is shut out."""
_MAILS_A_DAY = 3
"""To an address that anybody may have typed."""
_KEYS = "complaint/"
"""How the keys of these mails begin."""
_TO_ADMINS = "complaint-here/"
"""How the keys of the mails to admins begin."""
_ADMINS_APART = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A complaint as somebody makes it."""

    name: str
    email: str
    text: str


def complain(db: Session, person: Person | None, said: Said, *, network: str) -> str:
    """Keep a complaint, tell its sender by mail that it is here, and return its number.

    The same once more within ten minutes returns the first number. ``network`` is the address that
    it was sent from. Raises `TooMany` for many in a day.
    """
    email = normal_email(said.email)
    if number := _just_made(db, email, said.text):
        return number
    limits = _limits(person, email, network_of(network))
    check(db, limits)
    note_failure(db, limits)
    if number := _just_made(db, email, said.text):  # by a click at once, that was waited for
        return number
    now = clock.now()
    number = _new_number(db, now)
    row = {"number": number, "user_id": person.id if person else None, "made_at": now}
    words = {"name": said.name, "email": email, "text": said.text, "outcome": ""}
    db.execute(insert(Complaint).values(row | words))
    if _may_be_mailed(db, email):
        mail.send(
            db, to=email, kind=Kind.ACCOUNT, key=f"{_KEYS}{number}",
            user_id=person.id if person and person.email == email else None,
            subject=f"Your complaint {number} has arrived", body=_arrived(number, now),
        )  # fmt: skip
    _tell_admins(db, number)
    return number


def _limits(person: Person | None, email: str, network: str) -> dict[str, Limit]:
    """Return what a complaint counts under: never what others could use up for its sender."""
    if person:
        return {key_of("complaint of account", str(person.id)): _FROM_SENDER}
    return {
        key_of("complaint from", network): _FROM_ADDRESS,
        key_of("complaint of", email, network): _FROM_SENDER,
    }


def _just_made(db: Session, email: str, text: str) -> str | None:
    lately = Complaint.made_at > clock.now() - _AT_ONCE
    same = (Complaint.email == email, Complaint.text == text)
    return db.scalar(select(Complaint.number).where(*same, lately))


def _new_number(db: Session, now: datetime) -> str:
    while True:  # until one that no complaint has
        number = f"C{now:%y}-" + "".join(secrets.choice(_LETTERS) for _ in range(6))
        if db.scalar(select(Complaint.id).where(Complaint.number == number)) is None:
            return number


def _may_be_mailed(db: Session, email: str) -> bool:
    mine = (Mail.to_address == email, Mail.key.startswith(_KEYS))
    lately = Mail.created_at > clock.now() - timedelta(days=1)
    heard = db.scalar(select(func.count()).select_from(Mail).where(*mine, lately)) or 0
    return heard < _MAILS_A_DAY


def _tell_admins(db: Session, number: str) -> None:
    """Mail the admins that there is a complaint: at most once an hour each, the last is not lost.

    Only to confirmed addresses, and without a word of it: whoever reads it is written down.
    """
    admins = select(User.id, User.email).where(
        User.role == Role.ADMIN, User.confirmed_at.is_not(None)
    )
    for admin in db.execute(admins.order_by(User.id)):
        due = mail.next_word(db, _TO_ADMINS, admin.email, most=sys.maxsize, apart=_ADMINS_APART)
        mail.send(
            db, to=admin.email, user_id=admin.id, kind=Kind.ACCOUNT, due_at=due,
            key=f"{_TO_ADMINS}{number}/{admin.email}", subject="A complaint has come in",
            body="\n\n".join(_FOR_ADMINS) + "\n",
        )  # fmt: skip


_FOR_ADMINS = (
    "Hello,",
    "A complaint about how personal data is handled has come in, perhaps more than one. Sign in and"
    " look under “Complaints”, beside the statistics.",
    "Each is to be answered within a month. You get this mail at most once an hour.",
)


def _arrived(number: str, made_at: datetime) -> str:
    """Return the words; none of what was typed, for anybody may have typed the address."""
    parts = (
        "Hello,",
        f"Your complaint about how personal data is handled arrived on {made_at.day}"
        f" {made_at:%B %Y}. Its number is {number}.",
        "A person reads it, and you get an answer within a month.",
        "If you made no complaint, somebody typed your address by mistake. You need do nothing.",
    )
    return "\n\n".join(parts) + "\n"
