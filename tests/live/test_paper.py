"""What a team held on paper is typed in, and is a session like any other from then on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import live, planning, teams
from learning.actions import Agreed
from learning.content import Programme
from learning.content.scripts import Role
from learning.db import Database
from learning.errors import Conflict, LearningError, NotFound
from learning.live import Result
from learning.live.tables import LiveRun, Participant
from learning.mail import Mail
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.held import begun, planned_now, team
from tests.planning.planning import post_of


@pytest.fixture
def held(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> int:
    """A session of Ada, Ben and Cleo that was planned to end a quarter of an hour ago."""
    session_id = planned_now(db, programme, *team(cast))
    stopped.move(minutes=75)
    return session_id


@pytest.fixture
def result(cast: Cast) -> Result:
    return Result(
        members={cast.ada.id: 45, cast.ben.id: 30},
        guests=["Rosa  Ibarra", "Sam", "Rosa Ibarra"],
        roles={Role.FACILITATOR: cast.ben.id, Role.SCRIBE: cast.ada.id},
        lines={"actions": ["We begin in May."], "check-in": ["All slept well. ", " "]},
        agreed=[Agreed(what="Ask one question", owner_id=cast.ben.id, first_step="Find a time")],
    )


def test_what_was_typed_is_the_record(
    db: Session, cast: Cast, programme: Programme, held: int, result: Result
) -> None:
    live.type_in(db, cast.ada, held, result, programme)
    record = live.record_of(db, cast.cleo, held, programme)

    assert record.when.words == "Monday 2 March 2026, 12:15 to 13:00, London time (UTC)"
    assert [(p.name, p.minutes, p.roles) for p in record.people] == [
        ("Ada", 45, (Role.SCRIBE,)),
        ("Ben", 30, (Role.FACILITATOR,)),
        ("Rosa Ibarra", 45, ()),
        ("Sam", 45, ()),
    ]
    assert [person.name for person in record.to_hand_on] == ["Rosa Ibarra", "Sam"]
    assert [(s.id, s.lines) for s in record.steps if s.lines] == [
        ("check-in", ("All slept well.",)),
        ("actions", ("We begin in May.",)),
    ]
    (action,) = record.actions
    assert (action.what, action.owner, action.step) == ("Ask one question", "Ben", "actions")


def test_the_worker_does_the_rest(
    database: Database, db: Session, cast: Cast, programme: Programme, held: int, result: Result,
    stopped: StoppedClock,
) -> None:  # fmt: skip
    live.type_in(db, cast.ada, held, result, programme)
    db.commit()
    stopped.move(minutes=16)
    assert live.settle_due(database, lambda: post_of(programme)) == 1

    assert [credit.minutes for credit in live.credits_of(db, cast.ben)] == [30]
    assert live.credits_of(db, cast.cleo) == ()
    mailed = db.scalars(select(Mail.to_address).where(Mail.key.startswith("record/")))
    assert set(mailed) == {"ada@example.org", "ben@example.org"}
    code = live.record_of(db, cast.ada, held, programme).to_hand_on[0].code
    live.claim(db, cast.dana, code or "")
    assert [credit.minutes for credit in live.credits_of(db, cast.dana)] == [45]


def test_the_same_twice_changes_nothing(
    db: Session, cast: Cast, programme: Programme, held: int, result: Result
) -> None:
    for _ in range(2):
        live.type_in(db, cast.ada, held, result, programme)

    assert db.scalar(select(func.count()).select_from(Participant)) == 4
    assert len(live.record_of(db, cast.ada, held, programme).actions) == 1


def test_of_two_who_type_the_second_is_told(
    db: Session, cast: Cast, programme: Programme, held: int, result: Result
) -> None:
    live.type_in(db, cast.ada, held, result, programme)
    other = replace(result, members={cast.ben.id: 45}, roles={})
    with pytest.raises(Conflict, match="has a record already"):
        live.type_in(db, cast.ben, held, other, programme)


def test_two_who_type_at_once_make_one_record(
    database: Database, db: Session, cast: Cast, programme: Programme, held: int, result: Result
) -> None:
    db.commit()
    both, refused = Barrier(2), []

    def typing(minutes: int) -> None:
        both.wait()
        try:
            with database.writing.begin() as own:
                mine = replace(result, members={cast.ada.id: minutes}, roles={})
                live.type_in(own, cast.ada, held, mine, programme)
        except LearningError as refusal:
            refused.append(refusal)

    threads = [Thread(target=typing, args=(minutes,)) for minutes in (40, 45)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(refusal) for refusal in refused] == [Conflict]
    assert db.scalar(select(func.count()).select_from(Participant)) == 3


def test_who_only_looked_into_the_lobby_was_not_in_the_room(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, result: Result
) -> None:
    session_id = planned_now(db, programme, *team(cast))
    live.enter(db, cast.cleo, session_id, programme)
    before = db.scalar(select(LiveRun.version)) or 0
    stopped.move(hours=2)
    live.type_in(db, cast.ada, session_id, result, programme)

    record = live.record_of(db, cast.cleo, session_id, programme)
    assert "Cleo" not in [person.name for person in record.people]
    assert (db.scalar(select(LiveRun.version)) or 0) > before


def test_one_that_was_held_here_is_not_typed_over(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, result: Result
) -> None:
    session_id = begun(db, programme, *team(cast))
    stopped.move(minutes=20)
    with pytest.raises(Conflict, match="it was held here"):
        live.type_in(db, cast.ada, session_id, result, programme)


def test_a_team_that_met_early_types_at_once(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, result: Result
) -> None:
    session_id = planned_now(db, programme, *team(cast))
    with pytest.raises(Conflict, match="still to come"):
        live.type_in(db, cast.ada, session_id, result, programme)
    stopped.move(minutes=20)
    live.type_in(db, cast.ada, session_id, result, programme)

    record = live.record_of(db, cast.ada, session_id, programme)
    assert record.ended_at == stopped.now
    assert record.began_at == stopped.now - timedelta(minutes=45)


def test_who_is_not_on_the_team_finds_nothing(
    db: Session, cast: Cast, programme: Programme, held: int, result: Result
) -> None:
    with pytest.raises(NotFound):
        live.type_in(db, cast.dana, held, result, programme)


def test_cancelled_sessions_and_closed_teams_say_so(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, result: Result
) -> None:
    session_id = planned_now(db, programme, *team(cast))
    planning.cancel(db, cast.ada, session_id, post_of(programme))
    other = planned_now(db, programme, *team(cast))
    teams.close(db, cast.ada, planning.session_for(db, cast.ada, other).team_id)
    stopped.move(hours=1)
    for number, words in ((session_id, "was cancelled"), (other, "team is closed")):
        with pytest.raises(Conflict, match=words):
            live.type_in(db, cast.ada, number, result, programme)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: replace(r, members={}, guests=[], roles={}), "Tick who was there"),
        (lambda r: replace(r, members={4: 45}, roles={}), "not on the team any more"),
        (lambda r: replace(r, members={1: 46}, roles={}), "from 1 to 45"),
        (lambda r: replace(r, members={1: 0}, roles={}), "from 1 to 45"),
        (lambda r: replace(r, roles={Role.SCRIBE: 3}), "with a role was not there"),
        (lambda r: replace(r, guests=[f"G{n}" for n in range(29)]), "At most 30 people"),
        (lambda r: replace(r, guests=["x" * 81]), "at most 80 characters"),
        (lambda r: replace(r, lines={"nowhere": ["x"]}), "guide of this session has changed"),
        (lambda r: replace(r, lines={"dots": ["x"] * 201}), "at most 200 lines"),
        (lambda r: replace(r, lines={"dots": ["x" * 5001]}), "at most 200 lines"),
        (lambda r: replace(r, agreed=[Agreed(what="x", owner_id=4)]), "not on the team any more"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    db: Session, cast: Cast, programme: Programme, held: int, result: Result,
    change: Callable[[Result], Result], words: str,
) -> None:  # fmt: skip
    with pytest.raises(Conflict, match=words), db.begin_nested():
        live.type_in(db, cast.ada, held, change(result), programme)
    assert db.scalar(select(func.count()).select_from(LiveRun)) == 0
