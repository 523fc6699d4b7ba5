"""The links in invitations: signed, for one invitation, good until it is over.

Whoever holds one may use it. All it does is to put the organisation on their own profile, where
they could have typed it.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import clock, organisations
from learning.accounts import Person, User
from learning.db import Database
from learning.errors import NotFound
from learning.invitations.tables import IS_SOMEBODYS, Invitation
from learning.organisations import Known

GOOD_FOR = timedelta(days=60)
"""From when somebody was invited; then the invitation is forgotten."""
_SHAPE = re.compile(r"([1-9][0-9]{0,9})\.([0-9a-f]{32})", re.ASCII)
_LARGEST = 2**31
_OVER = "This invitation is over, or its link is incomplete. Ask whoever invited you for another."


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation, as whoever holds its link sees it."""

    organisation: Known
    by: str | None
    """Who invites; None once their account is gone."""
    ends_at: datetime


def link_token(secret: str, invitation_id: int) -> str:
    """Return what the link carries."""
    return f"{invitation_id}.{_signature(secret, str(invitation_id))}"


def read_token(secret: str, token: str) -> int:
    """Return which invitation a link is for; raise `NotFound` unless we have signed it."""
    if shape := _SHAPE.fullmatch(token):
        number, signature = shape.groups()
        right = _signature(secret, number)
        if hmac.compare_digest(right, signature) and int(number) < _LARGEST:
            return int(number)
    raise NotFound(_OVER)


def invitation(db: Session, invitation_id: int) -> InvitationView:
    """Return the invitation; two queries. Raises `NotFound` once it is over."""
    row = db.execute(
        select(Invitation.organisation_id, User.name, Invitation.made_at)
        .outerjoin(User, User.id == Invitation.by_id)
        .where(Invitation.id == invitation_id, Invitation.made_at > clock.now() - GOOD_FOR)
        .where(IS_SOMEBODYS)
    ).first()
    if row is None:
        raise NotFound(_OVER)
    organisation = organisations.standing(db, row.organisation_id)
    return InvitationView(organisation, row.name, row.made_at + GOOD_FOR)


def accept(db: Session, person: Person, invitation_id: int) -> None:
    """Put the organisation that invited onto the person’s profile; twice changes nothing.

    Raises `NotFound` once the invitation is over.
    """
    organisations.belong(db, person, invitation(db, invitation_id).organisation.id)


def forget_over(database: Database) -> int:
    """Delete the invitations that are over, and return how many; nothing to do costs one read."""
    over = Invitation.made_at <= clock.now() - GOOD_FOR
    with database.reading() as db:
        if db.scalar(select(Invitation.id).where(over).limit(1)) is None:
            return 0
    with database.writing.begin() as db:
        return len(db.scalars(delete(Invitation).where(over).returning(Invitation.id)).all())


def _signature(secret: str, said: str) -> str:
    return hmac.new(secret.encode(), f"invitation {said}".encode(), "sha256").hexdigest()[:32]
