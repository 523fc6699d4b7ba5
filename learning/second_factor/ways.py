"""What somebody has set up to show beside the first proof of who they are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from learning.accounts import Person, end_others
from learning.second_factor import telling
from learning.second_factor.recovery import codes_left
from learning.second_factor.tables import Authenticator, Passkey


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """One passkey, as its owner sees it."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ways:
    """Everything that somebody can show."""

    app_since: datetime | None
    passkeys: tuple[PasskeyView, ...]
    codes: int
    """Recovery codes that are left."""

    @property
    def count(self) -> int:
        """Return how many second factors these are; codes on paper only stand in for them."""
        return len(self.passkeys) + (self.app_since is not None)


def is_set_up(db: Session, user_id: int) -> bool:
    """Tell whether somebody has a second factor; one query."""
    app = exists().where(Authenticator.user_id == user_id)
    key = exists().where(Passkey.user_id == user_id)
    return bool(db.scalar(select(app | key)))


def settle_new(db: Session, person: Person, what: str, *, is_first: bool) -> None:
    """Mail ``what`` was set up, and end the sign-ins that began when less was asked for."""
    if is_first:
        end_others(db, person)
        what += telling.ENDED
    telling.tell(db, person.id, what)


def ways_of(db: Session, user_id: int) -> Ways:
    """Return what somebody can show; three queries."""
    app = db.scalar(select(Authenticator.made_at).where(Authenticator.user_id == user_id))
    columns = (Passkey.id, Passkey.name, Passkey.made_at, Passkey.used_at)
    keys = db.execute(select(*columns).where(Passkey.user_id == user_id).order_by(Passkey.id))
    return Ways(app, tuple(PasskeyView(*key) for key in keys), codes_left(db, user_id))
