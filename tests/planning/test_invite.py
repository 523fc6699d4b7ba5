"""Who joins after sessions were planned hears of those to come, once."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from learning import planning, teams
from learning.accounts import Person
from learning.content import Programme
from learning.errors import NotFound
from learning.planning import Pass, Post
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.planning.planning import MARCH, planned, post_of, team_of, wanted
from tests.planning.test_letters import calendar, mails


@pytest.fixture
def post(programme: Programme) -> Post:
    return post_of(programme)


def come(db: Session, cast: Cast, person: Person, team_id: int, post: Post) -> list[str]:
    """Join Ada’s team and return the subjects of all mails so far."""
    teams.join(db, person, teams.team_for(db, cast.ada, team_id).code)
    planning.invite(db, person, team_id, post)
    return [mail.subject for mail in mails(db, person.email)]


def test_who_joins_is_invited_as_the_others_were(
    db: Session, cast: Cast, programme: Programme, post: Post
) -> None:
    session_id = planned(db, cast, programme)
    team_id = teams.teams_of(db, cast.ada)[0].id
    for _ in range(2):
        come(db, cast, cast.cleo, team_id, post)

    (mail,), (bens,) = mails(db, cast.cleo.email), mails(db, cast.ben.email)
    assert mail.subject == bens.subject
    assert mail.body.startswith("Hello Cleo,")
    assert planning.link_token(post.secret, Pass(session_id, cast.cleo.id)) in mail.body
    assert calendar(mail).vevent.uid.value == calendar(bens).vevent.uid.value
    assert (mail.user_id, mail.kind, mail.expires_at) == (cast.cleo.id, bens.kind, bens.expires_at)


def test_a_series_is_one_mail_and_a_single_session_another(
    db: Session, cast: Cast, post: Post
) -> None:
    team_id = team_of(db, cast)
    planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=1, times=12)
    planning.plan(db, cast.ada, team_id, wanted(at=time(18)), post)

    subjects = come(db, cast, cast.cleo, team_id, post)
    assert [subject.split(":")[0] for subject in subjects] == ["Live sessions", "Live session"]
    series, single = (calendar(mail) for mail in mails(db, cast.cleo.email))
    assert (series.method.value, len(series.vevent_list)) == ("PUBLISH", 12)
    assert single.method.value == "REQUEST"


def test_who_leaves_and_is_back_is_not_mailed_again(
    db: Session, cast: Cast, post: Post, stopped: StoppedClock
) -> None:
    team_id = team_of(db, cast)
    ids = planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=1, times=3)
    planning.plan(db, cast.ada, team_id, wanted(at=time(18)), post)
    for person in (cast.ben, cast.cleo):  # one was there when it was planned, one was not
        come(db, cast, person, team_id, post)
        for _ in range(3):
            teams.leave(db, person, team_id)
            assert len(come(db, cast, person, team_id, post)) == 2

    stopped.now = datetime(2027, 3, 27, tzinfo=UTC)  # the first of the series is over
    teams.leave(db, cast.cleo, team_id)
    assert len(come(db, cast, cast.cleo, team_id, post)) == 2

    teams.leave(db, cast.cleo, team_id)
    moved = wanted(day=MARCH + timedelta(days=8))
    planning.change(db, cast.ada, ids[1], moved, post, seen=0)
    third = come(db, cast, cast.cleo, team_id, post)[2:]
    assert third == ["Live session: Saturday 3 April 2027, 14:00, Module 1: Listening"]
    assert calendar(mails(db, cast.cleo.email)[2]).vevent.sequence.value == "1"
    assert len(come(db, cast, cast.ben, team_id, post)) == 3  # he was told of the change


def test_nothing_is_mailed_where_nothing_is_ahead(
    db: Session, cast: Cast, post: Post, stopped: StoppedClock
) -> None:
    team_id = team_of(db, cast)
    cancelled = planning.plan(db, cast.ada, team_id, wanted(at=time(18)), post)
    planning.cancel(db, cast.ada, cancelled, post)
    planning.plan(db, cast.ada, team_id, wanted(), post)
    stopped.now = datetime(2027, 3, 26, 14, 5, tzinfo=UTC)  # it should have begun by now

    assert come(db, cast, cast.cleo, team_id, post) == []
    planning.plan(db, cast.ada, team_id, wanted(at=time(20)), post)
    teams.join(db, cast.dana, teams.team_for(db, cast.ada, team_id).code)
    teams.close(db, cast.ada, team_id)
    planning.invite(db, cast.dana, team_id, post)
    assert mails(db, cast.dana.email) == []


def test_a_stranger_is_not_invited(
    db: Session, cast: Cast, programme: Programme, post: Post
) -> None:
    planned(db, cast, programme)
    with pytest.raises(NotFound):
        planning.invite(db, cast.cleo, teams.teams_of(db, cast.ada)[0].id, post)
