"""Teams, live sessions and actions, as they are counted; and who was there, too."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from learning import actions, live, planning, statistics
from learning.accounts import Person
from learning.content import Programme
from learning.db import Database
from learning.statistics import EVERYBODY, Family
from tests.actions.agreeing import agreed
from tests.cast import Cast, gather
from tests.conftest import StoppedClock
from tests.live.ended import begun_worded, end, worded
from tests.live.held import run_of
from tests.live.record.test_claims import code_of
from tests.planning.planning import post_of, wanted
from tests.statistics.counted import ZONE, do, number


@pytest.fixture
def guide(programme: Programme) -> Programme:
    return worded(programme)


@pytest.fixture
def over(
    database: Database, db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> int:
    """A session of Ada and Ben, with Rosa who was added by name; it was ended at its first step.

    Everybody was counted the day before.
    """
    statistics.count_waiting(database, guide, ZONE)
    stopped.move(days=1)
    session_id = begun_worded(db, guide, cast.ada, cast.ben)
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    stopped.move(minutes=5)
    end(db, stopped, guide, session_id, cast.ada)
    db.commit()
    return session_id


def counted(database: Database, programme: Programme, month: str = "") -> dict[str, int]:
    statistics.count_waiting(database, programme, ZONE)
    with database.reading() as db:
        if month:
            return statistics.counts_by_month(db, EVERYBODY, Family.TEAMS)[month].starting("")
        return statistics.counts_of(db, EVERYBODY, Family.TEAMS).starting("")


def test_a_session_that_was_held_is_counted_with_its_people(
    database: Database, over: int, guide: Programme
) -> None:
    held = {"planned": 1, "held": 1, "attended": 2, "steps": 1}

    assert counted(database, guide) == {"teams": 1, "size:2": 1, **held}
    assert counted(database, guide, "2026-03") == held


def test_who_was_there_is_counted_as_in_a_team_and_so_is_who_claims_it_or_was_forgotten(
    database: Database, db: Session, over: int, cast: Cast, guide: Programme
) -> None:
    def in_a_team() -> int:
        statistics.count_waiting(database, guide, ZONE)
        assert not statistics.compare(database, guide, ZONE)
        return number(database, "team")

    def mends(person: Person, minutes: int) -> None:
        run = run_of(db, cast.ada, over)
        who = next(p.id for p in run.people if p.user_id == person.id)
        live.mend_minutes(db, cast.ada, over, who, minutes, "The door was shut")
        db.commit()

    assert in_a_team() == 2
    live.claim(db, cast.cleo, code_of(db, "Rosa"))
    db.commit()
    assert in_a_team() == 3
    mends(cast.ben, 0)
    assert in_a_team() == 2
    mends(cast.ben, 9)
    assert in_a_team() == 3


def test_plans_and_actions_are_counted_by_what_became_of_them(
    database: Database, db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.ada, cast.ben, cast.cleo)
    plans = [
        planning.plan(
            db, cast.ada, team_id, wanted(day=stopped.now.date(), at=time(hour)), post_of(guide)
        )
        for hour in (15, 16)
    ]
    planning.cancel(db, cast.ada, plans[0], post_of(guide))
    made = [actions.agree(db, cast.ada, team_id, agreed(f"Action {n}")) for n in range(4)]
    for action_id, status in zip(made, list(actions.Status)[1:], strict=False):
        actions.settle(db, cast.ada, action_id, status, None, seen=1)
    db.commit()

    before = {"teams": 1, "size:3": 1, "planned": 2, "cancelled": 1, "actions": 4,
              "kept": 1, "changed": 1, "dropped": 1}  # fmt: skip
    assert counted(database, guide) == before
    stopped.move(days=9)
    assert counted(database, guide) == before | {"due": 4}


def test_a_role_that_another_has_next_time_is_rotated(
    database: Database, db: Session, over: int, cast: Cast, guide: Programme,
    stopped: StoppedClock,
) -> None:  # fmt: skip
    team_id = run_of(db, cast.ada, over).session.team_id
    plan = wanted(day=stopped.now.date(), at=time(15))
    session_id = planning.plan(db, cast.ada, team_id, plan, post_of(guide))
    stopped.move(hours=3)
    for person in (cast.ada, cast.ben):
        live.enter(db, person, session_id, guide)
    live.begin(db, cast.ada, session_id)
    stopped.move(minutes=1)
    end(db, stopped, guide, session_id, cast.ada)
    db.commit()

    assert counted(database, guide)["rotated"] == 1


def test_teams_are_counted_once_an_hour(
    database: Database, db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    assert counted(database, guide) == {}
    gather(db, cast.ada)
    db.commit()
    assert counted(database, guide) == {}

    stopped.move(hours=1)

    assert counted(database, guide) == {"teams": 1, "size:1": 1}
    do(database, lambda db: gather(db, cast.ben, name="Mill Lane"))
    stopped.move(minutes=61)
    assert counted(database, guide) == {"teams": 2, "size:1": 2}
