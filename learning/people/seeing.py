"""One person as admins see them: their account and how far they are, never what they wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from learning import audit, certificates, clock, progress
from learning.accounts import USUAL, Limits, Person, Role, SignIn, User, absent_person
from learning.audit import Act
from learning.certificates import Issued
from learning.content import Programme
from learning.errors import NotFound
from learning.own_data import Departure
from learning.second_factor import Authenticator, Passkey, RecoveryCode
from learning.single_sign_on import Identity

_GONE = "There is no account with this number. It may have been deleted."


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How somebody can show who they are."""

    has_password: bool
    organisations: int
    """Of how many organisations they use the sign-in."""
    has_app: bool
    passkeys: int
    recovery_codes: int
    """Those that are left."""

    @property
    def has_second(self) -> bool:
        """Tell whether there is a second factor."""
        return self.has_app or bool(self.passkeys)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """Everything that an admin sees of one person."""

    id: int
    name: str
    email: str
    confirmed_at: datetime | None
    is_admin: bool
    joined_at: datetime
    used_at: datetime | None
    """Last use, to the day, as far as it is known; None for who has ended every sign-in."""
    sign_ins: int
    leaves_at: datetime | None
    """When the account will be deleted."""
    ways: WaysIn
    pages_done: int
    certificates: tuple[Issued, ...]

    @property
    def can_be_reissued(self) -> bool:
        """Tell whether the latest certificate is made out to another name than the account’s."""
        latest = next(iter(self.certificates), None)
        return (
            latest is not None
            and latest.withdrawn_at is None
            and latest.snapshot.holder != " ".join(self.name.split())
        )


def open_page(db: Session, admin: Person, user_id: int, reason: str) -> None:
    """Write down that ``admin`` opens the page about somebody, and why; it stays open for a while.

    Raises `NotFound` if there is no such account.
    """
    if absent_person(db, user_id) is None:
        raise NotFound(_GONE)
    audit.open_page(db, admin, Act.OPEN_PERSON, about_id=user_id, reason=reason)


def person_for(
    db: Session, user_id: int, programme: Programme, limits: Limits = USUAL
) -> PersonView:
    """Return the person with this account; four queries. Raises `NotFound` if there is none.

    ``limits`` say how long a sign-in lasts.
    """
    row = db.execute(_query(user_id, limits)).first()
    learner = absent_person(db, user_id)
    if row is None or learner is None:
        raise NotFound(_GONE)
    return PersonView(
        id=learner.id,
        name=learner.name,
        email=learner.email,
        confirmed_at=learner.confirmed_at,
        is_admin=learner.role is Role.ADMIN,
        joined_at=learner.joined_at,
        used_at=row.used_at,
        sign_ins=row.sign_ins,
        leaves_at=row.leaves_at,
        ways=WaysIn(
            row.has_password, row.organisations, bool(row.apps), row.passkeys, row.recovery_codes
        ),
        pages_done=progress.pages_done_by(db, [user_id], programme)[user_id],
        certificates=tuple(certificates.certificates_of(db, learner)),
    )


def _query(user_id: int, limits: Limits) -> Select[Any]:
    """Return what is counted of one account, in one statement."""
    many, now = func.count(), clock.now()
    holds = (SignIn.used_at > now - limits.idle, SignIn.started_at > now - limits.longest)
    return select(
        (User.password_hash != "").label("has_password"),
        select(func.max(SignIn.used_at)).where(SignIn.user_id == user_id)
        .scalar_subquery().label("used_at"),
        select(Departure.due_at).where(Departure.user_id == user_id)
        .scalar_subquery().label("leaves_at"),
        *(
            select(many).where(table.user_id == user_id, *more).scalar_subquery().label(name)
            for name, table, *more in (
                ("sign_ins", SignIn, *holds),
                ("organisations", Identity),
                ("apps", Authenticator),
                ("passkeys", Passkey),
                ("recovery_codes", RecoveryCode, RecoveryCode.used_at.is_(None)),
            )
        ),
    ).where(User.id == user_id)  # fmt: skip
