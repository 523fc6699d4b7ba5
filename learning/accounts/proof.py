"""Proving who one is: a password tried, slowly and not too often, and that it was proved anew."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts.passwords import password_matches
from learning.accounts.sign_ins import Person
from learning.accounts.tables import SignIn, User
from learning.accounts.throttle import (
    KnownAs,
    Limit,
    check,
    forgive,
    limits_of,
    note_failure,
    unknown,
)
from learning.errors import NotAllowed

_FROM_HERE = Limit(free=5, longest=900)
_FROM_ANYWHERE = Limit(free=50, longest=30)


@dataclass(frozen=True, slots=True)
class Proof:
    """What trying a password showed; the account's id only if it was right."""

    email: str
    address: str
    user_id: int | None
    browser: str = ""
    """What the browser is known as to that account, right or wrong."""
    tried_id: int | None = None
    """The account whose password was tried, right or wrong; None if the address has none."""


def try_password(
    db: Session, *, email: str, password: str, address: str, known_as: KnownAs = unknown
) -> Proof:
    """Check a password; slow on purpose, writes nothing: give it a session that only reads.

    Raises `TooMany` while the account must be left alone. Takes as long for an unknown account.
    """
    columns = select(User.id, User.password_hash, User.ended_at)
    row = db.execute(columns.where(User.email == email)).first()
    browser = known_as(row.id, row.ended_at) if row else ""
    check(db, _limits(email, address, browser))
    matches = password_matches(row.password_hash if row else None, password)
    tried_id = row.id if row else None
    return Proof(email, address, tried_id if matches else None, browser, tried_id)


def _limits(email: str, address: str, browser: str) -> dict[str, Limit]:
    """Return what a wrong password is counted under."""
    return limits_of(
        email, address=address, browser=browser, from_here=_FROM_HERE, from_anywhere=_FROM_ANYWHERE
    )


def settle_proof(db: Session, proof: Proof) -> int:
    """Return the account ``proof`` belongs to, and forget earlier failures.

    Raises `NotAllowed`, having counted the failure, without saying which part was wrong, and
    `TooMany`, right or wrong, if others have failed while this one was tried.
    """
    limits = _limits(proof.email, proof.address, proof.browser)
    check(db, limits)
    if proof.user_id is None:
        note_failure(db, limits)
        raise NotAllowed("That email address and password do not match an account.")
    forgive(db, limits)
    return proof.user_id


def has_password(db: Session, person: Person) -> bool:
    """Tell whether a password is one of the person’s ways in; one query."""
    return db.scalar(select(User.password_hash != "").where(User.id == person.id)) or False


def note_proof(db: Session, person: Person, at: datetime | None) -> None:
    """Note that whoever signs in has proved who they are earlier, ``at``; None is just now."""
    now = clock.now()
    proved = {"proved_at": min(at or now, now)}
    db.execute(update(SignIn).where(SignIn.id == person.sign_in).values(proved))
