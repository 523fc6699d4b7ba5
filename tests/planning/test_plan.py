"""Planning, changing and cancelling, by any member and by two at once."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import planning, teams
from learning.content import Programme
from learning.db import Database
from learning.errors import Conflict, NotFound
from learning.mail import Mail
from learning.planning import LiveSession, NoSuchTime, NotThen, TooManyTimes
from tests.cast import Cast
from tests.planning.planning import planned, post_of, team_of, wanted


def test_any_member_plans_and_everyone_sees_it(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id = team_of(db, cast)
    session_id = planning.plan(db, cast.ben, team_id, wanted(), post_of(programme))

    view = planning.session_for(db, cast.ada, session_id)
    assert view.starts_at == datetime(2027, 3, 26, 14, tzinfo=UTC)
    assert view.when.words == "Friday 26 March 2027, 14:00 to 14:45, London time (UTC)"
    assert planning.sessions_of(db, team_id).ahead == (view,)
    assert planning.next_of(db, cast.ada) == view


def test_a_stranger_cannot_tell_that_a_session_exists(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    post = post_of(programme)
    team_id = planning.session_for(db, cast.ada, session_id).team_id
    refusals = set()
    for number in (session_id, 99, 2**40):
        with pytest.raises(NotFound) as refusal:
            planning.session_for(db, cast.cleo, number)
        refusals.add(str(refusal.value))
        with pytest.raises(NotFound):
            planning.cancel(db, cast.cleo, number, post)
        with pytest.raises(NotFound):
            planning.change(db, cast.cleo, number, wanted(), post, seen=0)
        with pytest.raises(NotFound):
            planning.reply(db, cast.cleo, number, planning.Answer.YES)
    with pytest.raises(NotFound):
        planning.plan(db, cast.cleo, team_id, wanted(), post)

    assert len(refusals) == 1
    assert planning.next_of(db, cast.cleo) is None


def test_a_series_stays_at_two_o_clock_over_the_change_of_clocks(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    ids = planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=1, times=3)

    views = planning.sessions_of(db, team_id).ahead
    assert [view.id for view in views] == list(ids)
    assert [f"{view.starts_at:%d %H:%M}" for view in views] == ["26 14:00", "02 13:00", "09 13:00"]
    assert {view.when.times for view in views} == {"14:00 to 14:45"}
    assert len({view.series for view in views}) == 1
    assert len({view.uid for view in views}) == 3


def test_a_second_click_plans_and_mails_nothing(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    first = planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=2, times=3)
    again = planning.plan_series(db, cast.ben, team_id, wanted(), post, weeks=2, times=3)

    assert first == again
    assert db.scalar(select(func.count()).select_from(LiveSession)) == 3
    assert db.scalar(select(func.count()).select_from(Mail)) == 2


def test_two_members_who_plan_the_same_hour_at_once_plan_one_session(
    database: Database, cast: Cast, programme: Programme
) -> None:
    from threading import Barrier, Thread

    with database.writing.begin() as db:
        team_id = team_of(db, cast)
    together, found = Barrier(2), []

    def act(person: object) -> None:
        together.wait()
        with database.writing.begin() as db:
            found.append(planning.plan(db, person, team_id, wanted(), post_of(programme)))  # type: ignore[arg-type]

    threads = [Thread(target=act, args=(person,)) for person in (cast.ada, cast.ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 2
    assert len(set(found)) == 1


def test_another_module_at_the_same_hour_is_refused(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    team_id = planning.session_for(db, cast.ada, session_id).team_id
    db.execute(update(LiveSession).values(module_id="another"))

    with pytest.raises(Conflict, match="planned another session for Friday 26 March 2027, 14:00"):
        planning.plan(db, cast.ben, team_id, wanted(), post_of(programme))


@pytest.mark.parametrize(
    ("other", "refusal", "words"),
    [
        ({"day": date(2026, 3, 1)}, NotThen, "past"),
        ({"day": date(2026, 3, 2), "at": time(12)}, NotThen, "past"),
        ({"day": date(2036, 3, 2)}, NotThen, "within the next two years"),
        ({"day": date(2027, 3, 28), "at": time(1, 30)}, NoSuchTime, "never 01:30"),
        ({"length": 50}, Conflict, "no session of that length"),
        ({"module_id": "feedback"}, NotFound, "no session guide"),
        ({"module_id": "retired-since"}, NotFound, "no module"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(
    db: Session, cast: Cast, programme: Programme, other: dict[str, object],
    refusal: type[Exception], words: str,
) -> None:  # fmt: skip
    with pytest.raises(refusal, match=words):
        planned(db, cast, programme, **other)


def test_a_series_that_goes_on_needs_as_many_modules(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    with pytest.raises(TooManyTimes, match="the last module"):
        planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=1, times=2, goes_on=True)


def test_a_closed_team_plans_nothing(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = planned(db, cast, programme)
    post, team_id = post_of(programme), planning.session_for(db, cast.ada, session_id).team_id
    teams.close(db, cast.ada, team_id)

    with pytest.raises(Conflict, match="team is closed"):
        planning.plan(db, cast.ben, team_id, wanted(at=time(16)), post)
    with pytest.raises(Conflict, match="team is closed"):
        planning.change(db, cast.ben, session_id, wanted(at=time(16)), post, seen=0)
    assert planning.next_of(db, cast.ben) is None
    planning.cancel(db, cast.ben, session_id, post)


def test_asking_costs_one_query_each(
    db: Session, cast: Cast, programme: Programme, queries: list[str]
) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    ids = planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=1, times=12)
    view = planning.session_for(db, cast.ada, ids[0])
    for ask in (
        lambda: planning.sessions_of(db, team_id),
        lambda: planning.next_of(db, cast.ada),
        lambda: planning.session_for(db, cast.ada, ids[0]),
        lambda: planning.replies_of(db, view),
    ):
        queries.clear()
        ask()
        assert len(queries) == 1
