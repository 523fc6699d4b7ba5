"""Starting a team, coming and going: what anybody may do."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person, User
from learning.accounts.throttle import Limit, check, key_of, note_failure
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.teams import roll
from learning.teams.code import bare, new_code
from learning.teams.tables import Membership, Team

MOST_MEMBERS = 30
MOST_TEAMS = 20
"""Of one person, closed ones not counted."""
LONGEST_NAME = 80
NO_SUCH_CODE = (
    "No team has this code. Look at the invitation once more, or ask whoever sent it for a new one"
)
_GUESSING = Limit(free=10, longest=900)
"""Of one person. The right code does not wipe the slate: one could always join one's own team."""


def start_team(db: Session, person: Person, name: str) -> int:
    """Start a team, with ``person`` as its convenor and only member, and return its id.

    Doing it twice returns the first, as long as nobody has joined it. Raises `Conflict` for
    somebody who is on too many teams already.
    """
    _hold_person(db, person)
    name = name.strip()
    if (existing := _alone_on(db, person, name)) is not None:
        return existing
    _refuse_too_many(db, person)
    team_id: int | None = None
    while team_id is None:  # until a code that no team has
        row = {"name": name, "code": new_code(), "created_at": clock.now(), "closed_at": None}
        new = insert_or(db, Team).values(row).on_conflict_do_nothing(index_elements=["code"])
        team_id = db.scalar(new.returning(Team.id))
    roll.put_on(db, team_id, person.id, is_convenor=True)
    return team_id


def join(db: Session, person: Person, code: str) -> int:
    """Put ``person`` on the team that has ``code``, and return its id; twice changes nothing.

    Raises `NotFound` for a code that no team has, having counted the try, so that the caller keeps
    what was written; `TooMany` after many such tries; `Conflict` if the team is closed or full, or
    the person is on too many.
    """
    tries = key_of("team code", str(person.id))
    check(db, {tries: _GUESSING})
    _hold_person(db, person)
    query = select(Team.id, Team.closed_at).where(Team.code == bare(code)).with_for_update()
    team = db.execute(query).first()
    if team is None:
        note_failure(db, [tries])
        raise NotFound(NO_SUCH_CODE)
    if not roll.is_on(db, team.id, person.id):
        _refuse_closed_or_full(db, team.id, team.closed_at)
        _refuse_too_many(db, person)
        roll.put_on(db, team.id, person.id)
    return team.id  # type: ignore[no-any-return]


def leave(db: Session, person: Person, team_id: int) -> None:
    """Take ``person`` off the team.

    A convenor hands over to whoever has been on the team longest. With the last one it closes.
    Doing it twice changes nothing: who is not on the team is told the same whether it exists.
    """
    try:
        roll.hold(db, person, team_id)
    except NotFound:
        return
    roll.take_off(db, team_id, person.id)


def show_progress(db: Session, person: Person, team_id: int, *, shows: bool) -> None:
    """Show the others how many pages one has done, or no longer; twice changes nothing.

    Raises `NotFound` for who is not on the team.
    """
    roll.hold(db, person, team_id)
    own = (Membership.team_id == team_id, Membership.user_id == person.id)
    db.execute(update(Membership).where(*own).values(shows_progress=shows))


def _hold_person(db: Session, person: Person) -> None:
    """Hold the person until the transaction ends, so that a double click acts one by one."""
    db.execute(select(User.id).where(User.id == person.id).with_for_update(key_share=True))


def _alone_on(db: Session, person: Person, name: str) -> int | None:
    """Return the open team of that name that the person is alone on."""
    open_teams = select(Team.id).join(Membership, Membership.team_id == Team.id)
    mine = open_teams.where(
        Team.name == name, Team.closed_at.is_(None), Membership.user_id == person.id
    )
    return next((id for id in db.scalars(mine) if roll.size_of(db, id) == 1), None)


def _refuse_closed_or_full(db: Session, team_id: int, closed_at: datetime | None) -> None:
    size = roll.size_of(db, team_id)
    if closed_at is not None or size == 0:  # 0: the accounts of all its members were deleted
        raise Conflict("This team is closed. Ask whoever invited you, or start a team yourself.")
    if size >= MOST_MEMBERS:
        raise Conflict(
            f"This team is full: {MOST_MEMBERS} people are on it. Ask whoever invited you whether"
            " a second team would help."
        )


def _refuse_too_many(db: Session, person: Person) -> None:
    mine = select(func.count()).select_from(Membership).join(Team, Team.id == Membership.team_id)
    mine = mine.where(Membership.user_id == person.id, Team.closed_at.is_(None))
    if (db.scalar(mine) or 0) >= MOST_TEAMS:
        raise Conflict(f"You are on {MOST_TEAMS} teams already. Leave or close one of them first.")
