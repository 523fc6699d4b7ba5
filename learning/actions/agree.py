"""Agreeing on actions, and saying what became of them: any member of the team may.

Whatever changes an action holds its team first, as everything does that changes a team, so that
two who act at once act in turn.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from learning import accounts, clock
from learning.accounts import Person
from learning.actions.tables import Action, Status
from learning.actions.views import STRANGER, action_for
from learning.errors import Conflict, NotFound
from learning.teams import roll

LONGEST = 500
"""Characters of what is done, and of the first step."""
LONGEST_LEARNED = 2_000
LONGEST_OWNER = accounts.LONGEST_NAME
MOST_AGREED = 50
"""Actions of one live session, and open ones of one team that are from no live session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An action as a team agrees on it."""

    what: str
    owner_id: int | None = None
    """A member of the team; or else `owner_name`, of somebody without an account here."""
    owner_name: str | None = None
    by: date | None = None
    first_step: str = ""
    live_session_id: int | None = None
    """A live session of the same team; it and the step stay what they were in a change."""
    step: str | None = None


def agree(
    db: Session,
    person: Person,
    team_id: int,
    agreed: Agreed,
    *,
    action_id: int | None = None,
    seen: int | None = None,
) -> int:
    """Add an action, or change the one with ``action_id``, and return its id.

    An open action that is the same in everything is not added again, and the same change twice
    changes nothing. ``seen`` is the version that the person had before them, if that matters.
    Raises `NotFound` for who is not on the team or an action that is not its own; `Conflict` if the
    team is closed, the owner is not on it, there are too many, or the action was settled or changed
    by somebody else meanwhile.
    """
    _refuse_closed(roll.hold(db, person, team_id) is not None)
    values = _values(agreed)
    if action_id is not None:
        kept = _kept(db, team_id, action_id)
        _change(db, kept, values, kept.version if seen is None else seen)
        return action_id
    origin = {"live_session_id": agreed.live_session_id, "step": agreed.step}
    existing = _same(db, team_id, values | origin)
    if existing is not None:
        return existing
    _refuse_owner(db, team_id, agreed.owner_id)
    _refuse_too_many(db, team_id, agreed.live_session_id)
    began = {"status": Status.OPEN, "made_at": clock.now(), "version": 1}
    row = {"team_id": team_id} | values | origin | began
    return db.execute(insert(Action).values(row).returning(Action.id)).scalar_one()


def take_on(db: Session, person: Person, action_id: int) -> None:
    """Make ``person`` the owner of an open action that has none; twice changes nothing.

    Raises `NotFound` for who is not on its team; `Conflict` if the team is closed, the action is
    settled, or somebody else has taken it.
    """
    kept = _hold(db, person, action_id)
    _refuse_settled(kept)
    view = action_for(db, person, action_id)
    if view.owner_id == person.id:
        return
    if view.owner:
        raise Conflict(f"{view.owner} has taken this on already.")
    _write(db, action_id, {"owner_id": person.id, "owner_name": None})


def claim_as(db: Session, person: Person, live_session_id: int, name: str) -> None:
    """Make ``person`` the owner of what ``name`` took on in a live session; twice changes nothing.

    The caller knows that they are the same person. Who is not on the team owns nothing by it.
    """
    theirs = (Action.live_session_id == live_session_id, Action.owner_name == name)
    found = select(Action.team_id, Action.id).where(*theirs)
    for team_id, action_id in db.execute(found.order_by(Action.id)).all():
        if roll.is_on(db, team_id, person.id):
            roll.hold(db, person, team_id)
            _write(db, action_id, {"owner_id": person.id, "owner_name": None})


def take_out(db: Session, person: Person, action_id: int) -> int | None:
    """Delete an action that was a mistake, and return the team it was of.

    Doing it twice changes nothing and returns None: who is not on the team is told the same whether
    the action exists. Raises `Conflict` if the team is closed.
    """
    try:
        kept = _hold(db, person, action_id)
    except NotFound:
        return None
    db.execute(delete(Action).where(Action.id == action_id))
    return kept.team_id  # type: ignore[no-any-return]


def settle(
    db: Session,
    person: Person,
    action_id: int,
    status: Status,
    learned: str | None = None,
    *,
    seen: int,
) -> None:
    """Keep what became of an action, and the one thing learned; the same twice changes nothing.

    An action can be said to be open still. ``seen`` is the version that the person had before them.
    Raises `NotFound` for who is not on its team; `Conflict` if the team is closed, or somebody else
    was first: their words stand until the person has seen them.
    """
    kept = _hold(db, person, action_id)
    words = (learned or "").strip() or None
    if (kept.status, kept.learned) == (status, words):
        return
    _refuse_unseen(kept, seen)
    settled_at = None if status is Status.OPEN else clock.now()
    _write(db, action_id, {"status": status, "learned": words, "settled_at": settled_at})


def reopen(db: Session, person: Person, action_id: int) -> None:
    """Make a settled action open again, with what was learned; twice changes nothing.

    Raises `NotFound` for who is not on its team, and `Conflict` if the team is closed.
    """
    kept = _hold(db, person, action_id)
    if kept.status is not Status.OPEN:
        _write(db, action_id, {"status": Status.OPEN, "settled_at": None})


def _values(agreed: Agreed) -> dict[str, object]:
    name = (agreed.owner_name or "").strip() or None
    return {
        "what": agreed.what.strip(),
        "owner_id": agreed.owner_id,
        "owner_name": name if agreed.owner_id is None else None,
        "by": agreed.by,
        "first_step": agreed.first_step.strip(),
    }


def _hold(db: Session, person: Person, action_id: int) -> Row[*tuple[object, ...]]:
    """Hold the team of an action until the transaction ends, and return the action as it is kept.

    Raises `NotFound` for who is not on the team, and `Conflict` if it is closed.
    """
    team_id = action_for(db, person, action_id).team_id
    _refuse_closed(roll.hold(db, person, team_id) is not None)
    return _kept(db, team_id, action_id)


def _kept(db: Session, team_id: int, action_id: int) -> Row[*tuple[object, ...]]:
    """Return one action of a team that is held; raise `NotFound` if it has none such."""
    query = select(Action.__table__).where(Action.id == action_id, Action.team_id == team_id)
    row = db.execute(query).first()
    if row is None:
        raise NotFound(STRANGER)
    return row


def _change(
    db: Session, kept: Row[*tuple[object, ...]], values: dict[str, object], seen: int
) -> None:
    if all(getattr(kept, name) == value for name, value in values.items()):
        return
    _refuse_settled(kept)
    _refuse_unseen(kept, seen)
    if values["owner_id"] != kept.owner_id:
        _refuse_owner(db, kept.team_id, values["owner_id"])
    _write(db, kept.id, values)


def _write(db: Session, action_id: int, values: dict[str, object]) -> None:
    counted = values | {"version": Action.version + 1}
    db.execute(update(Action).where(Action.id == action_id).values(counted))


def _same(db: Session, team_id: int, row: dict[str, object]) -> int | None:
    """Return the open action that is the same in everything, if there is one."""
    alike = (getattr(Action, name).is_not_distinct_from(value) for name, value in row.items())
    query = select(Action.id).where(Action.team_id == team_id, Action.status == Status.OPEN, *alike)
    return db.scalar(query.limit(1))


def _refuse_closed(is_closed: bool) -> None:
    if is_closed:
        raise Conflict("This team is closed, so nothing about its actions can be changed any more.")


def _refuse_settled(kept: Row[*tuple[object, ...]]) -> None:
    if kept.status is not Status.OPEN:
        raise Conflict("Somebody has said what became of this. To change it, open it again first.")


def _refuse_unseen(kept: Row[*tuple[object, ...]], seen: int) -> None:
    if kept.version != seen:
        raise Conflict(
            "Somebody else has changed this meanwhile. What they wrote stands here now, and yours"
            " is still in the form: look at both, then send it once more"
        )


def _refuse_owner(db: Session, team_id: int, owner_id: object) -> None:
    if isinstance(owner_id, int) and not roll.is_on(db, team_id, owner_id):
        raise Conflict("Whoever you chose is not on the team any more. Choose somebody else")


def _refuse_too_many(db: Session, team_id: int, live_session_id: int | None) -> None:
    which: tuple[ColumnElement[bool], ...] = (Action.live_session_id == live_session_id,)
    if live_session_id is None:
        from_none = Action.live_session_id.is_(None)
        which = (Action.team_id == team_id, from_none, Action.status == Status.OPEN)
    if (db.scalar(select(func.count()).select_from(Action).where(*which)) or 0) >= MOST_AGREED:
        raise Conflict(
            f"There are {MOST_AGREED} actions already, more than anybody can do. Take one out or"
            " settle one first"
        )
