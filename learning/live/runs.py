"""One live session as it is now, read for somebody or held to be changed."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import BindParameter, Row, bindparam, select, update
from sqlalchemy.orm import Session

from learning import clock, planning, teams
from learning.accounts import Person
from learning.broadcast import announce
from learning.content.scripts import Role
from learning.errors import Conflict, NotAllowed
from learning.live.people import Somebody, here, in_step, people_of, pressing
from learning.live.rules.play import as_of, longest_pause
from learning.live.rules.roles import Room
from learning.live.rules.state import LOBBY, Participant, State, from_json, to_json
from learning.live.stays import DOOR, ENTRY_LASTS, count_minutes, heard, returned
from learning.live.tables import LiveRun
from learning.live.topics import topic_of
from learning.planning import LiveSession, SessionView

# Constant, and of tables: everybody waits for who presses, and building them would take longer.
_TABLE = LiveRun.__table__
_ID: BindParameter[int] = bindparam("id")
_FIND = select(_TABLE).where(_TABLE.c.live_session_id == _ID)
_HOLD_PLAN = select(LiveSession.id).where(LiveSession.id == _ID).with_for_update(key_share=True)
_HOLD_RUN = _FIND.with_only_columns(_TABLE.c.version).with_for_update()
_KEEP = update(_TABLE).where(_TABLE.c.live_session_id == _ID)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A live session at one moment; whatever time has done to it is done."""

    session: SessionView
    version: int
    state: State
    roles: Mapping[Role, Participant]
    is_swapped: bool
    is_room: bool
    secret: str = field(repr=False)
    people: tuple[Somebody, ...]
    convenor_id: int | None
    """The account of whoever convenes the team."""
    me: Somebody | None
    """The participant who asks; None for a member who has not come in."""
    to_come: tuple[int, ...] = ()
    """Over days the accounts of members who have neither come in nor said that they will not; the
    negative of an account stands for a participant that is none yet."""
    settled_at: datetime | None
    """When the record was closed; nothing is added to it from then on."""
    now: datetime

    @property
    def id(self) -> int:
        """Return the id of the session."""
        return self.session.id

    @property
    def room(self) -> Room:
        """Return who is here, as far as it matters to who may do what."""
        convenor = next((p.id for p in self.people if p.user_id == self.convenor_id), None)
        if self.state.is_over_days:
            return Room(roles={}, convenor=convenor, is_over_days=True)
        return Room(
            roles=self.roles,
            names={person.id: person.name for person in self.people},
            convenor=convenor,
            # Who has no device cannot press: the others may, as if they were away.
            away={p.id for p in self.people if not (p.is_here and p.has_device)},
        )

    @property
    def here(self) -> tuple[Participant, ...]:
        """Return who is here, in the order of coming."""
        return here(self.people)

    @property
    def pressing(self) -> tuple[Participant, ...]:
        """Return who is here with a device of their own."""
        return pressing(self.people)

    @property
    def awaited(self) -> tuple[Participant, ...]:
        """Return who must be ready before a step is over early; over days all who might come."""
        return (*self.pressing, *(-user_id for user_id in self.to_come))

    @property
    def in_step(self) -> tuple[Participant, ...]:
        """Return of whom is counted how many have done something in the present step."""
        return tuple({*in_step(self.people, self.state.since), *self.awaited})

    @property
    def mark(self) -> str:
        """Return what changes whenever there is something new to see."""
        return mark_of(self.version, self.state)

    def name(self, participant: Participant | None) -> str | None:
        """Return the name of a participant."""
        return next((p.name for p in self.people if p.id == participant), None)


def mark_of(version: int, state: State) -> str:
    """Return the mark of a state: changes count, and steps that time alone has passed."""
    return f"{version}.{state.at + 1}"


def run_for(db: Session, person: Person, session_id: int) -> Run | None:
    """Return the session as ``person`` may see it, or None while nobody has opened it.

    Raises `NotFound` for who is not on its team. Four queries.
    """
    return _run(db, person, planning.session_for(db, person, session_id))


