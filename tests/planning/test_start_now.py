"""A session that begins now: one for all who press at once, and no mail."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import clock, planning, teams
from learning.accounts import Person
from learning.content import Programme
from learning.errors import Conflict, NotFound
from learning.mail import Mail
from learning.planning import LiveSession
from tests.cast import Cast, gather
from tests.conftest import StoppedClock
from tests.planning.planning import post_of


def start(db: Session, person: Person, team_id: int, programme: Programme, length: int = 45) -> int:
    post = post_of(programme)
    return planning.start_now(db, person, team_id, "listening", length, "Europe/London", post)


def test_it_begins_now_and_mails_nobody(db: Session, cast: Cast, programme: Programme) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    session_id = start(db, cast.ada, team_id, programme)
    view = planning.session_for(db, cast.ben, session_id)

    assert view.starts_at == clock.now()
    assert view.is_open()
    assert db.scalar(select(func.count()).select_from(Mail)) == 0


def test_a_second_within_ten_minutes_is_the_first_while_it_is_open(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    first = start(db, cast.ada, team_id, programme)
    stopped.move(minutes=9)
    assert start(db, cast.ben, team_id, programme, 30) == first
    planning.cancel(db, cast.ada, first, post_of(programme))
    assert start(db, cast.ben, team_id, programme) != first
    stopped.move(minutes=30)
    assert db.scalar(select(func.count()).select_from(LiveSession)) == 2
    assert start(db, cast.ben, team_id, programme) == 3


def test_who_may_not_and_what_cannot_be_is_refused(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    with pytest.raises(NotFound):
        start(db, cast.cleo, team_id, programme)
    with pytest.raises(Conflict, match="no session of that length"):
        start(db, cast.ada, team_id, programme, 50)
    teams.close(db, cast.ada, team_id)
    with pytest.raises(Conflict, match="closed"):
        start(db, cast.ada, team_id, programme)
