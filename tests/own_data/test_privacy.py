"""End to end: of an account that is deleted nothing is left, in no table, file or log."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import insert

from learning import clock, mail, organisations
from learning.accounts import Person
from learning.cli.worker import _write_due
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.mail import Kind
from learning.own_data import SharedNotes, Wish
from tests.cast import Cast, join
from tests.conftest import StoppedClock
from tests.own_data.going import ask, holding, run
from tests.own_data.marked import EMAIL, NAME, heron


def files_of(database: Database, settings: Settings) -> list[Path]:
    """Return the files of the data folder, and those of SQLite with all that lie beside them."""
    found = [file for file in settings.data.rglob("*") if file.is_file()]
    if database.turn:
        path = Path(database.engine.url.database or "")
        beside = list(path.parent.glob(f"{path.name}*"))
        assert len(beside) > 1, "the log of writes lies beside it"
        found += beside
    return found


@pytest.mark.slow
def test_of_a_deleted_account_no_table_no_file_and_no_log_holds_anything(
    database: Database, person: Person, settings: Settings, stopped: StoppedClock,
    caplog: pytest.LogCaptureFixture, programme: Programme,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    before = holding(database, "heron", EMAIL)
    assert len(before) > 25, "she has left something everywhere"
    ask(database, person, Wish(keeps_certificate=False, shared_notes=SharedNotes.UNNAMED))

    stopped.move(days=7)
    given = settings.model_copy(update={"smtp_url": None})
    _write_due(database, given)
    _write_due(database, given)

    assert holding(database, "heron", EMAIL) == set()
    assert holding(database, "cormorant") == {
        "live_session.place", "line.text", "card.answers", "action.what", "repair.reason",
        "mail.subject", "mail.body", "mail.attachments",
    }, "what the team made together stays, and mails to the others"  # fmt: skip
    assert holding(database, "Ben heard rain") == {"entry.answers"}
    for file in files_of(database, settings):
        assert b"heron" not in file.read_bytes().lower(), file.name
    assert "heron" not in caplog.text.lower()


def test_an_admin_leaves_the_name_in_the_log_of_what_admins_did_and_nothing_else(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        admin = heron(db, cast, programme, stopped)
    ask(database, admin, Wish(keeps_certificate=False, shared_notes=SharedNotes.REMOVED))
    stopped.move(days=7)
    run(database, sends_mail=False)
    organisations.forget_unused(database)

    assert holding(database, NAME) == {"audit_entry.actor"}
    assert holding(database, EMAIL) == set()


def test_what_an_owner_of_an_unconfirmed_address_wants_stays(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    """Whoever signs up with another’s address and goes again undoes no wish of its owner."""
    early = {"address": "late@example.org", "kind": Kind.SESSION, "since": clock.now()}
    with database.writing.begin() as db:
        db.execute(insert(mail.OptOut).values(early))
    stopped.move(days=1)
    with database.writing.begin() as db:
        late = join(db, "Late")
        mail.stop(db, late.email, Kind.REMINDER)
    ask(database, late)
    stopped.move(days=7)
    run(database)

    with database.reading() as db:
        assert mail.stopped_by(db, late.email) == {Kind.SESSION}
