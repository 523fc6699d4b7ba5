"""What only the convenor of a team may do."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning.accounts import Person, User
from learning.errors import Conflict, NotAllowed
from learning.teams import roll
from learning.teams.code import new_code
from learning.teams.tables import Team


def remove(db: Session, convenor: Person, team_id: int, user_id: int) -> None:
    """Take somebody else off the team; doing it twice changes nothing.

    Raises `NotFound` for who is not on the team, `NotAllowed` for who is not its convenor, and
    `Conflict` when it is closed or the convenor means themselves.
    """
    _convene(db, convenor, team_id)
    if user_id == convenor.id:
        raise Conflict("To go yourself, leave the team.")
    if roll.is_on(db, team_id, user_id):
        roll.take_off(db, team_id, user_id)


def hand_over(db: Session, convenor: Person, team_id: int, user_id: int) -> None:
    """Make another member the convenor; doing it twice changes nothing.

    Raises `NotFound` for who is not on the team, `NotAllowed` for who is not its convenor (any
    more), and `Conflict` when it is closed or the other one has left.
    """
    roll.hold(db, convenor, team_id)
    if roll.convenor_of(db, team_id) == user_id:
        return
    _convene(db, convenor, team_id)
    if not roll.is_on(db, team_id, user_id):
        raise Conflict("They are not on the team any more, so you are still its convenor.")
    roll.mark_convenor(db, team_id, user_id)


def rename(db: Session, convenor: Person, team_id: int, name: str) -> None:
    """Give the team another name; refusals as in `remove`."""
    _convene(db, convenor, team_id)
    db.execute(update(Team).where(Team.id == team_id).values(name=name.strip()))


def renew_code(db: Session, convenor: Person, team_id: int) -> None:
    """Give the team another code; the one before opens nothing any more. Refusals as in `remove`.

    Doing it twice gives two new codes, of which the second counts.
    """
    _convene(db, convenor, team_id)
    code = new_code()
    while db.scalar(select(Team.id).where(Team.code == code)) is not None:
        code = new_code()
    db.execute(update(Team).where(Team.id == team_id).values(code=code))


def close(db: Session, convenor: Person, team_id: int) -> None:
    """Close the team: nobody joins any more, its members still see it. Twice changes nothing.

    Raises `NotFound` for who is not on the team and `NotAllowed` for who is not its convenor.
    """
    roll.hold(db, convenor, team_id)
    _refuse_others(db, convenor, team_id)
    roll.shut(db, team_id)


def _convene(db: Session, person: Person, team_id: int) -> None:
    """Hold an open team for its convenor; raise what `remove` says."""
    closed_at = roll.hold(db, person, team_id)
    _refuse_others(db, person, team_id)
    if closed_at is not None:
        raise Conflict("This team is closed, so nothing about it can be changed any more.")


def _refuse_others(db: Session, person: Person, team_id: int) -> None:
    convenor = roll.convenor_of(db, team_id)
    if convenor != person.id:
        name = db.scalar(select(User.name).where(User.id == convenor))
        raise NotAllowed(f"Only the team’s convenor can do this. That is {name}.")
