"""What pages show of teams, always asked through a person who is on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from learning import progress
from learning.accounts import Person, User
from learning.content import Programme
from learning.errors import NotFound
from learning.teams.code import grouped
from learning.teams.tables import Membership, Team

STRANGER = "There is no team here that you are on."
"""Said alike whether the team exists or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team as one of its members sees it."""

    id: int
    name: str
    code: str
    """As people read it, ``BDF-HJK``."""
    created_at: datetime
    closed_at: datetime | None
    size: int
    shows_progress: bool
    """Whether this member shows theirs to the others."""

    @property
    def is_open(self) -> bool:
        """Tell whether people can still join and things be changed."""
        return self.closed_at is None

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/teams/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of a team as the others see them."""

    user_id: int
    name: str
    email: str
    """For mail only: no page shows it to the others."""
    is_convenor: bool
    shows_progress: bool
    joined_at: datetime


def teams_of(db: Session, person: Person) -> tuple[TeamView, ...]:
    """Return the teams ``person`` is on, open ones first, then by name; one query."""
    found = [_view(row) for row in db.execute(_mine(person))]
    return tuple(sorted(found, key=lambda team: (not team.is_open, team.name.casefold(), team.id)))


def team_for(db: Session, person: Person, team_id: int) -> TeamView:
    """Return the team; raise `NotFound` unless ``person`` is on it. One query."""
    row = db.execute(_mine(person).where(Team.id == team_id)).first()
    if row is None:
        raise NotFound(STRANGER)
    return _view(row)


def members_of(db: Session, team_id: int) -> tuple[Member, ...]:
    """Return who is on the team: the convenor, then by how long they have been; one query.

    The first is the convenor also when nobody is marked: then the account of whoever was has been
    deleted, and the one who has been on the team longest takes their place.
    """
    query = (
        select(User.id, User.name, User.email, Membership.shows_progress, Membership.joined_at)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.team_id == team_id)
        .order_by(*STANDING)
    )
    return tuple(
        Member(
            user_id=row.id,
            name=row.name,
            email=row.email,
            is_convenor=number == 0,
            shows_progress=row.shows_progress,
            joined_at=row.joined_at,
        )
        for number, row in enumerate(db.execute(query))
    )


STANDING = (Membership.is_convenor.desc(), Membership.joined_at, Membership.user_id)
"""The order in which members stand: the first is the convenor, the next their heir."""


def pages_shown(db: Session, members: Iterable[Member], edition: Programme) -> dict[int, int]:
    """Return how many of today's pages each member has done, of those who show it; one query."""
    showing = [member.user_id for member in members if member.shows_progress]
    return progress.pages_done_by(db, showing, edition)


def _mine(person: Person) -> Select[*tuple[object, ...]]:
    size = select(func.count()).where(Membership.team_id == Team.id).correlate(Team)
    return (
        select(
            Team.id,
            Team.name,
            Team.code,
            Team.created_at,
            Team.closed_at,
            size.scalar_subquery().label("size"),
            Membership.shows_progress,
        )
        .join(Membership, Membership.team_id == Team.id)
        .where(Membership.user_id == person.id)
    )


def _view(row: Row[*tuple[object, ...]]) -> TeamView:
    kept = row._asdict()
    return TeamView(**kept | {"code": grouped(kept["code"])})
