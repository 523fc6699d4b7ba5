"""An admin says that names are the same: who is counted where, and what the record says."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import organisations
from learning.accounts import User
from learning.db import Database
from learning.errors import Conflict, LearningError, NotAllowed, NotFound
from learning.organisations import Organisation, Profile, Work
from learning.recount import Recount
from tests.cast import Cast
from tests.organisations.peopled import known

FULL, SHORT, OLD = "East London NHS Foundation Trust", "ELFT", "East London and City"
WHY = "Its initials"


@pytest.fixture
def three(database: Database, cast: Cast) -> list[int]:
    """Ada is at the full name, Ben at the initials, Cleo at the old name."""
    with database.writing.begin() as db:
        ids = known(db, FULL, SHORT, OLD)
        for person, name in ((cast.ada, FULL), (cast.ben, SHORT), (cast.cleo, OLD)):
            organisations.set_profile(db, person, Work(organisation=name))
        db.execute(delete(Recount))
    return ids


def places(db: Session) -> list[int | None]:
    return list(db.scalars(select(Profile.organisation_id).order_by(Profile.user_id)))


def test_people_and_spellings_move_and_only_who_moved_is_counted_again(
    db: Session, cast: Cast, three: list[int]
) -> None:
    full, short, old = three
    for _ in range(2):
        organisations.merge(db, cast.dana, full, [short, full], WHY)

    assert places(db) == [full, full, old]
    assert list(db.scalars(select(Recount.user_id))) == [cast.ben.id]
    (record,) = organisations.merges(db, 1).merges
    assert (record.name, record.into_name, record.admin, record.reason) == (
        SHORT, FULL, "Dana", WHY,
    )  # fmt: skip
    assert [o.spellings for o in organisations.spelled(db, [short])] == [(FULL, SHORT)]


def test_who_types_the_old_spelling_lands_in_the_one_that_stands(
    db: Session, cast: Cast, three: list[int]
) -> None:
    full, short, old = three
    organisations.merge(db, cast.dana, short, [old], WHY)
    organisations.merge(db, cast.dana, full, [short], WHY)
    organisations.set_profile(db, cast.dana, Work(organisation="east london & city"))

    assert organisations.profile_of(db, cast.dana) == Work(organisation="east london & city")
    assert organisations.shown_name(db, cast.dana, 4) == FULL
    assert {*places(db)} == {full}
    goals = select(Organisation.merged_into).where(Organisation.merged_into.is_not(None))
    assert {*db.scalars(goals)} == {full}, "none leads to one that leads on"


def test_a_page_that_is_out_of_date_merges_nothing(
    db: Session, cast: Cast, three: list[int]
) -> None:
    full, short, old = three
    organisations.merge(db, cast.dana, full, [short], WHY)
    for into, others, refusal in (
        (short, [old], Conflict),
        (old, [short], Conflict),
        (short, [full], Conflict),
        (full, [99], NotFound),
        (99, [full], NotFound),
    ):
        with pytest.raises(refusal):
            organisations.merge(db, cast.dana, into, others, WHY)
    assert len(organisations.merges(db, 1).merges) == 1


def test_nobody_but_an_admin_merges(db: Session, cast: Cast, three: list[int]) -> None:
    with pytest.raises(NotAllowed):
        organisations.merge(db, cast.ada, three[0], three[1:], WHY)


def test_the_record_stays_when_the_admin_goes(
    database: Database, cast: Cast, three: list[int]
) -> None:
    with database.writing.begin() as db:
        organisations.merge(db, cast.dana, three[0], three[1:], WHY)
        db.execute(delete(User).where(User.id == cast.dana.id))
    with database.reading() as db:
        kept = organisations.merges(db, 1).merges
    assert [(record.name, record.admin) for record in kept] == [(OLD, None), (SHORT, None)]


def test_two_admins_who_merge_each_into_the_other_make_no_circle(
    database: Database, cast: Cast, three: list[int]
) -> None:
    together = Barrier(2)

    def merge(pair: tuple[int, int]) -> str:
        together.wait()
        try:
            with database.writing.begin() as db:
                organisations.merge(db, cast.dana, pair[0], [pair[1]], WHY)
                sleep(0.1)  # the other is at the same place meanwhile
        except LearningError as refusal:
            return type(refusal).__name__
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(merge, [(three[0], three[1]), (three[1], three[0])]))
    assert done == ["Conflict", "merged"]


def test_who_types_a_name_while_it_is_merged_is_never_left_at_it(
    database: Database, cast: Cast
) -> None:
    people = (cast.ada, cast.ben, cast.cleo)
    for round_ in range(8):
        with database.writing.begin() as db:
            into, other = known(db, f"Harbour {round_}", f"Pier {round_}")
        together = Barrier(len(people) + 1)

        def merge(together: Barrier = together, into: int = into, other: int = other) -> None:
            together.wait()
            with database.writing.begin() as db:
                organisations.merge(db, cast.dana, into, [other], WHY)

        def say(n: int, together: Barrier = together, round_: int = round_) -> None:
            together.wait()
            with database.writing.begin() as db:
                organisations.set_profile(db, people[n], Work(organisation=f"Pier {round_}"))

        with ThreadPoolExecutor(4) as pool:
            tasks = [pool.submit(merge), *(pool.submit(say, n) for n in range(3))]
            for task in tasks:
                task.result()
        with database.reading() as db:
            assert {*places(db)} == {into}
