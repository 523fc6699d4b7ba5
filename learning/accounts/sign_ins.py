"""Signing in: one row a browser, which its person can see and end."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts.tables import Role, SignIn, User
from learning.errors import NotFound


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in can last."""

    idle: timedelta = timedelta(days=30)
    """One that no write has used for so long is over."""
    longest: timedelta = timedelta(days=180)
    """Then it is over, however much it is used."""


USUAL = Limits()


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
    proved_at: datetime
    """When they last proved who they are."""
    second_at: datetime | None
    """When they showed a second factor in this sign-in."""
    confirmed_at: datetime | None
    """When they proved that mail to their address reaches them."""
    started_at: datetime
    """When they signed in here."""

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """Return what the cookie carries."""
        return self.sign_in

    def ends_at(self, limits: Limits) -> datetime:
        """Return when the sign-in is over, unless something is written before."""
        return min(self.used_at + limits.idle, self.started_at + limits.longest)

    @property
    def is_admin(self) -> bool:
        """Tell whether this person may see everyone's completion."""
        return self.role is Role.ADMIN


def sign_in(db: Session, user_id: int, *, device: str, second: bool = False) -> str:
    """Note that ``user_id`` is signed in on ``device`` and return the new sign-in's id.

    ``second`` tells whether they have shown a second factor.
    """
    now = clock.now()
    row = {"id": secrets.token_urlsafe(24), "user_id": user_id, "device": device[:80]}
    moments = {"started_at": now, "used_at": now, "proved_at": now}
    db.execute(insert(SignIn).values(second_at=now if second else None, **moments, **row))
    db.execute(update(User).where(User.id == user_id).values(used_at=now))
    return row["id"]  # type: ignore[return-value]


def note_second(db: Session, person: Person) -> str:
    """Note that a second factor was shown, and return the id that the sign-in has from now on.

    It can do more than before: who knew the id of the lesser one does not have this one.
    """
    return _renewed(db, person, "second_at")


def prove_anew(db: Session, person: Person) -> str:
    """Note that they have just proved who they are; return the id of the sign-in from now on.

    It can do what is grave for a while: who knew the id of before cannot.
    """
    return _renewed(db, person, "proved_at")


def _renewed(db: Session, person: Person, what: str) -> str:
    """Give the sign-in another id, and ``what`` this moment."""
    renewed = secrets.token_urlsafe(24)
    values = {"id": renewed, what: clock.now()}
    db.execute(update(SignIn).where(SignIn.id == person.sign_in).values(values))
    return renewed


# Constant, and of tables: to build a statement anew, or to have rows of objects, costs more than
# running it.
_USER, _SIGN_IN = User.__table__.c, SignIn.__table__.c
SIGNED_IN = (
    select(_USER.id, _USER.name, _USER.email, _USER.role, _USER.joined_at)
    .add_columns(_SIGN_IN.id, _SIGN_IN.used_at, _SIGN_IN.proved_at, _SIGN_IN.second_at)
    .add_columns(_USER.confirmed_at, _SIGN_IN.started_at)
    .join_from(User.__table__, SignIn.__table__, _SIGN_IN.user_id == _USER.id)
    .where(_SIGN_IN.id == bindparam("sign_in"))
    .where(_SIGN_IN.used_at > bindparam("used_since"))
    .where(_SIGN_IN.started_at > bindparam("started_since"))
)
"""What `Person` is made of, for who `signed_in`; a query may ask for more behind it."""


def signed_in(sign_in_id: str, limits: Limits = USUAL) -> dict[str, object]:
    """Return what `SIGNED_IN` wants to know: it has no row for a sign-in that is over."""
    now = clock.now()
    used, started = now - limits.idle, now - limits.longest
    return {"sign_in": sign_in_id, "used_since": used, "started_since": started}


def person_of(db: Session | Connection, sign_in_id: str, limits: Limits = USUAL) -> Person | None:
    """Return whoever this sign-in belongs to, or None if it is over; one query."""
    row = db.execute(SIGNED_IN, signed_in(sign_in_id, limits)).first()
    return Person(*row) if row else None


def note_use(db: Session, person: Person) -> None:
    """Keep the date of last use; writes at most once a day."""
    now = clock.now()
    if now - person.used_at > timedelta(days=1):
        db.execute(update(SignIn).where(SignIn.id == person.sign_in).values(used_at=now))
        db.execute(update(User).where(User.id == person.id).values(used_at=now))


def stay(db: Session, person: Person, limits: Limits = USUAL) -> datetime:
    """Have the idle time begin anew; doing it twice changes nothing more. Return when it ends."""
    now = clock.now()
    db.execute(update(SignIn).where(SignIn.id == person.sign_in).values(used_at=now))
    return replace(person, used_at=now).ends_at(limits)


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


def sign_ins_of(db: Session, person: Person, limits: Limits = USUAL) -> list[SignInView]:
    """Return where the person is signed in, this browser first; one query."""
    now = clock.now()
    query = (
        select(SignIn.id, SignIn.device, SignIn.started_at, SignIn.used_at)
        .where(SignIn.user_id == person.id)
        .where(SignIn.used_at > now - limits.idle, SignIn.started_at > now - limits.longest)
        .order_by(SignIn.used_at.desc(), SignIn.started_at.desc())
    )
    found = [SignInView(*row, row.id == person.sign_in) for row in db.execute(query)]
    return sorted(found, key=lambda view: not view.is_this)


def end(db: Session, person: Person, handle: str) -> None:
    """Sign the person out in one browser; raises `NotFound` for one that is not theirs."""
    theirs = select(SignIn.id).where(SignIn.user_id == person.id)
    ended = [sign_in_id for sign_in_id in db.scalars(theirs) if sign_in_id[:8] == handle]
    if not ended:
        raise NotFound("That sign-in is already over.")
    db.execute(delete(SignIn).where(SignIn.id.in_(ended)))


def end_others(db: Session, person: Person) -> None:
    """Sign the person out everywhere but here; nothing that other browsers hold counts any more."""
    _note_ended(db, person.id)
    db.execute(delete(SignIn).where(SignIn.user_id == person.id, SignIn.id != person.sign_in))


def end_all(db: Session, user_id: int) -> None:
    """Sign ``user_id`` out everywhere; nothing that a browser holds of theirs counts any more."""
    _note_ended(db, user_id)
    db.execute(delete(SignIn).where(SignIn.user_id == user_id))


def ended_at(db: Session, user_id: int | None) -> datetime | None:
    """Return when somebody was last signed out everywhere, None if never; one query."""
    return db.scalar(select(User.ended_at).where(User.id == user_id))


def _note_ended(db: Session, user_id: int) -> None:
    db.execute(update(User).where(User.id == user_id).values(ended_at=clock.now()))


def end_this(db: Session, person: Person) -> None:
    """Sign the person out here; a second call does nothing."""
    db.execute(delete(SignIn).where(SignIn.id == person.sign_in))
