"""The database and the clock, in order and really broken."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from learning import doctor
from learning.config import Settings
from learning.db import connect
from learning.db.migrate import HEAD
from learning.doctor import Where, database
from learning.doctor.finding import NotThere
from tests.cast import Cast, join
from tests.conftest import StoppedClock
from tests.databases import Databases


@pytest.mark.parametrize(("edition", "state"), [("0001", "look"), ("9999", "mend"), (HEAD, "fine")])
def test_a_database_of_another_edition_is_said(
    where: Where, db: Session, edition: str, state: str
) -> None:
    db.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": edition})
    other = replace(where, edition=doctor.edition_of(db))

    assert database.database(other).state == state
    if state != "fine":
        with pytest.raises(NotThere):
            database.time_of_day(other)
    db.rollback()


def test_a_clock_that_was_ahead_or_is_behind_is_said(
    where: Where, db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    assert database.time_of_day(where).state == "fine"

    stopped.move(days=3)
    join(db, "Gus")
    db.commit()
    stopped.move(days=-3)
    found = database.time_of_day(where)

    assert (found.state, "3 days from now" in found.sentence) == ("mend", True)


def test_a_clock_that_differs_from_the_database_s_is_said(
    where: Where, db: Session, stopped: StoppedClock
) -> None:
    has_clock = db.get_bind().dialect.name == "postgresql"

    stopped.move(hours=2)
    found = database.time_of_day(where)

    assert found.state == ("mend" if has_clock else "fine")
    assert ("differ by 2 hours" in found.sentence) == has_clock


def test_a_damaged_file_is_found_by_reading_all_of_it(
    where: Where, databases: Databases, db: Session
) -> None:
    assert database.integrity(where).state == "fine"

    url = databases.sqlite_url()
    path = Path(url.removeprefix("sqlite:///"))
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 4096 * 8 + whole[8192 + 4096 * 8 :])
    damaged = connect(url)
    with damaged.reading() as broken:
        found = database.integrity(replace(where, db=broken))
    damaged.close()

    assert (found.state, "$ learning restore" in found.remedy) == ("mend", True)


def test_an_empty_database_and_none_are_no_fault(
    where: Where, tmp_path: Path, in_order: Settings
) -> None:
    with doctor.opened(replace(where, db=None, edition=None)) as missing:
        found = database.database(missing)
        assert (found.state, "is not there" in found.sentence) == ("look", True)

    (in_order.data / "learning.db").touch()
    with doctor.opened(replace(where, db=None, edition=None)) as empty:
        assert database.database(empty).sentence == "It is empty."
