"""The log: written with the act, never changed, read by page and by filter."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from learning import audit, clock
from learning.accounts import User
from learning.audit import Act, AuditEntry, Chosen
from learning.db import Database
from tests.cast import Cast
from tests.conftest import StoppedClock


def test_an_entry_says_who_when_what_about_whom_and_why(db: Session, cast: Cast) -> None:
    audit.note(db, cast.dana, Act.CORRECT_NAME, about_id=cast.ada.id, reason=" She\nasked. ")
    audit.note(db, None, Act.WITHDRAW_CERTIFICATE, about="certificate ABCD")

    latest, first = audit.log_of(db, Chosen()).entries
    assert (first.actor, first.at, first.words) == ("Dana", clock.now(), "Corrected a name")
    assert (first.about_id, first.about_name, first.reason) == (cast.ada.id, "Ada", "She asked.")
    assert (latest.actor, latest.about_id, latest.about_name) == ("The command line", None, None)
    assert latest.about == "certificate ABCD"


@pytest.mark.parametrize(
    "change", [update(AuditEntry).values(reason="Nothing"), delete(AuditEntry)], ids=str
)
def test_nobody_changes_what_is_written(database: Database, cast: Cast, change: Executable) -> None:
    with database.writing.begin() as db:
        audit.note(db, cast.dana, Act.READ_QUOTES)
    with pytest.raises(DBAPIError), database.writing.begin() as db:
        db.execute(change)
    with database.reading() as db:
        assert audit.log_of(db, Chosen()).total == 1


def test_what_is_undone_was_not_done(database: Database, cast: Cast) -> None:
    with database.writing() as db:
        audit.note(db, cast.dana, Act.READ_QUOTES)
        db.rollback()
    with database.reading() as db:
        assert audit.began_at(db) is None


def test_an_entry_outlives_the_account_and_has_no_name_of_it(db: Session, cast: Cast) -> None:
    audit.note(db, cast.dana, Act.END_SIGN_INS, about_id=cast.ada.id, reason="A lost phone")
    db.execute(text('DELETE FROM "user" WHERE id = :id'), {"id": cast.ada.id})

    (entry,) = audit.log_of(db, Chosen()).entries
    assert (entry.about_id, entry.about_name) == (cast.ada.id, None)
    assert "Ada" not in str(db.execute(text("SELECT * FROM audit_entry")).all())


def test_who_takes_another_name_is_known_by_number(db: Session, cast: Cast) -> None:
    audit.note(db, replace(cast.dana, name="The command line"), Act.READ_QUOTES)
    audit.note(db, None, Act.READ_QUOTES)

    latest, first = audit.log_of(db, Chosen()).entries
    assert latest.actor == first.actor
    assert (latest.actor_id, first.actor_id) == (None, cast.dana.id)


def test_what_was_done_to_an_account_is_not_said_of_the_next_of_its_number(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    """SQLite gives the number of the last account again once that is deleted."""
    audit.open_page(db, cast.dana, Act.OPEN_PERSON, about_id=cast.ada.id, reason="She wrote")
    stopped.move(hours=1)
    db.execute(update(User).where(User.id == cast.ada.id).values(joined_at=clock.now()))

    (entry,) = audit.log_of(db, Chosen()).entries
    assert (entry.about_id, entry.about_name) == (cast.ada.id, None)
    assert not audit.is_open(db, cast.dana, Act.OPEN_PERSON, about_id=cast.ada.id)


def test_acts_months_people_and_pages_can_be_chosen(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for number in range(audit.ON_A_PAGE + 1):
        audit.note(db, cast.dana, Act.FIND_PEOPLE, about=str(number))
    then = clock.now()
    stopped.move(days=30)
    audit.note(db, cast.dana, Act.READ_QUOTES)
    audit.note(db, cast.dana, Act.OPEN_PERSON, about_id=cast.ben.id)

    first, second = (audit.log_of(db, Chosen(act=Act.FIND_PEOPLE), page) for page in (1, 2))
    assert (first.total, first.pages, len(first.entries)) == (51, 2, 50)
    assert [entry.about for entry in second.entries] == ["0"], "the latest come first"
    assert audit.log_of(db, Chosen(act=Act.FIND_PEOPLE), 99) == second
    assert audit.log_of(db, Chosen(since=then + timedelta(days=1))).total == 2
    assert audit.log_of(db, Chosen(before=then + timedelta(days=1))).total == 51
    assert audit.log_of(db, Chosen(about_id=cast.ben.id)).total == 1
    assert audit.log_of(db, Chosen(about_id=cast.ada.id)).entries == ()
    assert len(list(audit.entries_of(db, Chosen()))) == 53
    assert audit.began_at(db) == then


def test_a_page_that_was_opened_is_open_to_that_admin_for_a_working_day(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    ada = cast.ada.id
    for _ in range(2):
        audit.open_page(db, cast.dana, Act.OPEN_PERSON, about_id=ada, reason="She wrote")
    assert audit.log_of(db, Chosen()).total == 1, "once more changes nothing"
    assert audit.is_open(db, cast.dana, Act.OPEN_PERSON, about_id=ada)
    assert not audit.is_open(db, cast.ben, Act.OPEN_PERSON, about_id=ada)
    assert not audit.is_open(db, cast.dana, Act.OPEN_PERSON, about_id=cast.ben.id)
    assert not audit.is_open(db, cast.dana, Act.OPEN_PERSON)
    assert not audit.is_open(db, cast.dana, Act.READ_QUOTES, about_id=ada)
    stopped.move(hours=12)
    assert not audit.is_open(db, cast.dana, Act.OPEN_PERSON, about_id=ada)


def test_every_act_has_its_words() -> None:
    assert set(Act) == set(audit.WORDS)
    assert len(set(audit.WORDS.values())) == len(Act)


def test_an_act_of_an_earlier_edition_is_shown_by_its_name(db: Session, cast: Cast) -> None:
    audit.note(db, cast.dana, "paint-the-door")  # type: ignore[arg-type]
    assert audit.log_of(db, Chosen()).entries[0].words == "paint-the-door"
