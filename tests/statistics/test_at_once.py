"""Counting while others act, count too, or are killed at it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from learning import progress, recount, statistics
from learning.content import Programme
from learning.db import Database
from learning.statistics.counting import batch
from learning.statistics.counting.batch import read_batch, write_batch
from learning.statistics.counting.sheet import Rules
from tests.cast import Cast, finish, join
from tests.statistics.counted import ZONE, count, do, number, waiting


def test_what_is_done_while_somebody_counts_is_counted_next(
    database: Database, cast: Cast, programme: Programme
) -> None:
    count(database, programme)
    page = programme.pages[0]
    finish_one = partial(progress.complete_page, learner=cast.ada, page=page, edition="1")
    do(database, lambda db: recount.mark(db, cast.ada.id))
    with database.reading() as db:
        read = read_batch(db, Rules(programme, ZoneInfo(ZONE)), 10)
    do(database, finish_one)
    assert read
    do(database, lambda db: write_batch(db, read))

    assert (number(database, "started"), waiting(database)) == (0, 1)
    count(database, programme)
    assert (number(database, "started"), waiting(database)) == (1, 0)


def test_of_two_who_counted_the_same_the_slower_writes_nothing(
    database: Database, cast: Cast, programme: Programme
) -> None:
    count(database, programme)
    do(database, lambda db: join(db, "Eve"))
    with database.reading() as db:
        read = [read_batch(db, Rules(programme, ZoneInfo(ZONE)), 10) for _ in range(2)]

    for one, is_first in zip(read, (True, False), strict=True):
        assert one
        with database.writing.begin() as db:
            assert write_batch(db, one) is is_first

    assert number(database, "joined") == 4


@pytest.mark.slow
def test_many_who_count_at_once_count_everybody_once(
    database: Database, programme: Programme, cast: Cast
) -> None:
    def joins(db: Session) -> None:
        for name in range(30):
            join(db, f"Learner {name}")

    do(database, joins)
    with ThreadPoolExecutor(4) as pool:
        counting = [
            pool.submit(statistics.count_waiting, database, programme, ZONE, size=3)
            for _ in range(4)
        ]
        for _ in range(20):
            do(database, lambda db: recount.mark(db, cast.ada.id))
        assert all(each.result() is not None for each in counting)
    statistics.count_waiting(database, programme, ZONE)

    assert number(database, "joined") == 33
    assert not statistics.compare(database, programme, ZONE)


def test_who_is_killed_while_counting_has_changed_nothing(
    database: Database, cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    count(database, programme)
    do(database, lambda db: finish(db, cast.ada, programme, programme.pages))
    with monkeypatch.context() as patched:
        patched.setattr(batch, "_write_tallies", kill)
        with pytest.raises(Killed):
            count(database, programme)

    assert number(database, "started") == 0
    assert waiting(database) > 0
    count(database, programme)
    assert number(database, "started") == 1
    assert not statistics.compare(database, programme, ZONE)
