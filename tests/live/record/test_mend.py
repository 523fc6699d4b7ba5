"""The convenor puts attendance right after the session, with a reason that stands in the record."""

import pytest
from sqlalchemy.orm import Session

from learning import live, teams
from learning.content import Programme
from learning.errors import Conflict, NotAllowed, NotFound
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.ended import begun_worded, end, minutes, worded
from tests.planning.planning import post_of

WHY = "The laptop had no power."


@pytest.fixture
def guide(programme: Programme) -> Programme:
    return worded(programme)


@pytest.fixture
def going_on(db: Session, cast: Cast, guide: Programme, stopped: StoppedClock) -> int:
    """A session of Ada and Ben, of which nine minutes are over; Cleo is on the team."""
    session_id = begun_worded(db, guide, cast.ada, cast.ben)
    run = live.run_for(db, cast.ada, session_id)
    assert run
    teams.join(db, cast.cleo, teams.team_for(db, cast.ada, run.session.team_id).code)
    stopped.move(minutes=9)
    return session_id


@pytest.fixture
def over(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, going_on: int
) -> tuple[int, int]:
    """The same when it is over, and Ben’s place in it."""
    end(db, stopped, guide, going_on, cast.ada)
    record = live.record_of(db, cast.ada, going_on, guide)
    return going_on, record.people[1].id


def test_minutes_are_put_right_with_a_reason_that_all_can_read(
    db: Session, cast: Cast, guide: Programme, over: tuple[int, int]
) -> None:
    session_id, ben = over
    for _ in range(2):
        live.mend_minutes(db, cast.ada, session_id, ben, 5, f" {WHY} ")
    live.mend_minutes(db, cast.ada, session_id, ben, 0, "He was in the other room.")

    record = live.record_of(db, cast.cleo, session_id, guide)
    (_, found) = record.were_there
    assert [(m.before, m.minutes, m.reason, m.by) for m in found.repairs] == [
        (9, 5, WHY, "Ada"),
        (5, 0, "He was in the other room.", "Ada"),
    ]
    text = live.text_of(record, post_of(guide))
    assert (
        f"- Ben, was not there, timekeeper and scribe at the end\n"
        f"  9 minutes before, put right by Ada: “{WHY}”" in text
    )
    assert live.credits_of(db, cast.ben) == ()


def test_a_member_who_was_forgotten_is_added_and_credited(
    db: Session, cast: Cast, guide: Programme, over: tuple[int, int]
) -> None:
    session_id, _ = over
    for _ in range(2):
        live.add_forgotten(db, cast.ada, session_id, cast.cleo.id, 7, WHY)

    record = live.record_of(db, cast.ben, session_id, guide)
    assert [person.name for person in record.were_there] == ["Ada", "Ben", "Cleo"]
    assert f"- Cleo, 7 minutes\n  Added by Ada: “{WHY}”" in live.text_of(record, post_of(guide))
    assert [credit.minutes for credit in live.credits_of(db, cast.cleo)] == [7]


def test_somebody_who_is_in_the_record_is_not_added_twice(
    db: Session, cast: Cast, over: tuple[int, int]
) -> None:
    session_id, _ = over
    live.add_forgotten(db, cast.ada, session_id, cast.ben.id, 3, WHY)

    assert minutes(db, session_id) == {str(cast.ada.id): 9, str(cast.ben.id): 3}


def test_what_was_put_right_before_the_record_is_closed_stays(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, going_on: int
) -> None:
    stopped.move(minutes=21)  # time alone ends it, and nobody has written that yet
    ben = live.record_of(db, cast.ada, going_on, guide).people[1].id
    live.mend_minutes(db, cast.ada, going_on, ben, 4, WHY)
    stopped.move(minutes=16)
    assert live.close_record(db, going_on, post_of(guide))

    assert minutes(db, going_on) == {str(cast.ada.id): 30, str(cast.ben.id): 4}


def test_it_is_the_convenors_to_do_and_only_afterwards(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, going_on: int
) -> None:
    ben = live.record_of(db, cast.ada, going_on, guide).people[1].id
    with pytest.raises(Conflict, match="not over yet"):
        live.mend_minutes(db, cast.ada, going_on, ben, 5, WHY)
    end(db, stopped, guide, going_on, cast.ada)
    with pytest.raises(NotAllowed, match="That is Ada"):
        live.mend_minutes(db, cast.ben, going_on, ben, 90, WHY)
    with pytest.raises(NotFound):
        live.mend_minutes(db, cast.dana, going_on, ben, 5, WHY)
    with pytest.raises(NotFound):
        live.mend_minutes(db, cast.ada, going_on, 999, 5, WHY)


def test_nobody_was_there_for_longer_than_there_was(
    db: Session, cast: Cast, over: tuple[int, int]
) -> None:
    session_id, ben = over
    live.mend_minutes(db, cast.ada, session_id, ben, 45, "Planned were 45.")
    with pytest.raises(Conflict, match="more than 45 minutes"):
        live.mend_minutes(db, cast.ada, session_id, ben, 46, WHY)
    with pytest.raises(Conflict, match="more than 45 minutes"):
        live.add_forgotten(db, cast.ada, session_id, cast.cleo.id, 46, WHY)
    with pytest.raises(Conflict, match="not on the team"):
        live.add_forgotten(db, cast.ada, session_id, cast.dana.id, 5, WHY)
