"""Who takes part in a live session, and who of them is here now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from learning.accounts import User
from learning.live.rules.state import Participant as ParticipantId
from learning.live.tables import Participant, Presence, Stay
from learning.teams import Membership

MISSING = "Somebody who has left"
"""Stands for the name of somebody whose account was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One participant as the others see them."""

    id: ParticipantId
    user_id: int | None
    name: str
    has_device: bool
    """Whether they have a page of their own; others were added by name."""
    came_at: datetime | None
    """When they first came."""
    is_here: bool
    is_in: bool
    """Whether they are in the session: the stay that began when they came has not ended."""
    has_left: bool
    """Whether they said that they leave; otherwise they were only not heard of any more."""
    is_member: bool
    """Whether they are on the team still."""
    left_at: datetime | None
    """When they were last here; None while they are in the session."""
    until: datetime | None
    """Until when their page counts as open, if it was not heard of again."""
    minutes: int | None


def people_of(db: Session, session_id: int, team_id: int, now: datetime) -> tuple[Somebody, ...]:
    """Return who takes part, in the order of coming; one query.

    Somebody who has left the team is among them, and not here.
    """
    asked = {"session": session_id, "team": team_id}
    return tuple(_somebody(row, now) for row in db.execute(_PEOPLE, asked))


LAST_STAY = (
    select(func.max(Stay.id))
    .where(Stay.participant_id == Participant.id)
    .correlate(Participant)
    .scalar_subquery()
)
HEARD_UNTIL = (
    select(func.max(Presence.until))
    .where(Presence.participant_id == Participant.id)
    .correlate(Participant)
    .scalar_subquery()
)
FIRST_CAME = (
    select(func.min(Stay.came_at))
    .where(Stay.participant_id == Participant.id)
    .correlate(Participant)
    .scalar_subquery()
)


# Constant: building a statement anew costs more than running it.
_STILL_ON = (Membership.user_id == Participant.user_id) & (Membership.team_id == bindparam("team"))
_PEOPLE = (
    select(
        Participant.id,
        Participant.user_id,
        func.coalesce(User.name, Participant.name, MISSING).label("name"),
        (~Participant.is_by_name).label("has_device"),
        Participant.minutes,
        FIRST_CAME.label("came_at"),
        HEARD_UNTIL.label("until"),
        Stay.left_at.is_(None).label("is_in"),
        Stay.has_left,
        Stay.left_at,
        Membership.user_id.is_not(None).label("is_member"),
    )
    .join(Stay, Stay.id == LAST_STAY)
    .outerjoin(User, User.id == Participant.user_id)
    .outerjoin(Membership, _STILL_ON)
    .where(Participant.live_session_id == bindparam("session"))
    .order_by(Participant.id)
)


def _somebody(row: Row[*tuple[object, ...]], now: datetime) -> Somebody:
    found = {**row._mapping}
    is_heard = found["is_member"] and found["until"] is not None and found["until"] > now
    flags = {name: bool(found[name]) for name in ("has_device", "is_in", "has_left", "is_member")}
    is_here = flags["is_in"] and bool(is_heard or not flags["has_device"])
    return Somebody(**found | flags, is_here=is_here)


def here(people: Iterable[Somebody]) -> tuple[ParticipantId, ...]:
    """Return who is here, in the order of coming."""
    return tuple(person.id for person in people if person.is_here)


def pressing(people: Iterable[Somebody]) -> tuple[ParticipantId, ...]:
    """Return who is here with a device of their own: the session waits for no one else."""
    return tuple(person.id for person in people if person.is_here and person.has_device)


def in_step(people: Iterable[Somebody], since: datetime | None) -> tuple[ParticipantId, ...]:
    """Return who was in the session with a device at any time ``since`` the step began.

    Whoever leaves in the middle of it stays among them: else the numbers of a count would tell, by
    how they change, whether just this person is counted in it.
    """
    return tuple(
        p.id
        for p in people
        if p.has_device and (p.left_at is None or (since is not None and p.left_at >= since))
    )


def absent(people: Iterable[Somebody]) -> frozenset[ParticipantId]:
    """Return whose roles pass on: who is neither here nor in the room."""
    return frozenset(person.id for person in people if not person.is_here)
