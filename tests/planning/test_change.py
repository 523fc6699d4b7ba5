"""Changing and cancelling what was planned, by any member and by two at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning import clock, planning
from learning.content import Programme
from learning.errors import Conflict
from learning.planning import LiveSession
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.planning.planning import MARCH, planned, post_of, team_of, wanted


def test_a_change_counts_up_and_the_same_change_again_does_not(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    before = planning.session_for(db, cast.ada, session_id)
    for _ in range(2):
        planning.change(db, cast.ben, session_id, wanted(at=time(16)), post, seen=0)

    after = planning.session_for(db, cast.ada, session_id)
    assert (after.uid, after.sequence, after.when.times) == (before.uid, 1, "16:00 to 16:45")


def test_of_two_who_change_at_once_the_slower_hears_of_it(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    planning.change(db, cast.ada, session_id, wanted(at=time(16)), post, seen=0)

    with pytest.raises(Conflict, match="Somebody else has changed"):
        planning.change(db, cast.ben, session_id, wanted(at=time(17)), post, seen=0)
    assert planning.session_for(db, cast.ada, session_id).when.times == "16:00 to 16:45"


def test_a_change_onto_another_session_of_the_team_is_refused(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    team_id = planning.session_for(db, cast.ada, session_id).team_id
    planning.plan(db, cast.ada, team_id, wanted(at=time(16)), post)

    with pytest.raises(Conflict, match="planned another session"):
        planning.change(db, cast.ben, session_id, wanted(at=time(16)), post, seen=0)


def test_a_cancelled_session_cannot_be_changed_and_its_hour_is_free(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    for _ in range(2):
        planning.cancel(db, cast.ben, session_id, post)
    view = planning.session_for(db, cast.ada, session_id)

    assert (view.is_cancelled, view.sequence, planning.next_of(db, cast.ada)) == (True, 1, None)
    for plan in (wanted(), wanted(at=time(16))):
        with pytest.raises(Conflict, match="was cancelled"):
            planning.change(db, cast.ada, session_id, plan, post, seen=1)
    assert planning.plan(db, cast.ada, view.team_id, wanted(), post) != session_id


def test_the_rest_of_a_series_can_be_cancelled_at_once(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    first, second, _ = planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=4, times=3)
    planning.plan(db, cast.ada, team_id, wanted(day=MARCH + timedelta(days=90)), post)
    planning.cancel(db, cast.ben, second, post, and_later=True)

    ahead = planning.sessions_of(db, team_id).ahead
    assert len(ahead) == 2
    assert ahead[0].id == first


def test_a_session_that_has_begun_stays_as_it_is(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    db.execute(update(LiveSession).values(started_at=clock.now()))

    with pytest.raises(Conflict, match="has begun"):
        planning.change(db, cast.ada, session_id, wanted(at=time(16)), post, seen=0)
    with pytest.raises(Conflict, match="has begun"):
        planning.cancel(db, cast.ada, session_id, post)


def test_what_was_missed_is_past_and_can_be_moved(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    team_id = planning.session_for(db, cast.ada, session_id).team_id
    stopped.now = datetime(2027, 3, 26, 14, 44, tzinfo=UTC)
    assert planning.next_of(db, cast.ada) is not None
    stopped.move(minutes=1)
    assert planning.next_of(db, cast.ada) is None
    assert [view.id for view in planning.sessions_of(db, team_id).past] == [session_id]

    later = replace(wanted(), day=date(2027, 4, 2))
    planning.change(db, cast.ada, session_id, later, post, seen=0)
    assert [view.id for view in planning.sessions_of(db, team_id).ahead] == [session_id]
