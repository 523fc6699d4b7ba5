"""A planned session over days: who comes first begins it, anybody leads, steps end at eight."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning import live, planning
from learning.actions import Agreed
from learning.content import Programme
from learning.db import Database
from learning.errors import Conflict
from learning.journal import Given
from learning.live import Visibility
from learning.live.presence import note
from learning.live.rules import play
from learning.live.rules.days import over_days
from learning.live.rules.state import DAY, from_json, to_json
from tests.cast import Cast, answers_for
from tests.conftest import NOON, StoppedClock
from tests.live.held import planned_now, run_of, scene, team
from tests.live.rules.scripts import SHIPPED

LONDON = "Europe/London"
STEPS = [
    ("check-in", 2), ("write-it", 2), ("rate-it", 2), ("show-it", 0), ("differences", 0),
    ("dots", 2), ("in-turn", 2), ("actions", 2), ("check-out", 2),
]  # fmt: skip
"""The fixture programme’s steps over days."""


@pytest.fixture
def slow(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> int:
    """A session over days of Ada, Ben and Cleo, whose time has come; nobody has come in."""
    session_id = planned_now(db, programme, *team(cast), days=2)
    stopped.now = planning.session_for(db, cast.ada, session_id).starts_at
    return session_id


def come_in(db: Session, cast: Cast, session_id: int, programme: Programme) -> None:
    for person in team(cast):
        live.enter(db, person, session_id, programme)


def all_ready(db: Session, cast: Cast, session_id: int) -> None:
    at = run_of(db, cast.ada, session_id).state.at
    for person in team(cast):
        live.ready(db, person, session_id, seen=at)


@given(
    minutes=st.integers(0, 350 * 24 * 60),
    days=st.sampled_from([1, 2, 3]),
    zone=st.sampled_from([LONDON, "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"]),
)
def test_every_step_is_due_at_eight_in_the_evening(minutes: int, days: int, zone: str) -> None:
    here, now = ZoneInfo(zone), NOON + timedelta(minutes=minutes)
    script = SHIPPED["where-we-are"]
    state = play.begin(over_days(script, 60, days, zone), now)
    ended = play.as_of(state, now + timedelta(days=200))

    dues = [passage.ended.astimezone(here) for passage in ended.log]
    assert {due.time() for due in dues} == {time(20)}
    dates = sorted({due.date() for due in dues})
    assert dates[0] == now.astimezone(here).date() + timedelta(days=days)
    assert {later - earlier for earlier, later in pairwise(dates)} == {timedelta(days=days)}
    assert from_json(to_json(state)) == state
    assert ended.zone == zone


def test_a_day_more_is_a_day_also_when_the_clocks_change() -> None:
    saturday = datetime(2027, 3, 27, 15, tzinfo=NOON.tzinfo)
    state = play.begin(over_days(SHIPPED["where-we-are"], 60, 1, LONDON), saturday)
    assert state.ends_at == datetime(2027, 3, 28, 19, tzinfo=NOON.tzinfo), "20:00 in summer"

    more = play.add_minute(state, saturday, 0, 0)
    assert more.ends_at == datetime(2027, 3, 29, 19, tzinfo=NOON.tzinfo)


def test_whoever_goes_on_late_in_the_evening_is_not_late() -> None:
    state = play.begin(over_days(SHIPPED["where-we-are"], 60, 1, LONDON), NOON)
    paused = play.pause(state, NOON + timedelta(hours=31, minutes=55))
    night = NOON + timedelta(days=3, hours=11)
    resumed = play.resume(paused, night)

    assert resumed.ends_at == datetime(2026, 3, 6, 20, tzinfo=NOON.tzinfo)
    assert play.as_of(resumed, night).at == 0


def test_the_last_day_of_a_step_is_told_from_eight_in_the_morning() -> None:
    state = play.begin(over_days(SHIPPED["where-we-are"], 60, 2, LONDON), NOON)

    assert not play.warns(state, datetime(2026, 3, 4, 7, 59, tzinfo=NOON.tzinfo))
    assert play.warns(state, datetime(2026, 3, 4, 8, tzinfo=NOON.tzinfo))


def test_the_first_who_comes_in_begins_and_anybody_can_join_later(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, slow: int
) -> None:
    live.enter(db, cast.ben, slow, programme)
    run = run_of(db, cast.ben, slow)
    assert [(s.id, s.seconds // DAY) for s in run.state.steps] == STEPS
    assert run.state.step is run.state.steps[0]
    assert run.state.began_at == run.session.started_at == stopped.now
    assert not run.roles

    stopped.move(days=1)
    live.enter(db, cast.ada, slow, programme)
    names = {p.id: p.name for p in run_of(db, cast.ada, slow).people}
    assert {names[who] for who in run_of(db, cast.ada, slow).here} == {"Ada", "Ben"}


def test_the_door_opens_at_the_time_that_is_planned(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, slow: int
) -> None:
    stopped.move(seconds=-1)
    with pytest.raises(Conflict, match="at the time that is planned"):
        live.enter(db, cast.ada, slow, programme)
    stopped.move(days=20)
    live.enter(db, cast.ada, slow, programme)


def test_who_closes_the_page_is_still_there_until_they_leave(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, slow: int
) -> None:
    come_in(db, cast, slow, programme)
    stopped.move(days=1)
    note(db, slow)
    assert len(run_of(db, cast.ada, slow).here) == 3

    live.leave(db, cast.cleo, slow)
    assert len(run_of(db, cast.ada, slow).here) == 2
    for person in (cast.ada, cast.ben):
        live.ready(db, person, slow, seen=0)
    assert run_of(db, cast.ada, slow).state.at == 1


def test_anybody_writes_lines_decides_and_pauses_and_the_convenor_moves_it_on(
    db: Session, cast: Cast, programme: Programme, slow: int
) -> None:
    come_in(db, cast, slow, programme)
    for person in team(cast):
        live.add_line(db, person, slow, "check-in", f"{person.name} slept well.")
    assert len(scene(db, cast.ada, slow, programme).lines) == 3

    for seen in range(3):
        live.go_on(db, cast.ada, slow, seen=seen)
    assert run_of(db, cast.ada, slow).state.at == 5, "what is only looked at is passed"
    live.pause(db, cast.ben, slow)
    live.resume(db, cast.ada, slow)
    for seen in (5, 6):
        live.go_on(db, cast.ada, slow, seen=seen)
    live.decide(db, cast.cleo, slow, "actions", Agreed(what="Ask one question"))
    assert [a.what for a in scene(db, cast.ada, slow, programme).agreed] == ["Ask one question"]


def test_what_is_revealed_is_looked_at_with_the_next_step_and_not_before(
    db: Session, cast: Cast, programme: Programme, slow: int
) -> None:
    come_in(db, cast, slow, programme)
    all_ready(db, cast, slow)
    all_ready(db, cast, slow)
    exercise = programme.exercise("confidence-start")
    shown = dict(zip(team(cast), (Visibility.NAMED, Visibility.UNNAMED, None), strict=True))
    for person, visibility in shown.items():
        written = Given(exercise, answers_for(exercise), 0)
        live.write(db, person, slow, "rate-it", written, programme, visibility=visibility)
    assert scene(db, cast.ben, slow, programme).looked == ()
    all_ready(db, cast, slow)

    seen = scene(db, cast.ben, slow, programme)
    assert seen.planned
    assert seen.planned.id == "dots"
    cards, compared = seen.looked
    assert [cards.planned.id, compared.planned.id] == ["show-it", "differences"]
    assert sorted(card.writer or "?" for card in cards.cards) == ["?", "Ada"]
    assert compared.compared
    assert cards.own is Visibility.UNNAMED


def test_when_nobody_does_anything_it_ends_with_everybodys_minutes(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, slow: int
) -> None:
    come_in(db, cast, slow, programme)
    stopped.move(days=40)
    live.close_record(db, slow, _post(programme))

    record = live.record_of(db, cast.ada, slow, programme)
    assert record.ended_at == datetime(2026, 3, 16, 20, tzinfo=NOON.tzinfo)
    assert [(p.name, p.minutes) for p in record.people] == [("Ada", 45), ("Ben", 45), ("Cleo", 45)]
    assert record.when.words.startswith("Monday 2 March 2026, 12:15 to Monday 16 March 2026, 20:00")


def test_it_stays_on_the_home_page_while_it_runs(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, slow: int
) -> None:
    stopped.move(days=3)
    found = planning.next_of(db, cast.cleo)
    assert found
    assert found.id == slow
    live.enter(db, cast.ada, slow, programme)
    stopped.move(days=9)
    found = planning.next_of(db, cast.cleo)
    assert found
    assert found.id == slow


def test_one_that_nobody_began_is_over_after_four_weeks(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, slow: int
) -> None:
    stopped.move(days=28)
    with pytest.raises(Conflict, match="This session is over"):
        live.enter(db, cast.ada, slow, programme)
    assert planning.next_of(db, cast.ada) is None


def test_open_pages_of_such_sessions_cost_no_turn_to_write(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock, queries: list[str]
) -> None:
    with database.writing.begin() as db:
        session_id = planned_now(db, programme, *team(cast), days=2, day=date(2026, 3, 2))
        stopped.now = planning.session_for(db, cast.ada, session_id).starts_at
        come_in(db, cast, session_id, programme)
        me = run_of(db, cast.ada, session_id).me
    assert me
    attendance = live.Attendance()
    attendance.asked(session_id, me.id)
    attendance.look(database)
    stopped.move(seconds=30)
    queries.clear()
    attendance.look(database)
    assert queries
    assert not [query for query in queries if "live_run" in query]


def _post(programme: Programme) -> planning.Post:
    return planning.Post(programme=programme, base_url="https://learn.example.org", secret="x")
