"""What a group makes together in a live session: dots, lines, actions, a rating of the hour.

Each holds the run and raises what `_open` refuses. Lines and actions are the scribe’s to write, or
anybody’s while no scribe is here with a device or the session lasts days, and after the session any
participant’s, until the record is closed: nobody’s writing is cut off by the clock.
"""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from learning import actions, clock
from learning.accounts import Person
from learning.actions import Agreed, Status
from learning.content import Programme
from learning.content.scripts import StepKind
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.live.guided import step_of
from learning.live.rules.outcomes import USUAL_DOTS, place_dots
from learning.live.rules.roles import Action
from learning.live.rules.state import LOBBY
from learning.live.runs import Run, hold, keep
from learning.live.tables import KeptBallot, Line
from learning.live.votes import options_of

LONGEST_LINE = 5_000
MOST_LINES = 200
RATINGS = ("5", "4", "3", "2", "1")
"""How good the hour was, best first."""


def vote(
    db: Session,
    person: Person,
    session_id: int,
    step_id: str,
    wanted: Mapping[str, int],
    programme: Programme,
) -> None:
    """Place all of one’s dots anew. The same again changes nothing.

    Raises `Conflict` for too many dots, for something that cannot be voted on, and once the step is
    over and the dots are counted.
    """
    run = _open(db, person, session_id)
    _refuse_other(run, step_id, StepKind.VOTE)
    if _ballot(db, run, step_id) == {option: dots for option, dots in wanted.items() if dots}:
        return
    _refuse_counted(run, step_id)
    step = step_of(run.session, programme, step_id)
    most = (step.votes if step else None) or USUAL_DOTS
    options = [option.key for option in options_of(db, run, step)] if step else []
    ballot: Mapping[str, int] = {}
    for option, dots in wanted.items():
        if dots:
            ballot = place_dots(ballot, option, dots, options=options, most=most)
    _put(db, run, step_id, ballot)


def rate(db: Session, person: Person, session_id: int, step_id: str, rating: str) -> None:
    """Say how good the hour was, from 1 to 5; the last rating counts. Nobody sees whose it is."""
    run = _open(db, person, session_id)
    _refuse_other(run, step_id, StepKind.CLOSE)
    if rating not in RATINGS:
        raise Conflict("Choose a number from 1 to 5.")
    _put(db, run, step_id, {rating: 1})


def add_line(db: Session, person: Person, session_id: int, step_id: str, text: str) -> None:
    """Write a line for the group; the line that was written last is not written twice.

    Raises `Conflict` when there are too many.
    """
    run = _writing(_open(db, person, session_id), step_id)
    here = (Line.live_session_id == session_id, Line.step == step_id)
    if text.strip() == db.scalar(select(Line.text).where(*here).order_by(Line.id.desc()).limit(1)):
        return
    lines = select(func.count()).where(Line.live_session_id == session_id)
    if (db.scalar(lines) or 0) >= MOST_LINES:
        raise Conflict(f"There are {MOST_LINES} lines already. Take one out first.")
    row = {"live_session_id": session_id, "step": step_id, "text": text.strip()}
    db.execute(insert(Line).values(row | {"written_at": clock.now()}))
    keep(db, run)


def change_line(db: Session, person: Person, session_id: int, line_id: int, text: str) -> None:
    """Write a line anew, or take it out with an empty text; twice changes nothing.

    Raises `NotFound` for a line that is not of this session, unless it is to be taken out.
    """
    run = _open(db, person, session_id)
    _require_scribe(run, Action.WRITE_LINES)
    this = (Line.id == line_id, Line.live_session_id == session_id)
    if not text.strip():
        found = db.scalar(delete(Line).where(*this).returning(Line.id))
    else:
        found = db.scalar(update(Line).where(*this).values(text=text.strip()).returning(Line.id))
        if found is None:
            raise NotFound("This line was taken out meanwhile.")
    if found:
        keep(db, run)


