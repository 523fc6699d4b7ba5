"""What pages show of actions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from learning.accounts import Person, User
from learning.actions.tables import Action, Status
from learning.errors import NotFound
from learning.teams import Membership, Team

STRANGER = "There is no action here of a team that you are on."
"""Said alike whether the action exists or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """Something that a team agreed to do, as its members see it."""

    id: int
    team_id: int
    team_name: str
    is_team_open: bool
    live_session_id: int | None
    step: str | None
    what: str
    owner_id: int | None
    """A member of the team; None once they have left it or their account was deleted."""
    owner: str | None
    """Their name, or that of somebody without an account here; None while nobody has it."""
    by: date | None
    first_step: str
    status: Status
    learned: str | None
    made_at: datetime
    settled_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has said yet what became of it."""
        return self.status is Status.OPEN

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/actions/{self.id}"

    def is_overdue(self, today: date) -> bool:
        """Tell whether it is open although its day is past."""
        return self.is_open and self.by is not None and self.by < today


def action_for(db: Session, person: Person, action_id: int) -> ActionView:
    """Return the action; raise `NotFound` unless ``person`` is on its team. One query."""
    mine = select(Membership.team_id).where(Membership.user_id == person.id)
    query = _QUERY.where(Action.id == action_id, Action.team_id.in_(mine))
    row = db.execute(query).first()
    if row is None:
        raise NotFound(STRANGER)
    return _view(row)


def actions_called(
    db: Session, person: Person, action_ids: Collection[int]
) -> tuple[ActionView, ...]:
    """Return those of the actions that there are on teams of ``person``, by id; one query or none.

    One may have been taken out meanwhile.
    """
    if not action_ids:
        return ()
    mine = select(Membership.team_id).where(Membership.user_id == person.id)
    query = _QUERY.where(Action.id.in_(action_ids), Action.team_id.in_(mine))
    return tuple(_found(db, query.order_by(Action.id)))


def actions_of(db: Session, team_id: int) -> tuple[ActionView, ...]:
    """Return all actions of a team that the caller knows the person to be on; one query.

    Open ones come first, the earliest day before later ones and those without a day; then settled
    ones, the latest first.
    """
    found = _found(db, _QUERY.where(Action.team_id == team_id))
    settled = [view for view in found if view.settled_at]
    settled.sort(key=lambda view: (view.settled_at, view.id), reverse=True)
    return (*_by_day(view for view in found if view.is_open), *settled)


def made_in(db: Session, live_session_id: int) -> tuple[ActionView, ...]:
    """Return what was agreed in one live session, in that order; one query."""
    query = _QUERY.where(Action.live_session_id == live_session_id)
    return tuple(_found(db, query.order_by(Action.id)))


def open_of_team(db: Session, team_id: int, before: int | None = None) -> tuple[ActionView, ...]:
    """Return the team’s open actions by day, save those made in the session ``before``; one query.

    A live session opens with these: what it agrees on itself is for the next one.
    """
    query = _QUERY.where(Action.team_id == team_id, Action.status == Status.OPEN)
    if before is not None:
        query = query.where(Action.live_session_id.is_distinct_from(before))
    return _by_day(_found(db, query))


def actions_for(db: Session, person: Person) -> tuple[ActionView, ...]:
    """Return what ``person`` has taken on in open teams they are on, by day; one query."""
    own = _QUERY.where(_Owner.user_id == person.id, Action.status == Status.OPEN)
    return _by_day(_found(db, own.where(Team.closed_at.is_(None))))


def owned_by(db: Session, person: Person) -> tuple[ActionView, ...]:
    """Return all that ``person`` has taken on in teams they are on, settled or not; one query."""
    return _by_day(_found(db, _QUERY.where(_Owner.user_id == person.id)))


_Owner = aliased(Membership)
"""The owner’s place on the team: without it the action has no owner."""

_QUERY: Select[*tuple[object, ...]] = (
    select(
        Action.id,
        Action.team_id,
        Team.name.label("team_name"),
        Team.closed_at.is_(None).label("is_team_open"),
        Action.live_session_id,
        Action.step,
        Action.what,
        _Owner.user_id.label("owner_id"),
        func.coalesce(User.name, Action.owner_name).label("owner"),
        Action.by,
        Action.first_step,
        Action.status,
        Action.learned,
        Action.made_at,
        Action.settled_at,
        Action.version,
    )
    .join(Team, Team.id == Action.team_id)
    .outerjoin(_Owner, (_Owner.team_id == Action.team_id) & (_Owner.user_id == Action.owner_id))
    .outerjoin(User, User.id == _Owner.user_id)
)


def _found(db: Session, query: Select[*tuple[object, ...]]) -> list[ActionView]:
    return [_view(row) for row in db.execute(query)]


def _by_day(views: Iterable[ActionView]) -> tuple[ActionView, ...]:
    return tuple(sorted(views, key=lambda view: (view.by or date.max, view.id)))


def _view(row: Row[*tuple[object, ...]]) -> ActionView:
    kept = row._asdict()
    return ActionView(**kept | {"is_team_open": bool(kept["is_team_open"])})