def hold(db: Session, person: Person, session_id: int) -> Run:
    """Return the session, held until the transaction ends, for a participant who acts.

    Raises `NotFound` for who is not on its team, `Conflict` if it was called off, `NotAllowed` for
    a member who has not come in.
    """
    take(db, session_id)
    view = planning.session_for(db, person, session_id)
    run = _run(db, person, view)
    if view.is_cancelled:
        raise Conflict("This session was cancelled.")
    if run is None or run.me is None or run.me.has_left:
        raise NotAllowed("Come into the session first. Then you can take part.")
    if run.me.is_here or run.state.ended_at:
        return run
    # Whoever acts is here, also where no script says so.
    returned(db, run.me.id, run.now)
    heard(db, {run.me.id: run.now + ENTRY_LASTS}, DOOR)
    return _run(db, person, view) or run


def take(db: Session, session_id: int) -> None:
    """Hold the session until the transaction ends, so that those who act at once act in turn.

    The plan comes before the run, as wherever both are held: else two would wait for each other.
    """
    if session_id >= 2**31:  # there is none; whoever reads it next says so
        return
    for held in (_HOLD_PLAN, _HOLD_RUN):
        db.execute(held, {"id": session_id})


def run_called(db: Session, view: SessionView) -> Run | None:
    """Return the session as nobody in particular sees it: for a shared screen and the worker."""
    return _run(db, None, view)


def keep(db: Session, run: Run, **changed: object) -> Run:
    """Write what has ``changed`` of a run that is held, and tell the browsers after the commit.

    When the session begins or ends with it, the plan and the attendance say so.
    """
    new = replace(run, version=run.version + 1, **changed)  # type: ignore[arg-type]
    values = {
        "id": run.id,
        "version": new.version,
        "state": to_json(new.state),
        "roles": {role.value: who for role, who in new.roles.items()},
        "is_swapped": new.is_swapped,
        "is_room": new.is_room,
        "over_at": over_at(new.state),
    }
    db.execute(_KEEP, values)
    _keep_times(db, new)
    announce(db, topic_of(run.id), new.version)
    return new


def over_at(state: State) -> datetime | None:
    """Return when the session is over if nobody does anything more; None in the lobby."""
    if state.at == LOBBY:
        return None
    if state.ended_at:
        return state.ended_at
    if state.paused_at:
        return state.paused_at + longest_pause(state)
    return as_of(state, datetime.max.replace(tzinfo=UTC)).ended_at


def new_run(db: Session, session_id: int, state: State) -> dict[str, object]:
    """Return the row of a session that is opened now."""
    return {
        "live_session_id": session_id,
        "version": 1,
        "state": to_json(state),
        "roles": {},
        "is_swapped": False,
        "is_room": False,
        "secret": secrets.token_hex(16),
        "over_at": None,
        "settled_at": None,
    }


def _run(db: Session, person: Person | None, view: SessionView) -> Run | None:
    row = db.execute(_FIND, {"id": view.id}).first()
    return _from(db, person, view, row) if row else None


def _from(
    db: Session, person: Person | None, view: SessionView, row: Row[*tuple[object, ...]]
) -> Run:
    now = clock.now()
    people = people_of(db, view.id, view.team_id, now)
    to_come: tuple[int, ...] = ()
    kept = row._mapping
    state = as_of(from_json(kept["state"]), now)
    if state.is_over_days:  # nobody has to have a page open to be there
        people = tuple(replace(p, is_here=p.is_in and p.is_member) for p in people)
        to_come = _to_come(db, view, people)
    return Run(
        session=view,
        version=kept["version"],
        state=state,
        roles={Role(name): who for name, who in kept["roles"].items()},
        is_swapped=kept["is_swapped"],
        is_room=kept["is_room"],
        secret=kept["secret"],
        people=people,
        to_come=to_come,
        convenor_id=teams.convenor_of(db, view.team_id),
        me=next((p for p in people if person and p.user_id == person.id), None),
        settled_at=kept["settled_at"],
        now=now,
    )


def _to_come(db: Session, view: SessionView, people: Iterable[Somebody]) -> tuple[int, ...]:
    out = planning.said_no(db, view) | {person.user_id for person in people}
    members = teams.members_of(db, view.team_id)
    return tuple(member.user_id for member in members if member.user_id not in out)


def _keep_times(db: Session, run: Run) -> None:
    """Note on the plan when the session began and ended, and who was there how long."""
    began, ended = run.state.began_at, run.state.ended_at
    if (began, ended) == (run.session.started_at, run.session.ended_at):
        return
    times = {"started_at": began, "ended_at": ended}
    db.execute(update(LiveSession).where(LiveSession.id == run.id).values(times))
    if ended and not run.session.ended_at:
        count_minutes(db, run.id, run.people, run.state, run.now)
