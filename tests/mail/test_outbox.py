"""Writing a mail: in its transaction, once for a key, to one address, nothing smuggled in."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import clock, mail
from learning.db import Database
from learning.mail import MOST_AT_ONCE, Attachment, CannotSend, Kind, PostOffice
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.mail.conftest import Post, rows
from tests.mail.receiver import Receiver

LETTER: dict[str, Any] = {"subject": "Tuesday", "body": "At two.", "kind": Kind.SESSION}


def test_a_mail_goes_once_its_transaction_has_committed(
    database: Database, office: PostOffice, receiver: Receiver
) -> None:
    with database.writing() as db:
        mail.send(db, to="ada@example.org", **LETTER)
        db.commit()

    assert (office.send_due(), office.send_due()) == (1, 0)
    assert receiver.mails[0]["To"] == "ada@example.org"


def test_what_is_rolled_back_is_not_sent(
    database: Database, office: PostOffice, receiver: Receiver
) -> None:
    with database.writing() as db:
        mail.send(db, to="ada@example.org", **LETTER)
        db.rollback()

    assert office.send_due() == 0
    assert receiver.mails == []


def test_the_same_key_again_changes_nothing(
    post: Post, office: PostOffice, receiver: Receiver
) -> None:
    post(key="invitation-7-0-ada")
    post(key="invitation-7-0-ada", subject="Another")
    assert office.send_due() == 1
    post(key="invitation-7-0-ada", subject="Another")

    assert office.send_due() == 0
    assert [m["Subject"] for m in receiver.mails] == ["Tuesday"]


def test_mails_without_a_key_are_each_their_own(post: Post, office: PostOffice) -> None:
    post()
    post()

    assert office.send_due() == 2


def test_a_mail_waits_for_its_day(post: Post, office: PostOffice, stopped: StoppedClock) -> None:
    post(due_at=clock.now() + timedelta(hours=20))
    assert office.send_due() == 0

    stopped.move(hours=20)
    assert office.send_due() == 1


def test_a_mail_that_comes_too_late_to_be_of_use_is_given_up(
    post: Post, office: PostOffice, database: Database, stopped: StoppedClock
) -> None:
    post(until=clock.now() + timedelta(hours=1))
    stopped.move(hours=1)
    assert office.send_due() == 0

    office.tidy()
    (row,) = rows(database)
    assert (row.failed_at, "of no use" in (row.last_error or "")) == (clock.now(), True)


def test_what_is_not_sent_yet_can_be_taken_back(
    post: Post, office: PostOffice, db: Session
) -> None:
    post(key="reminder-1")
    post(key="reminder-2")
    for _ in range(2):
        mail.take_back(db, ["reminder-1", "unknown"])
        db.commit()

    assert office.send_due() == 1


@pytest.mark.parametrize(
    "to",
    [
        "", "nobody", "ada@example.org, ben@example.org", "ada@example.org;ben@example.org",
        "ada@example.org\nBcc: ben@example.org", "ada@example.org\r\n", "Ada <ada@example.org>",
        "ada@example.org\u2028", "a" * 250 + "@example.org", "\nada@example.org",
    ],
)  # fmt: skip
def test_a_mail_has_exactly_one_address(db: Session, to: str) -> None:
    with pytest.raises(CannotSend, match="not an address"):
        mail.send(db, to=to, **LETTER)


@pytest.mark.parametrize(
    "subject", ["", "  ", "Tuesday\nBcc: ben@example.org", "Tue\rsday", "Tue\x00", "Tue\u2028sday"]
)
def test_a_subject_is_one_line(db: Session, subject: str) -> None:
    with pytest.raises(CannotSend, match="one line"):
        mail.send(db, to="ada@example.org", **(LETTER | {"subject": subject}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": "x" * 200_001}, "too long"),
        ({"attachments": [Attachment("a.ics", "text/calendar", "x" * 200_001)]}, "too long"),
        ({"attachments": [Attachment("a\n.ics", "text/calendar", "")]}, "one line"),
        ({"attachments": [Attachment("a", "text/calendar\nBcc: ben@b.org", "")]}, "Only texts"),
        ({"attachments": [Attachment("a.exe", "application/x-msdownload", "")]}, "Only texts"),
        ({"attachments": [Attachment("a", "text/plain", "")] * 6}, "at most 5"),
    ],
)
def test_what_cannot_travel_is_refused(db: Session, change: dict[str, Any], said: str) -> None:
    with pytest.raises(CannotSend, match=said):
        mail.send(db, to="ada@example.org", **(LETTER | change))


def test_nobody_writes_to_hundreds_at_once(database: Database) -> None:
    with database.writing() as db:
        for number in range(MOST_AT_ONCE):
            mail.send(db, to=f"learner.{number}@example.org", **LETTER)
        with pytest.raises(CannotSend, match="At most 200"):
            mail.send(db, to="ada@example.org", **LETTER)
        db.rollback()
        mail.send(db, to="ada@example.org", **LETTER)  # another transaction counts anew
        db.commit()

    assert len(rows(database)) == 1


def test_a_deleted_person_gets_no_mail(
    database: Database, cast: Cast, post: Post, office: PostOffice
) -> None:
    from sqlalchemy import delete

    from learning.accounts import User

    post(to=cast.ada.email, user_id=cast.ada.id)
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == cast.ada.id))

    assert office.send_due() == 0
