"""What people say about their work: kept, changed, cleared, gone with the account."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from threading import Barrier
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from learning import organisations
from learning.accounts import Person, User
from learning.cli.worker import office_of
from learning.config import Settings
from learning.db import Database
from learning.organisations import (
    NOTHING,
    Nation,
    Organisation,
    Profile,
    Sector,
    Stage,
    Work,
    WorkRole,
)
from learning.recount import Recount
from tests.cast import Cast, join

BARTS = "Barts Health NHS Trust"
ALL = Work(
    organisation=BARTS, sector=Sector.HEALTH, nation=Nation.ENGLAND, role=WorkRole.CARE,
    stage=Stage.NEW,
)  # fmt: skip


def say(database: Database, person: Person, name: str) -> None:
    with database.writing.begin() as db:
        organisations.set_profile(db, person, Work(organisation=name))


def waiting(db: Session) -> list[int]:
    return list(db.scalars(select(Recount.user_id).order_by(Recount.id)))


def test_it_is_kept_changed_and_cleared(db: Session, cast: Cast) -> None:
    assert organisations.profile_of(db, cast.ada) is None
    for said in (ALL, ALL, Work(nation=Nation.WALES), NOTHING):
        organisations.set_profile(db, cast.ada, said)
        assert organisations.profile_of(db, cast.ada) == said
    assert organisations.profile_of(db, cast.ben) is None


@pytest.mark.parametrize("choices", [Sector, Nation, WorkRole, Stage])
def test_every_choice_can_be_kept_and_has_words(
    db: Session, cast: Cast, choices: type[Sector] | type[Nation] | type[WorkRole] | type[Stage]
) -> None:
    name = {Sector: "sector", Nation: "nation", WorkRole: "role", Stage: "stage"}[choices]
    for choice in choices:
        chosen: dict[str, Any] = {name: choice}
        said = replace(NOTHING, **chosen)
        organisations.set_profile(db, cast.ada, said)
        db.flush()
        assert organisations.profile_of(db, cast.ada) == said
        assert choice.words != choice.value


def test_another_spelling_is_the_same_organisation_and_each_reads_their_own(
    db: Session, cast: Cast
) -> None:
    for person, name in ((cast.ada, BARTS), (cast.ben, "the BARTS HEALTH nhs ft")):
        organisations.set_profile(db, person, Work(organisation=name))

    assert organisations.profile_of(db, cast.ada) == Work(organisation=BARTS)
    assert organisations.profile_of(db, cast.ben) == Work(organisation="the BARTS HEALTH nhs ft")
    assert db.scalar(select(func.count()).select_from(Organisation)) == 1


def test_what_was_kept_before_names_were_kept_as_typed_reads_as_it_did(
    database: Database, cast: Cast
) -> None:
    say(database, cast.ada, BARTS)
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE profile DROP COLUMN typed"))
        with Operations.context(MigrationContext.configure(connection)):
            import_module("learning.migrations.versions.0016_typed").upgrade()
    with database.reading() as db:
        assert db.scalar(select(Profile.typed)) == BARTS


def test_who_changes_it_is_counted_again_and_nobody_else(db: Session, cast: Cast) -> None:
    before = len(waiting(db))
    organisations.set_profile(db, cast.ada, ALL)
    organisations.decline(db, cast.ben)

    assert waiting(db)[before:] == [cast.ada.id]


def test_two_who_type_a_new_name_at_once_are_at_one_organisation(
    database: Database, cast: Cast
) -> None:
    people = (cast.ada, cast.ben, cast.cleo, cast.dana)
    for round_ in range(5):
        together = Barrier(len(people))

        def type_it(person: Person, together: Barrier = together, n: int = round_) -> None:
            together.wait()
            say(database, person, f"Place {n} council")

        with ThreadPoolExecutor(len(people)) as pool:
            list(pool.map(type_it, people))
        with database.reading() as db:
            assert len(set(db.scalars(select(Profile.organisation_id)))) == 1


def test_the_invitation_goes_with_an_answer_or_with_a_no(db: Session, cast: Cast) -> None:
    assert organisations.is_unasked(db, cast.ada)
    assert not organisations.is_unasked(db, cast.dana), "admins are not counted"
    for _ in range(2):
        organisations.decline(db, cast.ada)
        assert not organisations.is_unasked(db, cast.ada)
    organisations.set_profile(db, cast.ben, ALL)
    organisations.decline(db, cast.ben)
    assert organisations.profile_of(db, cast.ben) == ALL


def test_deleting_an_account_deletes_what_it_said(database: Database, cast: Cast) -> None:
    for person in (cast.ada, cast.ben):
        say(database, person, BARTS)
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == cast.ada.id))
    with database.reading() as db:
        assert list(db.scalars(select(Profile.user_id))) == [cast.ben.id]


def test_a_name_that_nobody_has_any_more_is_forgotten(database: Database, cast: Cast) -> None:
    say(database, cast.ben, BARTS)
    say(database, cast.ada, "A heron's own practice")
    assert organisations.forget_unused(database) == 0
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == cast.ada.id))

    assert [organisations.forget_unused(database) for _ in range(2)] == [1, 0]
    with database.reading() as db:
        assert [known.name for known in organisations.search(db, "")] == [BARTS]
    say(database, cast.cleo, "A heron's own practice")
    with database.reading() as db:
        assert organisations.names_of(db, [2]) == {}, "no id is given twice"


def test_the_worker_forgets_such_names(database: Database, cast: Cast, settings: Settings) -> None:
    for name in ("Bartz", BARTS):
        say(database, cast.ada, name)
    office_of(database, settings.prepare()).write()
    with database.reading() as db:
        assert [known.name for known in organisations.search(db, "")] == [BARTS]


def test_a_merged_name_is_not_forgotten(database: Database, cast: Cast) -> None:
    with database.writing.begin() as db:
        for name in (BARTS, "Barts"):
            organisations.set_profile(db, cast.ada, Work(organisation=name))
        organisations.merge(db, cast.dana, 1, [2], "The same")
        organisations.set_profile(db, cast.ada, NOTHING)

    assert organisations.forget_unused(database) == 0


def test_what_somebody_says_is_in_no_text_that_code_prints(db: Session, cast: Cast) -> None:
    organisations.set_profile(db, cast.ada, ALL)
    found = db.get(Profile, cast.ada.id)

    assert "Barts" not in f"{organisations.profile_of(db, cast.ada)!r} {found!r}"
    assert "health" not in f"{organisations.profile_of(db, cast.ada)!r} {found!r}"


def test_reading_and_keeping_cost_little(db: Session, cast: Cast, queries: list[str]) -> None:
    eve = join(db, "Eve")
    organisations.set_profile(db, cast.ada, ALL)
    for act, most in (
        (lambda: organisations.profile_of(db, cast.ada), 1),
        (lambda: organisations.is_unasked(db, cast.ada), 1),
        (lambda: organisations.is_unasked(db, cast.dana), 0),
        (lambda: organisations.set_profile(db, eve, ALL), 3),
        (lambda: organisations.set_profile(db, eve, Work(organisation="New")), 5),
    ):
        queries.clear()
        act()
        assert len(queries) <= most
