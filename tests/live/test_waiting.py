"""For whom a step waits, and of how many something is counted: by no number can one be told."""

import pytest
from sqlalchemy.orm import Session

from learning import live, planning, teams
from learning.accounts import Person
from learning.content import Programme
from learning.errors import NotAllowed
from learning.live import Action, Visibility
from learning.live.presence import note
from learning.live.rules.reveal import Count
from learning.planning import Answer
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.held import begun, come_to, planned_now, run_of, scene, team
from tests.live.test_writing import rated


@pytest.fixture
def slow(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> int:
    """A session over days of Ada, Ben, Cleo and Dana, whose time has come; nobody has come in."""
    session_id = planned_now(db, programme, *team(cast), cast.dana, days=2)
    stopped.now = planning.session_for(db, cast.ada, session_id).starts_at
    return session_id


def done(db: Session, session_id: int, *people: Person) -> int:
    """Let them say that they have done the step; return the step after that."""
    at = run_of(db, people[0], session_id).state.at
    for person in people:
        live.ready(db, person, session_id, seen=at)
    return run_of(db, people[0], session_id).state.at


def test_over_days_nobody_runs_the_session_alone(
    db: Session, cast: Cast, programme: Programme, slow: int
) -> None:
    live.enter(db, cast.ben, slow, programme)
    assert done(db, slow, cast.ben) == 0, "three are still to come"
    count = scene(db, cast.ben, slow, programme).ready
    assert count
    assert (count.done, count.of) == (1, 4)
    for person in (cast.ada, cast.cleo):
        live.enter(db, person, slow, programme)
    assert done(db, slow, cast.ada, cast.cleo) == 0, "Dana is still to come"

    planning.reply(db, cast.dana, slow, Answer.NO)
    assert done(db, slow, cast.ada) == 1
    live.leave(db, cast.cleo, slow)
    assert done(db, slow, cast.ada, cast.ben) == 2, "who has left, or will not come, is not awaited"
    team_id = run_of(db, cast.ada, slow).session.team_id
    teams.remove(db, cast.ada, team_id, cast.ben.id)
    assert done(db, slow, cast.ada) == 5, "nor who is not on the team; what is looked at is passed"


def test_over_days_only_the_convenor_hurries_the_others(
    db: Session, cast: Cast, programme: Programme, slow: int
) -> None:
    live.enter(db, cast.ben, slow, programme)
    hurrying = {Action.NEXT, Action.BACK, Action.FINISH}
    assert scene(db, cast.ben, slow, programme).may == set(Action) - hurrying
    with pytest.raises(NotAllowed, match="Over days only the team’s convenor can go on"):
        live.go_on(db, cast.ben, slow, seen=0)
    with pytest.raises(NotAllowed, match="can end the session"):
        live.finish(db, cast.ben, slow)

    live.enter(db, cast.ada, slow, programme)
    assert scene(db, cast.ada, slow, programme).may == set(Action)
    live.go_on(db, cast.ada, slow, seen=0)
    with pytest.raises(NotAllowed, match="can go back a step"):
        live.go_back(db, cast.ben, slow, seen=1)
    live.go_back(db, cast.ada, slow, seen=1)
    live.finish(db, cast.ada, slow)
    assert run_of(db, cast.ben, slow).state.ended_at


def test_no_count_tells_by_its_change_whether_somebody_who_goes_has_written(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    people = (*team(cast), cast.dana)
    session_id = begun(db, programme, *people)
    come_to(db, session_id, "rate-it", *people)
    for person in (cast.ada, cast.ben):
        rated(db, person, session_id, programme, Visibility.NAMED)
    live.ready(db, cast.ben, session_id, seen=2)

    def counts() -> tuple[object, ...]:
        now = scene(db, cast.ada, session_id, programme)
        return now.written, now.ready

    before = counts()
    assert before == (Count(2, 4), Count(1, 4))
    live.leave(db, cast.ben, session_id)  # has written
    assert counts() == before
    live.leave(db, cast.cleo, session_id)  # has not
    assert counts() == before
    stopped.move(seconds=40)  # Dana is not heard of any more
    note(db, session_id)
    assert counts() == before

    live.enter(db, cast.dana, session_id, programme)
    stopped.move(seconds=1)
    come_to(db, session_id, "dots", cast.ada, cast.dana)
    live.vote(db, cast.ada, session_id, "dots", {"Ask more": 1}, programme)
    vote = scene(db, cast.ada, session_id, programme).vote
    assert vote
    assert vote.voted is None, "who had left before this step is not counted in it"
