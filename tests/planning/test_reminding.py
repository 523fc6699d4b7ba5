"""The worker writes reminders, and nothing that goes wrong there keeps other mails back."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from learning.cli.worker import office_of
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.mail import Kind, Mail
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.planning.planning import planned


@pytest.fixture
def tomorrow(database: Database, cast: Cast, programme: Programme, stopped: StoppedClock) -> None:
    """It is the day before a session of Ada and Ben."""
    with database.writing.begin() as db:
        planned(db, cast, programme)
    stopped.now = datetime(2027, 3, 25, 15, tzinfo=UTC)


def reminders(database: Database) -> list[Mail]:
    with database.reading() as db:
        return list(db.scalars(select(Mail).where(Mail.kind == Kind.REMINDER)))


@pytest.mark.usefixtures("tomorrow")
def test_the_worker_reminds_with_todays_programme(database: Database, settings: Settings) -> None:
    known = settings.model_copy(update={"base_url": "https://learn.example.org/"})
    office = office_of(database, known.prepare())
    office.write()
    office.write()

    found = reminders(database)
    assert len(found) == 2
    assert "https://learn.example.org/sessions/1" in found[0].body
    assert "When did you last stop listening?" in found[0].body


@pytest.mark.usefixtures("tomorrow")
def test_a_programme_with_mistakes_keeps_no_other_mail_back(
    database: Database, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = settings.model_copy(update={"content": tmp_path / "nothing"})
    office_of(database, broken.prepare()).write()

    assert "could not write the mails whose day has come" in caplog.text
    assert reminders(database) == []
    office_of(database, settings.prepare()).write()
    assert len(reminders(database)) == 2


@pytest.mark.usefixtures("tomorrow")
def test_the_loop_writes_what_is_due(database: Database, settings: Settings) -> None:
    stop, office = Event(), office_of(database, settings.prepare())

    def write_once() -> None:
        office.write_due()
        stop.set()

    replace(office, write_due=write_once).work(stop)
    assert len(reminders(database)) == 2
