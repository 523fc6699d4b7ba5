"""Invented learners are believable, the same each time, and never mixed with real ones."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import crowd, followups, live, organisations, planning
from learning.accounts import User
from learning.accounts.passwords import password_matches
from learning.certificates import Certificate
from learning.content import Programme, load_programme
from learning.db import Database
from learning.errors import Conflict
from learning.followups import FollowUp
from learning.journal import Entry
from learning.live.record.view import recorded
from learning.live.tables import LiveRun
from learning.organisations import Organisation, Profile
from learning.progress import Completion
from learning.recount import Recount
from tests.cast import join
from tests.conftest import NOON

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme(ROOT, today=NOON.date())


@pytest.fixture
def made(database: Database, programme: Programme) -> crowd.Crowd:
    return crowd.invent(database, programme, learners=400, seed=7, now=NOON)


def count(db: Session, table: type) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def test_there_are_as_many_as_asked_for(db: Session, made: crowd.Crowd) -> None:
    assert made.learners == count(db, User) == count(db, Profile) == count(db, Recount) == 400
    assert made.organisations == count(db, Organisation)
    assert made.completions == count(db, Completion)
    assert made.teams > 5


def test_fewer_do_each_next_page_and_some_finish(
    db: Session, made: crowd.Crowd, programme: Programme
) -> None:
    by_page = Counter(db.scalars(select(Completion.page_id)))
    reached = [by_page[page.id] for page in programme.pages]

    assert reached == sorted(reached, reverse=True)
    assert 400 > reached[0] > reached[-1] > 0
    assert 0 < count(db, Certificate) <= reached[-1]
    assert count(db, Entry) > 0


def test_some_of_those_who_finished_say_what_changed(db: Session, made: crowd.Crowd) -> None:
    ids = set(db.scalars(select(User.id)))
    marks = Counter(mark for each in followups.marks_of(db, ids).values() for mark in each)

    assert marks["practice:end:answered"] > 0
    assert marks["practice:consent"] >= marks["practice:3:sent"] >= marks["practice:3:answered"]
    assert not any(db.scalars(select(FollowUp.next_at))), "nobody of them is mailed"


def test_nobody_has_done_anything_tomorrow(db: Session, made: crowd.Crowd) -> None:
    latest = db.scalar(select(func.max(Completion.completed_at)))

    assert latest is not None
    assert latest <= NOON


def test_the_same_seed_makes_the_same_people(
    database: Database, db: Session, made: crowd.Crowd, programme: Programme
) -> None:
    first = db.execute(select(User.name, User.joined_at).order_by(User.id)).all()
    db.rollback()
    with database.writing.begin() as fresh:
        for table in reversed(Certificate.metadata.sorted_tables):
            fresh.execute(table.delete())
    again = crowd.invent(database, programme, learners=400, seed=7, now=NOON)

    assert again == made
    assert db.execute(select(User.name, User.joined_at).order_by(User.id)).all() == first


def test_nobody_of_them_can_sign_in(db: Session, made: crowd.Crowd) -> None:
    kept = db.scalars(select(User.password_hash)).all()

    for typed in ("", "!", "password"):
        assert not password_matches(kept[0], typed)


def test_their_live_sessions_have_records(
    db: Session, made: crowd.Crowd, programme: Programme
) -> None:
    session_id = db.scalars(select(LiveRun.live_session_id).limit(1)).one()
    view = planning.session_called(db, session_id)
    run = live.run_called(db, view)
    assert run is not None
    record = recorded(db, run, programme)

    assert record.ended_at is not None
    assert record.minutes == 60
    assert sum(person.was_there for person in record.people) > 0
    assert record.people == tuple(person for person in record.people if person.minutes)


def test_every_organisation_is_named_by_somebody_from_the_beginning(
    database: Database, made: crowd.Crowd
) -> None:
    assert organisations.forget_unused(database) == 0


def test_they_are_not_mixed_with_real_people(database: Database, programme: Programme) -> None:
    with database.writing.begin() as db:
        join(db, "Ada")

    with pytest.raises(Conflict, match="could not be told from them"):
        crowd.invent(database, programme, learners=5, seed=1, now=NOON)
    with database.reading() as db:
        assert count(db, User) == 1
