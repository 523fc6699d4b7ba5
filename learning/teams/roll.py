"""The roll of a team: who is on it, held by one writer at a time.

Everything that changes a team first takes its row, so that two people who act at once act one
after the other; on SQLite the writers' turn does the same.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.errors import NotFound
from learning.teams.tables import Membership, Team
from learning.teams.views import STANDING, STRANGER

# Constant: building a statement anew costs more than running it.
_CONVENOR = (
    select(Membership.user_id)
    .where(Membership.team_id == bindparam("team"))
    .order_by(*STANDING)
    .limit(1)
)


def convenor_of(db: Session, team_id: int) -> int | None:
    """Return who convenes the team: who is marked so, else who has been on it longest; one query.

    None if nobody is on it.
    """
    return db.scalar(_CONVENOR, {"team": team_id})


def hold(db: Session, person: Person, team_id: int) -> datetime | None:
    """Hold the team until the transaction ends, and return when it was closed, if it was.

    Raises `NotFound`, in the same words whether the team exists or not, for who is not on it.
    """
    query = select(Team.closed_at).where(Team.id == team_id).with_for_update()
    row = db.execute(query).first()
    if row is None or not is_on(db, team_id, person.id):
        raise NotFound(STRANGER)
    return row.closed_at  # type: ignore[no-any-return]


def is_on(db: Session, team_id: int, user_id: int) -> bool:
    """Tell whether somebody is on the team; one query."""
    query = select(Membership.user_id).where(_place_of(team_id, user_id))
    return db.scalar(query) is not None


def size_of(db: Session, team_id: int) -> int:
    """Return how many are on the team; one query."""
    query = select(func.count()).select_from(Membership).where(Membership.team_id == team_id)
    return db.scalar(query) or 0


def put_on(db: Session, team_id: int, user_id: int, *, is_convenor: bool = False) -> None:
    """Write somebody on the roll; what they have done stays their own until they show it."""
    row = {
        "team_id": team_id,
        "user_id": user_id,
        "is_convenor": is_convenor,
        "shows_progress": False,
        "joined_at": clock.now(),
    }
    db.execute(insert(Membership).values(row))


def take_off(db: Session, team_id: int, user_id: int) -> None:
    """Strike somebody off; their heir convenes the team, and with the last one it closes."""
    convened = convenor_of(db, team_id) == user_id
    db.execute(delete(Membership).where(_place_of(team_id, user_id)))
    heir = convenor_of(db, team_id)
    if heir is None:
        shut(db, team_id)
    elif convened:
        mark_convenor(db, team_id, heir)


def mark_convenor(db: Session, team_id: int, user_id: int) -> None:
    """Make this member the convenor, and nobody else."""
    everyone = update(Membership).where(Membership.team_id == team_id)
    db.execute(everyone.where(Membership.is_convenor).values(is_convenor=False))
    db.execute(everyone.where(Membership.user_id == user_id).values(is_convenor=True))


def shut(db: Session, team_id: int) -> None:
    """Close the team; the first closing is the one that counts."""
    still_open = update(Team).where(Team.id == team_id, Team.closed_at.is_(None))
    db.execute(still_open.values(closed_at=clock.now()))


def _place_of(team_id: int, user_id: int) -> ColumnElement[bool]:
    return and_(Membership.team_id == team_id, Membership.user_id == user_id)
