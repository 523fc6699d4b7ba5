"""The paper way: what a team held in a room without network is typed in afterwards.

It becomes a session that is over, played as it was planned, so that record, credit and mails are
those of any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from learning import actions, clock, planning, recount, teams
from learning.accounts import Person
from learning.actions import Agreed
from learning.broadcast import announce
from learning.content import Programme
from learning.content.scripts import Role, Script, StepKind
from learning.db import insert_or
from learning.errors import Conflict
from learning.live.agreeing import LONGEST_LINE, MOST_LINES
from learning.live.entering import LONGEST_NAME, MOST_PEOPLE
from learning.live.guided import guide_of
from learning.live.people import people_of
from learning.live.rules import play
from learning.live.rules.state import LOBBY, State, lobby
from learning.live.runs import new_run, run_for, take
from learning.live.tables import Line, LiveRun, Participant, Stay
from learning.live.topics import topic_of
from learning.planning import LiveSession, SessionView


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was written down on paper."""

    members: Mapping[int, int]
    """Account to minutes, of everybody on the team who was there."""
    guests: Sequence[str] = ()
    """Names of people without an account, who were there the whole time."""
    roles: Mapping[Role, int] = field(default_factory=dict)
    """Role to account, as far as those who had them are on the team."""
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Step to what was written down in it."""
    agreed: Sequence[Agreed] = ()


def type_in(
    db: Session, person: Person, session_id: int, result: Result, programme: Programme
) -> None:
    """Keep what was written down on paper as the result of a session; the same twice is no mistake.

    Raises `NotFound` for who is not on the team, and `Conflict` for a session that was cancelled,
    is still to come, was held here or was typed in by somebody else; if nobody, or somebody who is
    not on the team, is said to have been there; if there is too much; and what `actions.agree`
    refuses.
    """
    take(db, session_id)
    view = planning.session_for(db, person, session_id)
    refuse_typing(view)
    script = guide_of(view, programme)
    _check(db, view, result, script)
    if _is_typed(db, person, view, result):
        return
    state = _as_planned(view, script, clock.now())
    people = _write_people(db, view, result, state)
    roles = {r.value: people[who] for r, who in result.roles.items() if who in people}
    _write_run(db, view, state, roles)
    recount.mark(db, *result.members)
    _write_lines(db, view, result, state)
    deciding = next((s.id for s in state.steps if s.kind is StepKind.DECIDE), None)
    for agreed in result.agreed:
        here = replace(agreed, live_session_id=session_id, step=deciding)
        actions.agree(db, person, view.team_id, here)


def refuse_typing(view: SessionView) -> None:
    """Raise `Conflict` unless a result can be typed in, as far as the plan tells."""
    if view.is_cancelled:
        raise Conflict("This session was cancelled.")
    if not view.is_team_open:
        raise Conflict("This team is closed, so nothing can be added to it any more.")
    if clock.now() < view.starts_at:
        raise Conflict("This session is still to come. Type in its result once you have met.")


def _check(db: Session, view: SessionView, result: Result, script: Script) -> None:
    """Raise `Conflict` with the first thing that cannot be so."""
    on_team = {member.user_id for member in teams.members_of(db, view.team_id)}
    lines = [line for step in result.lines.values() for line in step]
    steps = {step.id for step, _ in script.steps_in(view.length)}
    holds = {
        "Tick who was there, or write at least one name.": result.members or result.guests,
        "Somebody you ticked is not on the team any more. Look at the list again.": (
            result.members.keys() <= on_team
        ),
        f"At most {MOST_PEOPLE} people take part in a session.": (
            len(result.members) + len(result.guests) <= MOST_PEOPLE
        ),
        "Somebody with a role was not there. Tick them, or give the role to somebody else.": (
            set(result.roles.values()) <= result.members.keys()
        ),
        f"Write how many minutes each was there, from 1 to {view.length}.": all(
            1 <= minutes <= view.length for minutes in result.members.values()
        ),
        f"Write names of at most {LONGEST_NAME} characters, one in each line.": all(
            name.strip() and len(name) <= LONGEST_NAME for name in result.guests
        ),
        "The guide of this session has changed. Look at the page again.": (
            result.lines.keys() <= steps
        ),
        f"Write at most {MOST_LINES} lines, of {LONGEST_LINE:,} characters each.": (
            len(lines) <= MOST_LINES and all(len(line) <= LONGEST_LINE for line in lines)
        ),
    }
    for words, is_so in holds.items():
        if not is_so:
            raise Conflict(words)


def _is_typed(db: Session, person: Person, view: SessionView, result: Result) -> bool:
    """Tell whether just this was typed in; raise `Conflict` if the session was held otherwise."""
    run = run_for(db, person, view.id)
    if run is None or run.state.at == LOBBY:
        return False
    people = people_of(db, view.id, view.team_id, clock.now())
    members = {p.user_id: p.minutes for p in people if p.user_id}
    names = [p.name for p in people if not p.has_device]
    kept = select(Line.step, Line.text).where(Line.live_session_id == view.id).order_by(Line.id)
    lines = [(row.step, row.text) for row in db.execute(kept)]
    if (members, names, lines) == (result.members, _names(result), _lines(result, run.state)):
        return True
    raise Conflict(
        "This session has a record already: it was held here, or somebody has typed in its result."
        " Look at the record; the convenor can put right there who was there."
    )


def _as_planned(view: SessionView, script: Script, now: datetime) -> State:
    """Return the session as if it had been played by its plan; it is over by now."""
    began = min(view.starts_at, now - timedelta(minutes=view.length))
    return play.as_of(play.begin(lobby(script, view.length), began), now)


def _write_people(db: Session, view: SessionView, result: Result, state: State) -> dict[int, int]:
    """Write who was there and from when until when; return the participants by account."""
    # Whoever only looked into the lobby is not thereby said to have been in the room.
    db.execute(delete(Participant).where(Participant.live_session_id == view.id))
    everybody: list[dict[str, Any]] = [
        *({"user_id": user_id, "minutes": m} for user_id, m in result.members.items()),
        *({"name": name, "code": teams.new_code() + teams.new_code(), "minutes": view.length,
           "is_by_name": True} for name in _names(result)),
    ]  # fmt: skip
    found: dict[int, int] = {}
    for one in everybody:
        row = {"live_session_id": view.id, "user_id": None, "name": None, "code": None} | one
        new = insert(Participant).values(row).returning(Participant.id)
        participant = db.execute(new).scalar_one()
        _write_stay(db, participant, state, row["minutes"])
        if row["user_id"]:
            found[row["user_id"]] = participant
    return found


def _write_stay(db: Session, participant: int, state: State, minutes: int) -> None:
    assert state.began_at  # noqa: S101 - it is over
    left = state.began_at + timedelta(minutes=minutes)
    row = {"came_at": state.began_at, "left_at": left, "has_left": True}
    db.execute(insert(Stay).values(row | {"participant_id": participant}))


def _write_run(db: Session, view: SessionView, state: State, roles: Mapping[str, int]) -> None:
    row = new_run(db, view.id, state) | {"roles": roles, "over_at": state.ended_at}
    new = insert_or(db, LiveRun).values(row)
    # There is a row already if somebody has looked into the lobby.
    over = {"version": LiveRun.version + 1, "state": row["state"], "roles": roles}
    new = new.on_conflict_do_update(
        index_elements=["live_session_id"], set_=over | {"over_at": state.ended_at}
    )
    version = db.execute(new.returning(LiveRun.version)).scalar_one()
    times = {"started_at": state.began_at, "ended_at": state.ended_at}
    db.execute(update(LiveSession).where(LiveSession.id == view.id).values(times))
    announce(db, topic_of(view.id), version)


def _write_lines(db: Session, view: SessionView, result: Result, state: State) -> None:
    now = clock.now()
    for step, text in _lines(result, state):
        row = {"live_session_id": view.id, "step": step, "text": text, "written_at": now}
        db.execute(insert(Line).values(row))


def _lines(result: Result, state: State) -> list[tuple[str, str]]:
    """Return the lines in the order of the session."""
    lines = ((step.id, line) for step in state.steps for line in result.lines.get(step.id, ()))
    return [(step, line.strip()) for step, line in lines if line.strip()]


def _names(result: Result) -> list[str]:
    """Return the names, each once."""
    return list(dict.fromkeys(" ".join(name.split()) for name in result.guests))
