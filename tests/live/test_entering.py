"""Coming in and leaving: by any member, on any device, once, and by name in a room."""

from datetime import time

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import live, planning, teams
from learning.content import Programme
from learning.content.scripts import Role
from learning.errors import Conflict, NotAllowed, NotFound
from learning.live.rules.state import LOBBY
from learning.live.stays import went
from learning.live.tables import Participant, Stay
from tests.cast import Cast, gather
from tests.conftest import NOON, StoppedClock
from tests.live.held import begun, opened, planned_now, run_of, team
from tests.planning.planning import post_of, wanted


def test_whoever_comes_in_is_here_and_has_a_role(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = opened(db, programme, *team(cast))
    run = run_of(db, cast.ben, session_id)

    assert [person.name for person in run.people] == ["Ada", "Ben", "Cleo"]
    assert all(person.is_here for person in run.people)
    assert run.me
    assert run.me.name == "Ben"
    assert run.state.at == LOBBY
    assert set(run.roles) == set(Role)
    assert set(run.roles.values()) == set(run.here)


def test_a_second_device_is_the_same_person(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = opened(db, programme, *team(cast))
    for _ in range(3):
        live.enter(db, cast.ada, session_id, programme)

    assert len(run_of(db, cast.ada, session_id).people) == 3
    assert db.scalar(select(func.count()).select_from(Stay)) == 3


def test_leaving_and_coming_thirty_times_leaves_one_participant(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = opened(db, programme, *team(cast))
    for _ in range(60):
        stopped.move(seconds=1)
        live.leave(db, cast.ben, session_id)
        live.leave(db, cast.ben, session_id)
        live.enter(db, cast.ben, session_id, programme)

    run = run_of(db, cast.ben, session_id)
    assert [person.name for person in run.people] == ["Ada", "Ben", "Cleo"]
    assert len(db.scalars(select(Stay.id)).all()) <= 52


def test_a_stranger_cannot_tell_that_a_session_is_held(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    for number in (session_id, 99, 2**40):
        with pytest.raises(NotFound):
            live.enter(db, cast.cleo, number, programme)
        with pytest.raises(NotFound):
            live.run_for(db, cast.cleo, number)
        with pytest.raises(NotFound):
            live.go_on(db, cast.cleo, number, seen=0)
        with pytest.raises(NotFound):
            live.leave(db, cast.cleo, number)


def test_a_member_who_has_not_come_in_presses_nothing(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned_now(db, programme, cast.ada, cast.ben)
    live.enter(db, cast.ada, session_id, programme)

    with pytest.raises(NotAllowed, match="Come into the session first"):
        live.begin(db, cast.ben, session_id)


def test_the_door_opens_an_hour_before(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = planned_now(db, programme, cast.ada, cast.ben)
    starts_at = planning.session_for(db, cast.ada, session_id).starts_at
    stopped.now = starts_at - planning.OPENS_BEFORE
    stopped.move(seconds=-1)
    with pytest.raises(Conflict, match="The door opens an hour before"):
        live.enter(db, cast.ada, session_id, programme)

    stopped.move(seconds=1)
    live.enter(db, cast.ada, session_id, programme)


def test_a_cancelled_session_and_a_closed_team_say_so(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned_now(db, programme, cast.ada, cast.ben)
    planning.cancel(db, cast.ada, session_id, post_of(programme))
    with pytest.raises(Conflict, match="This session was cancelled"):
        live.enter(db, cast.ada, session_id, programme)

    other = planned_now(db, programme, cast.cleo)
    teams.close(db, cast.cleo, planning.session_for(db, cast.cleo, other).team_id)
    with pytest.raises(Conflict, match="This team is closed"):
        live.enter(db, cast.cleo, other, programme)


def test_a_session_that_is_over_lets_nobody_in(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    live.finish(db, cast.ada, session_id)
    with pytest.raises(Conflict, match="This session is over"):
        live.enter(db, cast.ben, session_id, programme)


def test_people_without_a_device_are_added_by_name(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.ada, cast.ben)
    for _ in range(2):
        live.add_by_name(db, cast.ada, session_id, "  Rosa   from the bakery ")

    run = run_of(db, cast.ada, session_id)
    rosa = run.people[-1]
    assert (rosa.name, rosa.is_here, rosa.has_device) == ("Rosa from the bakery", True, False)
    assert run.is_room
    assert rosa.id not in run.pressing
    assert rosa.id in run.roles.values()

    live.take_out(db, cast.ada, session_id, rosa.id)
    assert [p.name for p in run_of(db, cast.ada, session_id).people] == ["Ada", "Ben"]
    with pytest.raises(NotFound):
        live.take_out(db, cast.ada, session_id, run.people[0].id)


def test_a_lobby_follows_a_plan_that_is_changed(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.ada, cast.ben)
    plan = wanted(day=NOON.date(), at=time(12, 15), length=30)
    for _ in range(2):
        view = planning.session_for(db, cast.ada, session_id)
        planning.change(db, cast.ada, session_id, plan, post_of(programme), seen=view.sequence)
        live.replan(db, cast.ben, session_id, programme)
    short = run_of(db, cast.ada, session_id)
    assert sum(step.seconds for step in short.state.steps) == 30 * 60
    assert [person.name for person in short.people] == ["Ada", "Ben"]

    live.begin(db, cast.ada, session_id)
    before = run_of(db, cast.ada, session_id)
    live.replan(db, cast.ada, session_id, programme)
    assert run_of(db, cast.ada, session_id) == before


def test_a_session_takes_thirty_people(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = opened(db, programme, cast.ada, cast.ben)
    for number in range(28):
        live.add_by_name(db, cast.ada, session_id, f"Guest {number}")
    with pytest.raises(Conflict, match="This session is full: 30 people"):
        live.add_by_name(db, cast.ada, session_id, "One more")

    team_id = run_of(db, cast.ada, session_id).session.team_id
    teams.join(db, cast.cleo, teams.team_for(db, cast.ada, team_id).code)
    with pytest.raises(Conflict, match="A place is free again when somebody leaves"):
        live.enter(db, cast.cleo, session_id, programme)
    live.enter(db, cast.ben, session_id, programme)  # who is in has a place already
    live.begin(db, cast.ada, session_id)
    for guest in run_of(db, cast.ada, session_id).people[2:4]:
        live.take_out(db, cast.ada, session_id, guest.id)
    for name in ("One more", "One more"):  # who was taken out frees their place
        live.add_by_name(db, cast.ada, session_id, name)
    live.enter(db, cast.cleo, session_id, programme)
    for name in ("And another", "Guest 0"):
        with pytest.raises(Conflict, match="This session is full"):
            live.add_by_name(db, cast.ada, session_id, name)


def test_a_place_is_kept_for_who_lost_the_connection_not_for_who_left(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = opened(db, programme, cast.ada, cast.ben)
    for number in range(28):
        live.add_by_name(db, cast.ada, session_id, f"Guest {number}")
    ben = run_of(db, cast.ben, session_id).me
    assert ben
    went(db, ben.id, stopped.now, has_left=False)
    with pytest.raises(Conflict, match="This session is full"):
        live.add_by_name(db, cast.ada, session_id, "In between")
    live.enter(db, cast.ben, session_id, programme)

    live.leave(db, cast.ben, session_id)
    live.add_by_name(db, cast.ada, session_id, "In between")
    with pytest.raises(Conflict, match="This session is full"):
        live.enter(db, cast.ben, session_id, programme)


def test_roles_rotate_from_one_session_to_the_next(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    team_id = gather(db, *team(cast))
    had: dict[Role, set[int | None]] = {role: set() for role in Role}
    for _ in range(3):
        session_id = planning.start_now(
            db, cast.ada, team_id, "listening", 45, "Europe/London", post_of(programme)
        )
        for person in team(cast):
            live.enter(db, person, session_id, programme)
        live.begin(db, cast.ada, session_id)
        run = run_of(db, cast.ada, session_id)
        users = {p.id: p.user_id for p in run.people}
        for role, who in run.roles.items():
            had[role].add(users[who])
        live.finish(db, cast.ada, session_id)
        stopped.move(days=7)

    assert len(had[Role.FACILITATOR]) >= 2
    assert len(had[Role.SCRIBE]) >= 2


def test_swapped_roles_stay_when_somebody_comes_late(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned_now(db, programme, *team(cast))
    live.enter(db, cast.ada, session_id, programme)
    live.enter(db, cast.ben, session_id, programme)
    ben = run_of(db, cast.ben, session_id).me
    assert ben
    for _ in range(2):
        live.give_role(db, cast.ada, session_id, Role.FACILITATOR, ben.id)
    live.enter(db, cast.cleo, session_id, programme)

    assert run_of(db, cast.ada, session_id).roles[Role.FACILITATOR] == ben.id


def test_participants_of_other_sessions_are_never_mixed_in(
    db: Session, cast: Cast, programme: Programme
) -> None:
    first = opened(db, programme, cast.ada, cast.ben)
    opened(db, programme, cast.cleo, cast.dana)

    assert db.scalar(select(func.count()).select_from(Participant)) == 4
    assert len(run_of(db, cast.ada, first).people) == 2
