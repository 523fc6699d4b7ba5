"""Coming into a live session and leaving it: with a device of one’s own, or by name."""

from dataclasses import replace

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from learning import actions, clock, planning, teams
from learning.accounts import Person
from learning.content import Programme, Script
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.live.dealing import keep_dealt
from learning.live.guided import guide_of
from learning.live.rules.days import over_days
from learning.live.rules.play import begin
from learning.live.rules.state import LOBBY, Participant, State, lobby
from learning.live.runs import Run, hold, keep, new_run, run_for, take
from learning.live.stays import DOOR, ENTRY_LASTS, came, heard, went
from learning.live.tables import LiveRun, Presence
from learning.live.tables import Participant as ParticipantRow
from learning.planning import SessionView

MOST_PEOPLE = teams.MOST_MEMBERS
"""Places in a session, for members and for those who were added by name together."""
MOST_NAMES = 3 * MOST_PEOPLE
"""The same, with those who have gone."""
LONGEST_NAME = 80


def enter(db: Session, person: Person, session_id: int, programme: Programme) -> None:
    """Come in, as one participant however many devices and clicks; the first opens the session.

    Raises `NotFound` for who is not on the team, and `Conflict` when it is cancelled, over, full or
    too early, or when the module has no guide any more.
    """
    take(db, session_id)
    view = planning.session_for(db, person, session_id)
    _refuse_closed(view)
    _open(db, view, programme)
    run = run_for(db, person, session_id)
    if run is None or run.state.ended_at:
        raise Conflict("This session is over. What was done in it is kept in its record.")
    if run.me is None or run.me.has_left:
        _refuse_full(run)
    if run.me is None:
        row = {"live_session_id": session_id, "user_id": person.id, "name": None, "code": None}
        new = insert(ParticipantRow).values(row | {"minutes": None})
        me: Participant = db.execute(new.returning(ParticipantRow.id)).scalar_one()
    else:
        me = run.me.id
    came(db, me, run.now)
    heard(db, {me: run.now + ENTRY_LASTS}, DOOR)
    if run.me is None or not run.me.is_here:
        _note(db, person, session_id)


def replan(db: Session, person: Person, session_id: int, programme: Programme) -> None:
    """Have the lobby follow a plan that was changed after somebody had opened it.

    Without a lobby it does nothing, as a second time. Raises `NotFound` for who is not on the team,
    `Conflict` when the module has no guide of that length.
    """
    take(db, session_id)
    view = planning.session_for(db, person, session_id)
    run = run_for(db, person, session_id)
    if run is None or run.state.at != LOBBY:
        return
    first = _first_state(db, view, guide_of(view, programme))
    if run.state.steps != first.steps:
        keep(db, run, state=first)


def leave(db: Session, person: Person, session_id: int) -> None:
    """Leave the session; one can come back. Doing it twice changes nothing.

    Raises `NotFound` for who is not on the team.
    """
    take(db, session_id)
    run = run_for(db, person, session_id)
    if run is None or run.me is None or not run.me.is_in or run.state.ended_at:
        return
    db.execute(delete(Presence).where(Presence.participant_id == run.me.id))
    went(db, run.me.id, run.now, has_left=True)
    _note(db, person, session_id)


def add_by_name(db: Session, person: Person, session_id: int, name: str) -> None:
    """Add somebody who is in the room without a device.

    Somebody of the same name who is there already is not added again. Raises `Conflict` when it is
    over or full, and what `hold` refuses.
    """
    run = hold(db, person, session_id)
    _refuse_over(run)
    name = " ".join(name.split())
    same = next((p for p in run.people if not p.has_device and p.name == name), None)
    if same is None or not same.is_in:
        _refuse_full(run)
    if same is None and len(run.people) >= MOST_NAMES:
        raise Conflict("Too many names were added to this session. No more can be.")
    if same is None:
        row = {"live_session_id": session_id, "user_id": None, "name": name, "is_by_name": True}
        new = insert(ParticipantRow).values(
            row | {"code": teams.new_code() + teams.new_code(), "minutes": None}
        )
        same_id = db.execute(new.returning(ParticipantRow.id)).scalar_one()
    else:
        same_id = same.id
    came(db, same_id, run.now)
    _note(db, person, session_id, is_room=True)


def take_out(db: Session, person: Person, session_id: int, participant: Participant) -> None:
    """Note that somebody who was added by name has gone. Doing it twice changes nothing.

    Raises `NotFound` for anybody else than those.
    """
    run = hold(db, person, session_id)
    _refuse_over(run)
    if not any(p.id == participant and not p.has_device for p in run.people):
        raise NotFound("There is nobody here who was added by that name.")
    went(db, participant, run.now, has_left=True)
    if run.state.at == LOBBY:  # whoever never was in the session leaves no trace in its record
        db.execute(delete(ParticipantRow).where(ParticipantRow.id == participant))
    _note(db, person, session_id)


def _refuse_closed(view: SessionView) -> None:
    """Raise `Conflict` unless people can come in now."""
    if view.is_cancelled:
        raise Conflict("This session was cancelled.")
    if not view.is_team_open:
        raise Conflict("This team is closed, so the session does not take place.")
    if view.is_over():
        raise Conflict("This session is over.")
    if clock.now() < view.opens_at:
        when = "at the time that is planned" if view.days else "an hour before the session begins"
        raise Conflict(f"The door opens {when}. Come back then.")


def _note(db: Session, person: Person, session_id: int, **changed: object) -> None:
    """Look who is here now, and write what follows from it."""
    run = run_for(db, person, session_id)
    assert run  # noqa: S101 - it was there a moment ago, and is held
    keep_dealt(db, run, **changed)


def _open(db: Session, view: SessionView, programme: Programme) -> None:
    """Open the session if nobody has; of two who come at once the slower finds it open."""
    row = new_run(db, view.id, _first_state(db, view, guide_of(view, programme)))
    db.execute(insert_or(db, LiveRun).values(row).on_conflict_do_nothing())


def _first_state(db: Session, view: SessionView, script: Script) -> State:
    """Return a lobby; over days there is none, for nobody waits there: the first step begins."""
    if view.days is None:
        return lobby(_without_looking_back(db, view, script), view.length)
    return begin(over_days(script, view.length, view.days, view.time_zone), clock.now())


def _without_looking_back(db: Session, view: SessionView, script: Script) -> Script:
    """Leave out the step that looks back on actions where the team has none open."""
    if actions.open_of_team(db, view.team_id, view.id):
        return script
    return replace(script, steps=tuple(step for step in script.steps if step.shows != "actions"))


def _refuse_over(run: Run) -> None:
    if run.state.ended_at:
        raise Conflict("This session is over. Attendance can be mended in its record.")


def _refuse_full(run: Run) -> None:
    """Raise `Conflict` if no place is left; who only lost the connection still has theirs."""
    if sum(p.is_in or (p.has_device and not p.has_left) for p in run.people) >= MOST_PEOPLE:
        raise Conflict(
            f"This session is full: {MOST_PEOPLE} people are in it."
            " A place is free again when somebody leaves, or is taken out of the list of names."
        )
