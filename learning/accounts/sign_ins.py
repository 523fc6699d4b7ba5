"""Signing in: one row a browser, which its person can see and end."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts.passwords import password_matches
from learning.accounts.tables import Role, SignIn, User
from learning.accounts.throttle import Limit, check, forgive, key_of, note_failure
from learning.errors import NotAllowed, NotFound

LASTS = timedelta(days=30)
"""A sign-in that no write has used for so long is over."""
_FROM_HERE = Limit(free=5, longest=900)
_FROM_ANYWHERE = Limit(free=50, longest=30)


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is signed in, as every operation sees them. Has Flask-Login's four members."""

    id: int
    name: str
    email: str
    role: Role
    joined_at: datetime
    sign_in: str
    """The id of the browser's sign-in, empty on the command line."""
    used_at: datetime

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """Return what the cookie carries."""
        return self.sign_in

    @property
    def ends_at(self) -> datetime:
        """Return when the sign-in is over, unless something is written before."""
        return self.used_at + LASTS

    @property
    def is_admin(self) -> bool:
        """Tell whether this person may see everyone's completion."""
        return self.role is Role.ADMIN


@dataclass(frozen=True, slots=True)
class Proof:
    """What trying a password showed; the account's id only if it was right."""

    email: str
    address: str
    user_id: int | None


def try_password(db: Session, *, email: str, password: str, address: str) -> Proof:
    """Check a password; slow on purpose, writes nothing: give it a session that only reads.

    Raises `TooMany` while the account must be left alone. Takes as long for an unknown account.
    """
    check(db, _limits(email, address))
    row = db.execute(select(User.id, User.password_hash).where(User.email == email)).first()
    matches = password_matches(row.password_hash if row else None, password)
    return Proof(email, address, row.id if row and matches else None)


def _limits(email: str, address: str) -> dict[str, Limit]:
    """Return what a wrong password is counted under."""
    return {key_of(email, address): _FROM_HERE, key_of(email): _FROM_ANYWHERE}


def settle_proof(db: Session, proof: Proof) -> int:
    """Return the account ``proof`` belongs to, and forget earlier failures.

    Raises `NotAllowed`, having counted the failure, without saying which part was wrong, and
    `TooMany`, right or wrong, if others have failed while this one was tried.
    """
    check(db, _limits(proof.email, proof.address))
    if proof.user_id is None:
        note_failure(db, _limits(proof.email, proof.address))
        raise NotAllowed("That email address and password do not match an account.")
    forgive(db, _limits(proof.email, proof.address))
    return proof.user_id


def sign_in(db: Session, user_id: int, *, device: str) -> str:
    """Note that ``user_id`` is signed in on ``device`` and return the new sign-in's id."""
    now = clock.now()
    row = {"id": secrets.token_urlsafe(24), "user_id": user_id, "device": device[:80]}
    db.execute(insert(SignIn).values(started_at=now, used_at=now, **row))
    return row["id"]  # type: ignore[return-value]


# Constant, and of tables: to build a statement anew, or to have rows of objects, costs more than
# running it.
_USER, _SIGN_IN = User.__table__.c, SignIn.__table__.c
SIGNED_IN = (
    select(_USER.id, _USER.name, _USER.email, _USER.role, _USER.joined_at)
    .add_columns(_SIGN_IN.id, _SIGN_IN.used_at)
    .join_from(User.__table__, SignIn.__table__, _SIGN_IN.user_id == _USER.id)
    .where(_SIGN_IN.id == bindparam("sign_in"), _SIGN_IN.used_at > bindparam("since"))
)
"""What `Person` is made of, for who `signed_in`; a query may ask for more behind it."""


def signed_in(sign_in_id: str) -> dict[str, object]:
    """Return what `SIGNED_IN` wants to know: it has no row for a sign-in that is over."""
    return {"sign_in": sign_in_id, "since": clock.now() - LASTS}


def person_of(db: Session, sign_in_id: str) -> Person | None:
    """Return whoever this sign-in belongs to, or None if it is over; one query."""
    row = db.execute(SIGNED_IN, signed_in(sign_in_id)).first()
    return Person(*row) if row else None


def note_use(db: Session, person: Person) -> None:
    """Keep the date of last use; writes at most once a day."""
    now = clock.now()
    if now - person.used_at > timedelta(days=1):
        db.execute(update(SignIn).where(SignIn.id == person.sign_in).values(used_at=now))


def stay(db: Session, person: Person) -> datetime:
    """Have the sign-in begin anew; doing it twice changes nothing more. Return when it ends."""
    now = clock.now()
    db.execute(update(SignIn).where(SignIn.id == person.sign_in).values(used_at=now))
    return now + LASTS


@dataclass(frozen=True, slots=True)
class SignInView:
    """One line of the account page's list."""

    id: str
    device: str
    started_at: datetime
    used_at: datetime
    is_this: bool

    @property
    def handle(self) -> str:
        """Return what the page may show instead of the id, which opens the account."""
        return self.id[:8]


def sign_ins_of(db: Session, person: Person) -> list[SignInView]:
    """Return where the person is signed in, this browser first; one query."""
    query = (
        select(SignIn.id, SignIn.device, SignIn.started_at, SignIn.used_at)
        .where(SignIn.user_id == person.id, SignIn.used_at > clock.now() - LASTS)
        .order_by(SignIn.used_at.desc(), SignIn.started_at.desc())
    )
    found = [SignInView(*row, row.id == person.sign_in) for row in db.execute(query)]
    return sorted(found, key=lambda view: not view.is_this)


def end(db: Session, person: Person, handle: str) -> None:
    """Sign the person out in one browser; raises `NotFound` for one that is not theirs."""
    ended = [view.id for view in sign_ins_of(db, person) if view.handle == handle]
    if not ended:
        raise NotFound("That sign-in is already over.")
    db.execute(delete(SignIn).where(SignIn.id.in_(ended)))


def end_others(db: Session, person: Person) -> None:
    """Sign the person out everywhere but here."""
    db.execute(delete(SignIn).where(SignIn.user_id == person.id, SignIn.id != person.sign_in))


def end_this(db: Session, person: Person) -> None:
    """Sign the person out here; a second call does nothing."""
    db.execute(delete(SignIn).where(SignIn.id == person.sign_in))
