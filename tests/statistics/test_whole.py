"""Whatever happens, in whatever order: the tallies are what the raw rows say."""

from datetime import date
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from learning import clock
from learning.db import Database
from learning.statistics import compare, count_waiting, recount_all
from tests.conftest import StoppedClock
from tests.statistics.history import History
from tests.statistics.reference import kept_tallies, true_tallies

ZONE = "Europe/London"


def today() -> date:
    return clock.now().astimezone(ZoneInfo(ZONE)).date()


def agree(history: History) -> None:
    with history.database.reading() as db:
        assert kept_tallies(db) == true_tallies(db, history.programme, ZONE, today())
    assert not compare(history.database, history.programme, ZONE)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_the_tallies_are_what_the_rows_say(
    seed: int, database: Database, stopped: StoppedClock, tmp_path: Path
) -> None:
    history = History(database, Random(seed), stopped, tmp_path)  # noqa: S311 (luck, no secret)
    with database.writing.begin() as db:
        for _ in range(5):
            history.joins(db)

    for _ in range(12):
        history.go_on(12)
        count_waiting(database, history.programme, ZONE, size=4)

        agree(history)
    recount_all(database, history.programme, ZONE)
    agree(history)
