"""Who is counted when: whom a write has marked, once, whatever happens meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from learning import certificates, journal, organisations, progress, recount, statistics
from learning.accounts import User
from learning.content import ExerciseBlock, Programme, Question
from learning.db import Database
from learning.journal import Given
from learning.organisations import Sector, Work
from learning.recount import Recount
from learning.statistics import EVERYBODY, Attribute, Family
from learning.statistics.counting.count import count_batch
from learning.statistics.counting.sheet import Rules
from learning.statistics.tables import Counted
from tests.cast import Cast, finish, join, write
from tests.conftest import StoppedClock
from tests.statistics import counted
from tests.statistics.counted import ZONE, Deed, do, number, waiting


@pytest.fixture
def count(database: Database, programme: Programme) -> Callable[[], int]:
    return partial(counted.count, database, programme)


def test_the_first_count_finds_everybody_but_admins(
    database: Database, cast: Cast, count: Callable[[], int]
) -> None:
    do(database, lambda db: db.execute(delete(Recount)))

    assert count() == 4
    assert number(database, "joined") == 3
    assert count() == 0


def test_whatever_changes_a_statistic_marks_who_did_it(
    database: Database, cast: Cast, programme: Programme, count: Callable[[], int]
) -> None:
    ada, page = cast.ada, programme.pages[0]
    scale, words = programme.exercise("confidence-start"), programme.exercise("last-conversation")

    def saves(exercise: Any, answer: object, base: int) -> Deed:
        given = Given(exercise, {exercise.prompts[0].id: answer}, base)
        return lambda db: journal.save_entries(db, ada, programme.edition, [given])

    def claims(db: Session) -> str:
        return certificates.claim(db, ada, programme, holder="Ada")

    def withdraws(db: Session) -> None:
        certificates.withdraw(db, claims(db), because="A mistake")

    deeds: dict[str, tuple[Deed, int]] = {
        "joins": (lambda db: join(db, "Eve"), 1),
        "marks": (lambda db: progress.complete_page(db, ada, page, edition="1"), 1),
        "takes it back": (lambda db: progress.undo_completion(db, ada, page), 1),
        "rates": (saves(scale, 3, 0), 1),
        "rates anew": (saves(scale, 4, 1), 1),
        "rates the same": (saves(scale, 4, 2), 0),
        "writes": (saves(words, "Rain", 0), 1),
        "writes on": (saves(words, "Rain and wind", 1), 0),
        "says": (lambda db: organisations.set_profile(db, ada, Work(sector=Sector.HEALTH)), 1),
        "finishes": (lambda db: finish(db, ada, programme, programme.pages), 3),
        "claims": (claims, 1),
        "withdraws": (withdraws, 1),
    }  # fmt: skip
    count()
    for name, (deed, marked) in deeds.items():
        do(database, deed)

        assert waiting(database) >= marked if marked else not waiting(database), name
        count()
        assert waiting(database) == 0


def test_a_later_sitting_marks_and_says_that_somebody_is_active(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock,
    count: Callable[[], int],
) -> None:  # fmt: skip
    words = programme.exercise("last-conversation")

    def writes(text: str, base: int) -> None:
        given = Given(words, {words.prompts[0].id: text}, base)
        do(
            database,
            lambda db: journal.save_entries(db, cast.ada, programme.edition, [given]),
        )

    writes("Rain", 0)
    stopped.move(days=31)
    count()
    assert number(database, "active") == 0

    writes("Rain and wind", 1)
    count()
    assert number(database, "active") == 1

    stopped.move(days=30)
    assert count() == 1  # nobody did anything: the day has come
    assert number(database, "active") == 0
    assert count() == 0


def test_a_profile_moves_somebody_from_one_group_to_the_other(
    database: Database, cast: Cast, count: Callable[[], int]
) -> None:
    def says(work: Work) -> dict[str, int]:
        do(database, lambda db: organisations.set_profile(db, cast.ada, work))
        count()
        with database.reading() as db:
            found = statistics.counts_by(db, EVERYBODY, Attribute.SECTOR, Family.PROGRESS)
        return {sector: counts("joined") for sector, counts in found.items()}

    assert says(Work(sector=Sector.HEALTH)) == {"": 2, "health": 1}
    assert says(Work(sector=Sector.HOUSING)) == {"": 2, "housing": 1}
    assert says(Work()) == {"": 3}


def test_a_deleted_account_is_not_counted_any_more(
    database: Database, cast: Cast, programme: Programme, count: Callable[[], int]
) -> None:
    do(database, lambda db: finish(db, cast.ada, programme, programme.pages))
    count()

    def leaves(db: Session) -> None:
        db.execute(delete(User).where(User.id == cast.ada.id))
        recount.mark(db, cast.ada.id)

    do(database, leaves)
    count()

    assert (number(database, "joined"), number(database, "finished")) == (2, 0)
    with database.reading() as db:
        assert db.get(Counted, cast.ada.id) is None


def test_counting_twice_changes_nothing(
    database: Database, cast: Cast, count: Callable[[], int]
) -> None:
    do(database, lambda db: recount.mark(db, *[cast.ada.id] * 5))
    count()
    do(database, lambda db: recount.mark(db, cast.ada.id, None, cast.ada.id))
    count()

    assert number(database, "joined") == 3


def test_a_changed_programme_has_everybody_counted_anew_in_batches(
    database: Database, cast: Cast, programme: Programme, count: Callable[[], int],
    stopped: StoppedClock,
) -> None:  # fmt: skip
    do(database, lambda db: finish(db, cast.ada, programme, programme.pages))
    count()
    stopped.move(minutes=15)
    shorter = replace(programme, modules=programme.modules[:1])
    statistics.count_waiting(database, shorter, ZONE, within=0)
    with database.reading() as db:
        assert statistics.is_counting_anew(db)
    count_batch(database, Rules(shorter, ZoneInfo(ZONE)), 2)
    with database.reading() as db:
        assert statistics.is_counting_anew(db)

    assert statistics.count_waiting(database, shorter, ZONE, size=2) == 2  # Cleo; and Dana, admin

    with database.reading() as db:
        assert not statistics.is_counting_anew(db)
    assert number(database, f"page:{programme.pages[-1].id}") == 0
    assert number(database, "finished") == 1


def test_servers_of_two_editions_do_not_count_everybody_in_turns(
    database: Database, cast: Cast, programme: Programme, count: Callable[[], int],
    stopped: StoppedClock,
) -> None:  # fmt: skip
    shorter = replace(programme, modules=programme.modules[:1])
    assert count() == 4
    assert statistics.count_waiting(database, shorter, ZONE) == 0
    stopped.move(minutes=15)
    assert statistics.count_waiting(database, shorter, ZONE) == 4
    assert count() == 0


def test_another_right_choice_has_everybody_counted_anew(
    database: Database, cast: Cast, programme: Programme, count: Callable[[], int],
    stopped: StoppedClock,
) -> None:  # fmt: skip
    def right() -> int:
        with database.reading() as db:
            marks = statistics.counts_of(db, EVERYBODY, Family.LEARNING).starting("check:")
        return sum(number for mark, number in marks.items() if mark.endswith(":right"))

    check = programme.exercise("spot-it")
    do(database, lambda db: write(db, cast.ada, programme, check))
    count()
    stopped.move(minutes=15)
    before = right()
    prompts = tuple(
        replace(p, choices=tuple(replace(c, right=not c.right) for c in p.choices))
        for p in check.prompts
        if isinstance(p, Question)
    )
    module = programme.module_of(programme.page_of(check))
    page = programme.page_of(check)
    blocks = tuple(
        replace(b, exercise=replace(check, prompts=prompts)) if isinstance(b, ExerciseBlock) else b
        for b in page.blocks
    )
    pages = tuple(replace(p, blocks=blocks) if p is page else p for p in module.pages)
    modules = tuple(replace(m, pages=pages) if m is module else m for m in programme.modules)
    statistics.count_waiting(database, replace(programme, modules=modules), ZONE)

    assert before != right()


def test_another_wording_has_nobody_counted_anew(
    database: Database, cast: Cast, programme: Programme, count: Callable[[], int]
) -> None:
    count()
    module, *others = programme.modules
    reworded = replace(
        programme, fingerprint="another", modules=(replace(module, title="New"), *others)
    )

    assert statistics.count_waiting(database, reworded, ZONE) == 0
