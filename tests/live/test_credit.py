"""What counts as done together: sessions that are over, for whoever was in them."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from learning import live, teams
from learning.content import Programme
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.ended import begun_worded, end
from tests.live.held import run_of


def test_a_session_counts_once_its_minutes_are_known(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, queries: list[str]
) -> None:
    session_id = begun_worded(db, programme, cast.ada, cast.ben)
    stopped.move(minutes=9)
    assert live.credits_of(db, cast.ada) == ()
    end(db, stopped, programme, session_id, cast.ada)
    queries.clear()
    (credit,) = live.credits_of(db, cast.ada)

    assert len(queries) == 1
    assert credit.day == date(2026, 3, 2)
    assert (credit.module_id, credit.minutes, credit.team_name) == ("listening", 9, "Harbour Row")
    assert live.credits_of(db, cast.cleo) == ()


def test_it_counts_for_the_module_under_its_new_name_and_for_who_has_left(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, programme, cast.ada, cast.ben)
    stopped.move(minutes=9)
    end(db, stopped, programme, session_id, cast.ada)
    teams.leave(db, cast.ben, run_of(db, cast.ada, session_id).session.team_id)
    first, second = programme.modules
    renamed = replace(first, id="hearing", was=("listening",))
    edition = replace(programme, modules=(renamed, second))
    found = live.credits_of(db, cast.ben)

    assert [credit.module(edition) for credit in found] == [renamed]
    assert live.credits_on(found, renamed) == found
    assert live.credits_on(found, second) == ()
    assert [credit.has_record for credit in found] == [False]
