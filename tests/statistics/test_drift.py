"""What is kept is compared with the raw rows, and made again from them."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning import cli, statistics
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.progress import Completion
from learning.recount import Recount
from learning.statistics.tables import Counted, Counting, TallyRow
from tests.cast import Cast, finish
from tests.conftest import StoppedClock
from tests.statistics.counted import ZONE, count, do, number, waiting


@pytest.fixture
def counted(database: Database, cast: Cast, programme: Programme) -> Cast:
    """The cast, of which Ada has finished, as it was counted."""
    do(database, lambda db: finish(db, cast.ada, programme, programme.pages))
    count(database, programme)
    return cast


def spoil_a_tally(db: Session) -> None:
    row = db.scalars(
        select(TallyRow).where(TallyRow.family == "progress", TallyRow.kept == 2)
    ).one()
    row.counts = row.counts[:-4]


def lose_a_tally(db: Session) -> None:
    db.execute(delete(TallyRow).where(TallyRow.family == "month", TallyRow.kept == 0))


def spoil_a_person(db: Session) -> None:
    db.execute(update(Counted).values(active_until=None))


def lose_a_person(db: Session) -> None:
    db.execute(delete(Counted).where(Counted.user_id == 1))


def forget_to_mark(db: Session) -> None:
    db.execute(delete(Completion))


@pytest.mark.parametrize(
    ("spoil", "people", "tallies"),
    [
        (spoil_a_tally, 0, ("progress by sector",)),
        (lose_a_tally, 0, ("month of everybody",)),
        (spoil_a_person, 1, ()),
        (forget_to_mark, 1, ()),
    ],
)
def test_every_kind_of_drift_is_found_and_mended(
    spoil: Callable[[Session], None], people: int, tallies: tuple[str, ...],
    database: Database, counted: Cast, programme: Programme,
) -> None:  # fmt: skip
    assert not statistics.compare(database, programme, ZONE)
    do(database, spoil)

    drift = statistics.compare(database, programme, ZONE)

    assert drift
    assert (len(drift.people), drift.tallies) == (people, tallies)
    assert statistics.recount_all(database, programme, ZONE) == 4
    assert not statistics.compare(database, programme, ZONE)


def test_a_person_who_was_lost_is_missed(
    database: Database, counted: Cast, programme: Programme
) -> None:
    do(database, lose_a_person)

    drift = statistics.compare(database, programme, ZONE)

    assert drift.people == (1,)
    assert "progress by organisation and sector and nation and role and stage and cohort" in (
        drift.tallies
    )


def test_who_waits_to_be_counted_is_no_drift(
    database: Database, counted: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    do(database, lambda db: finish(db, counted.ben, programme, programme.pages))
    stopped.move(days=40)

    drift = statistics.compare(database, programme, ZONE)

    assert (bool(drift), drift.waiting) == (False, 2)  # Ben, and Ada, who is not active any more


def test_counting_everybody_keeps_how_numbers_are_rounded(
    database: Database, counted: Cast, programme: Programme
) -> None:
    with database.reading() as db:
        key = db.scalar(select(Counting.key))
    statistics.recount_all(database, programme, ZONE)

    with database.reading() as db:
        assert db.scalar(select(Counting.key)) == key
        assert len(key or b"") == 32


def test_the_worker_counts_what_is_due_and_reads_no_programme_for_nothing(
    database: Database, counted: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    def unread() -> Programme:
        raise AssertionError("nobody asked")

    assert statistics.count_due(database, unread, ZONE) == 0

    do(database, lambda db: db.add(Recount(user_id=counted.ben.id)))
    assert statistics.count_due(database, lambda: programme, ZONE) == 1
    assert waiting(database) == 0
    assert statistics.count_due(database, unread, ZONE) == 0

    stopped.move(hours=2)  # the programme may have changed
    assert statistics.count_due(database, lambda: programme, ZONE) == 0
    with database.reading() as db:
        assert statistics.counted_at(db) == stopped.now
    assert statistics.count_due(database, unread, ZONE) == 0


def test_a_limit_under_five_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEARNING_SMALL_GROUP", "4")

    assert cli.main(["settings"]) == 1
    assert (
        "Groups of fewer than 5 people are never shown. Give 5 or more" in capsys.readouterr().err
    )


def test_both_commands_say_what_they_found(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    database: Database, counted: Cast, programme: Programme,
) -> None:  # fmt: skip
    monkeypatch.setenv("LEARNING_DATA", str(settings.data))
    monkeypatch.setenv("LEARNING_CONTENT", str(settings.content))
    monkeypatch.setenv("LEARNING_SECRET_KEY", "a secret for this test")
    monkeypatch.setenv(
        "LEARNING_DATABASE_URL", database.engine.url.render_as_string(hide_password=False)
    )
    assert cli.main(["statistics", "compare"]) == 0
    assert "are what people have done" in capsys.readouterr().out

    do(database, spoil_a_tally)
    assert cli.main(["statistics", "compare"]) == 1
    assert "Not the sum of its people: progress by sector." in capsys.readouterr().err

    assert cli.main(["statistics", "recount"]) == 0
    assert "4 accounts are counted anew." in capsys.readouterr().out
    assert cli.main(["statistics", "compare"]) == 0
    assert number(database, "finished") == 1
