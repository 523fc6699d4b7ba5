"""In each live session somebody takes part once, and their minutes count once."""

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from learning import clock, live
from learning.accounts import Person
from learning.content import Programme
from learning.live.tables import Participant, Repair
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.joining.pair import unite
from tests.live.ended import end
from tests.live.held import begun, opened, run_of


def minutes(db: Session, person: Person) -> list[int]:
    return [credit.minutes for credit in live.credits_of(db, person)]


@pytest.mark.parametrize(("mine", "others", "counts"), [(20, 45, 45), (45, 20, 45), (0, 30, 30)])
def test_minutes_of_one_session_count_once(
    db: Session,
    cast: Cast,
    programme: Programme,
    stopped: StoppedClock,
    mine: int,
    others: int,
    counts: int,
) -> None:
    held_with(db, cast, programme, stopped, mine, others)

    unite(db, cast.ada, cast.ben, programme)

    assert minutes(db, cast.ada) == [counts]


def test_minutes_that_were_put_right_count(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = held_with(db, cast, programme, stopped, 20, 45)
    place = (Participant.user_id == cast.ada.id, Participant.live_session_id == session_id)
    own = db.scalars(select(Participant.id).where(*place)).one()
    repair = {"minutes": 20, "before": 40, "reason": "Left early", "at": clock.now()}
    db.execute(insert(Repair).values(participant_id=own, by_user_id=cast.cleo.id, **repair))

    unite(db, cast.ada, cast.ben, programme)

    assert minutes(db, cast.ada) == [20]


def held_with(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, mine: int, others: int
) -> int:
    """A session that is over and settled, in which both accounts were."""
    session_id = begun(db, programme, cast.cleo, cast.ada, cast.ben)
    end(db, stopped, programme, session_id, cast.cleo)
    for person, there in ((cast.ada, mine), (cast.ben, others)):
        place = (Participant.user_id == person.id, Participant.live_session_id == session_id)
        db.execute(update(Participant).where(*place).values(minutes=there))
    return session_id


def test_two_in_one_lobby_become_one_with_both_roles(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.cleo, cast.ada, cast.ben)

    assert unite(db, cast.ada, cast.ben, programme)

    run = run_of(db, cast.ada, session_id)
    here = {person.id for person in run.people}
    assert {person.user_id for person in run.people} == {cast.cleo.id, cast.ada.id}
    assert set(run.roles.values()) <= here
    live.begin(db, cast.cleo, session_id)
