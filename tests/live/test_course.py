"""A session that is held moves on: by those who may, once a press, and by the clock alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import live, planning
from learning.accounts import Person
from learning.content import Programme
from learning.content.scripts import Role
from learning.db import Database
from learning.errors import Conflict, NotAllowed
from learning.live.tables import LiveRun
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.held import STEPS, begun, opened, run_of, scene, team


def holder(db: Session, cast: Cast, session_id: int, role: Role) -> Person:
    """Return whoever of the three has the role."""
    run = run_of(db, cast.ada, session_id)
    users = {p.id: p.user_id for p in run.people}
    return next(p for p in team(cast) if p.id == users[run.roles[role]])


def without_role(db: Session, cast: Cast, session_id: int) -> Person:
    """Return the scribe, who leads nothing; the convenor, Ada, always may."""
    scribe = holder(db, cast, session_id, Role.SCRIBE)
    if scribe == cast.ada:
        run = run_of(db, cast.ada, session_id)
        ben = next(p.id for p in run.people if p.user_id == cast.ben.id)
        live.give_role(db, cast.ada, session_id, Role.SCRIBE, ben)
        scribe = cast.ben
    return scribe


def test_beginning_is_noted_on_the_plan(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, *team(cast))
    live.begin(db, cast.ben, session_id)
    view = planning.session_for(db, cast.ada, session_id)
    now = scene(db, cast.ada, session_id, programme)

    assert view.started_at == run_of(db, cast.ada, session_id).state.began_at
    assert not view.can_change()
    assert now.planned
    assert now.planned.id == "check-in"
    assert now.step
    assert now.step.title == "Check in"
    assert now.coming
    assert now.coming.title == "The conversation"


def test_when_all_are_ready_it_goes_on(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, *team(cast))
    live.ready(db, cast.ada, session_id, seen=0)
    live.ready(db, cast.ben, session_id, seen=0)
    half = scene(db, cast.cleo, session_id, programme)
    assert half.ready
    assert (half.ready.done, half.ready.of) == (2, 3)
    live.not_ready(db, cast.ben, session_id)
    live.ready(db, cast.cleo, session_id, seen=0)
    assert run_of(db, cast.ada, session_id).state.at == 0

    live.ready(db, cast.ben, session_id, seen=0)
    assert run_of(db, cast.ada, session_id).state.at == 1
    live.ready(db, cast.ben, session_id, seen=0)  # a late press, of the step before
    assert not run_of(db, cast.ada, session_id).state.ready


def test_it_moves_on_by_itself_and_ends(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, *team(cast))
    stopped.move(minutes=5)
    assert run_of(db, cast.ada, session_id).state.at == 1
    stopped.move(minutes=40)
    assert run_of(db, cast.ada, session_id).state.ended_at
    with pytest.raises(Conflict, match="This session is over"):
        live.pause(db, cast.ada, session_id)
    live.ready(db, cast.ada, session_id, seen=8)  # pressed as it ended: nothing to refuse


def test_who_has_no_role_is_told_who_can(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, *team(cast))
    somebody = without_role(db, cast, session_id)
    for press in (live.pause, live.resume, live.finish):
        with pytest.raises(NotAllowed, match=r"^Only \w+ \((facilitator|timekeeper)\)"):
            press(db, somebody, session_id)
    with pytest.raises(NotAllowed, match="can go on to the next step"):
        live.go_on(db, somebody, session_id, seen=0)
    assert live.Action.NEXT not in scene(db, somebody, session_id, programme).may


def test_anybody_may_while_nobody_who_could_has_a_device(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.ben)
    for name in ("Rosa", "Sam", "Tess"):
        live.add_by_name(db, cast.ben, session_id, name)
    rosa, sam, tess = (p.id for p in run_of(db, cast.ben, session_id).people[1:])
    live.begin(db, cast.ben, session_id)
    for role, who in (
        (Role.FACILITATOR, rosa), (Role.TIMEKEEPER, sam), (Role.SCRIBE, tess)
    ):  # fmt: skip
        live.give_role(db, cast.ben, session_id, role, who)

    live.go_on(db, cast.ben, session_id, seen=0)
    live.add_line(db, cast.ben, session_id, "check-in", "Everybody has spoken.")
    assert run_of(db, cast.ben, session_id).state.at == 1


def test_a_pause_stops_the_clock_on_every_screen(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, *team(cast))
    stopped.move(minutes=2)
    live.pause(db, cast.ada, session_id)
    stopped.move(minutes=30)
    paused = scene(db, cast.ben, session_id, programme)
    assert paused.clock.left == 180
    live.resume(db, cast.ada, session_id)
    live.add_minute(db, cast.cleo, session_id, seen=0, added=0)
    live.add_minute(db, cast.ben, session_id, seen=0, added=0)  # meant the same minute
    assert scene(db, cast.ben, session_id, programme).clock.left == 240


def test_two_who_press_next_at_once_move_one_step(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        session_id = begun(db, programme, *team(cast))
        leads = (holder(db, cast, session_id, Role.FACILITATOR), cast.ada)

    def press(person: Person) -> None:
        with database.writing.begin() as db:
            live.go_on(db, person, session_id, seen=0)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, leads * 8))
    with database.reading() as db:
        assert run_of(db, cast.ada, session_id).state.at == 1


def test_every_ready_of_many_at_once_counts(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        session_id = begun(db, programme, *team(cast))

    def press(person: Person) -> None:
        with database.writing.begin() as db:
            live.ready(db, person, session_id, seen=0)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(press, team(cast)))
    with database.reading() as db:
        assert run_of(db, cast.ada, session_id).state.at == 1


def test_what_changes_nothing_says_nothing(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, *team(cast))
    live.ready(db, cast.ada, session_id, seen=0)
    before = db.scalar(select(LiveRun.version))
    live.ready(db, cast.ada, session_id, seen=0)
    live.begin(db, cast.ben, session_id)
    live.resume(db, cast.ada, session_id)
    live.share_screen(db, cast.ada, session_id, is_room=False)

    assert db.scalar(select(LiveRun.version)) == before


def test_who_leaves_is_not_waited_for(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, *team(cast))
    live.ready(db, cast.ada, session_id, seen=0)
    live.ready(db, cast.ben, session_id, seen=0)
    live.leave(db, cast.cleo, session_id)

    run = run_of(db, cast.ada, session_id)
    assert STEPS[run.state.at] == "write-it"
    assert run.people[2].id not in run.roles.values()
