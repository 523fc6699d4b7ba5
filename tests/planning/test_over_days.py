"""Plans of sessions over days: what they say in words, mails and calendars."""

from datetime import timedelta

import pytest
import vobject
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import planning
from learning.content import Programme
from learning.errors import Conflict
from learning.mail import Mail
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.planning.planning import planned, post_of, team_of, wanted

SPAN = (
    "Over days: 2 days for each step, 14 days in all, counted from when the first of you comes in."
    " Come when it suits you, as often as you like."
)


def test_the_invitation_says_how_it_goes(db: Session, cast: Cast, programme: Programme) -> None:
    planned(db, cast, programme, days=2)
    mail = db.scalars(select(Mail).where(Mail.to_address == cast.ben.email)).one()

    assert mail.subject.startswith("Live session: from Friday 26 March 2027, 14:00")
    assert f"From Friday 26 March 2027, 14:00, London time (UTC)\n{SPAN}\nWhere:" in mail.body
    assert "14:15" not in mail.body


def test_the_calendar_has_its_opening(db: Session, cast: Cast, programme: Programme) -> None:
    view = planning.session_for(db, cast.ada, planned(db, cast, programme, days=2))
    event = vobject.readOne(planning.calendar_of([view], post_of(programme))).vevent

    assert event.dtend.value - event.dtstart.value == timedelta(minutes=15)
    assert event.dtstart.value == view.starts_at
    assert SPAN in event.description.value


def test_it_can_be_changed_to_one_time_and_back(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    for seen, days in enumerate((3, None, 1)):
        plan = wanted(days=days)
        planning.change(db, cast.ben, session_id, plan, post_of(programme), seen=seen)
        assert planning.session_for(db, cast.ada, session_id).days == days


def test_a_series_over_days_has_room_for_each(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    with pytest.raises(Conflict, match="lasts 14 days, so the next cannot begin after 7"):
        planning.plan_series(db, cast.ada, team_id, wanted(days=2), post, weeks=1, times=2)
    ids = planning.plan_series(db, cast.ada, team_id, wanted(days=2), post, weeks=2, times=2)
    assert {planning.session_for(db, cast.ada, each).days for each in ids} == {2}


def test_other_days_are_refused(db: Session, cast: Cast, programme: Programme) -> None:
    team_id = team_of(db, cast)
    for days in (0, 4, -1):
        with pytest.raises(Conflict, match="1, 2 or 3 days"):
            planning.plan(db, cast.ada, team_id, wanted(days=days), post_of(programme))


def test_a_module_that_was_taken_out_leaves_the_words_that_still_hold(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    view = planning.session_for(db, cast.ada, planned(db, cast, programme, days=1))
    stopped.now = view.starts_at
    assert "a day for each step, 7 days in all" in planning.over_days(view, programme)
    assert view.opens_at == view.starts_at
    assert view.is_open()