def decide(
    db: Session,
    person: Person,
    session_id: int,
    step_id: str,
    agreed: Agreed,
    *,
    action_id: int | None = None,
    seen: int | None = None,
) -> None:
    """Write down an action, or change one; raises also what `actions.agree` refuses."""
    run = _open(db, person, session_id)
    _refuse_other(run, step_id, StepKind.DECIDE)
    _require_scribe(run, Action.DECIDE)
    if action_id is not None and not _is_made_here(db, session_id, action_id):
        raise NotFound("This action was taken out meanwhile.")
    here = replace(agreed, live_session_id=session_id, step=step_id)
    actions.agree(db, person, run.session.team_id, here, action_id=action_id, seen=seen)
    keep(db, run)


def settle_action(
    db: Session,
    person: Person,
    session_id: int,
    action_id: int,
    status: Status,
    learned: str | None,
    *,
    seen: int,
) -> None:
    """Say what became of an action of last time; raises also what `actions.settle` refuses."""
    run = hold(db, person, session_id)
    actions.settle(db, person, action_id, status, learned, seen=seen)
    keep(db, run)


def take_out_action(db: Session, person: Person, session_id: int, action_id: int) -> None:
    """Take an action out that was agreed here by mistake; twice changes nothing.

    Raises also what `actions.take_out` does.
    """
    run = _open(db, person, session_id)
    _require_scribe(run, Action.DECIDE)
    if _is_made_here(db, session_id, action_id):
        actions.take_out(db, person, action_id)
        keep(db, run)


def _open(db: Session, person: Person, session_id: int) -> Run:
    """Hold the run; raise `Conflict` once its record is closed, for it was mailed as it is."""
    run = hold(db, person, session_id)
    if run.settled_at is None:
        return run
    there = run.settled_at.astimezone(ZoneInfo(run.session.time_zone))
    raise Conflict(
        f"The record of this session was closed on {there.day} {there:%B %Y}. Write it on the"
        " team’s page instead."
    )


def _is_made_here(db: Session, session_id: int, action_id: int) -> bool:
    return any(action.id == action_id for action in actions.made_in(db, session_id))


def _put(db: Session, run: Run, step_id: str, dots: Mapping[str, int]) -> None:
    assert run.me  # noqa: S101 - `hold` refuses who has not come in
    before = _ballot(db, run, step_id)
    if before == dots:
        return
    row = {"participant_id": run.me.id, "step": step_id, "dots": dict(dots)}
    new = insert_or(db, KeptBallot).values(row)
    db.execute(
        new.on_conflict_do_update(
            index_elements=["participant_id", "step"], set_={"dots": dict(dots)}
        )
    )
    if bool(before) != bool(dots):  # the others see how many have voted
        keep(db, run)


def _ballot(db: Session, run: Run, step_id: str) -> Mapping[str, int]:
    assert run.me  # noqa: S101 - `hold` refuses who has not come in
    mine = (KeptBallot.participant_id == run.me.id, KeptBallot.step == step_id)
    return db.scalar(select(KeptBallot.dots).where(*mine)) or {}


def _refuse_counted(run: Run, step_id: str) -> None:
    if run.state.ended_at or run.state.at > run.state.position(step_id):
        raise Conflict("This step is over, and the dots are counted.")


def _writing(run: Run, step_id: str) -> Run:
    _refuse_other(run, step_id, None)
    _require_scribe(run, Action.WRITE_LINES)
    return run


def _refuse_other(run: Run, step_id: str, kind: StepKind | None) -> None:
    """Raise `Conflict` for a step of another kind, or one that has not begun."""
    step = next((step for step in run.state.steps if step.id == step_id), None)
    if step is None or (kind and step.kind is not kind):
        raise NotFound("There is no such step in this session.")
    if run.state.at == LOBBY or run.state.reached < run.state.position(step_id):
        raise Conflict("This step has not begun yet.")


def _require_scribe(run: Run, action: Action) -> None:
    assert run.me  # noqa: S101 - `hold` refuses who has not come in
    if not run.state.ended_at:
        run.room.require(run.me.id, action)
