"""Complaints are read by who has opened them, answered by who is sure to be it, and heard of."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from learning.accounts import User
from learning.audit import Act, AuditEntry
from learning.db import Database
from learning.mail import Mail
from tests.cast import PASSWORD, Cast
from tests.complaints.test_complaints import SAID, answer, opened, rows, sent
from tests.conftest import Browse, StoppedClock

WORDS = "The heron is put right."


@pytest.fixture
def number(browse: Browse, database: Database) -> str:
    """A complaint of a guest."""
    sent(browse())
    return rows(database)[0].number


def noted(database: Database) -> list[tuple[str, str]]:
    with database.reading() as db:
        entries = db.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.act, entry.about) for entry in entries]


def test_a_complaint_is_opened_before_it_is_read_and_that_is_written_down_once(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock, number: str
) -> None:
    dana = browse(cast.dana)
    path = f"/admin/complaints/{number}"
    closed = dana.get(path)
    for typed in SAID.values():
        assert typed not in closed.html
    assert noted(database) == []
    for _ in range(2):
        opened(dana, number)

    assert SAID["text"] in dana.get(path).html
    assert noted(database) == [(Act.OPEN_COMPLAINT, number)]
    stopped.move(hours=12)
    assert SAID["text"] not in browse(cast.dana).get(path).html


def test_one_opened_complaint_opens_no_other_and_only_admins_open_any(
    browse: Browse, cast: Cast, database: Database, number: str
) -> None:
    sent(browse(), text="Another heron.")
    dana = browse(cast.dana)
    opened(dana, number)
    other = rows(database)[1].number

    assert "Another heron." not in dana.get(f"/admin/complaints/{other}").html
    answer(dana, other, outcome=WORDS)
    assert rows(database)[1].outcome == "", "nobody answers what they have not read"
    opened(browse(cast.ada), other, expect=403)
    opened(dana, "C26-BBBBBB", expect=404)


def test_answering_takes_a_fresh_proof_and_loses_no_word(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock, number: str
) -> None:
    dana = browse(cast.dana)
    opened(dana, number)
    assert "a fresh proof" not in dana.get(f"/admin/complaints/{number}").html
    stopped.move(minutes=16)
    page = answer(dana, number, outcome=WORDS, expect=422)

    assert WORDS in page.html
    assert "Show once more that it is you" in page.text("main")
    assert rows(database)[0].outcome == ""
    dana.post("/account/proof", {"password": PASSWORD})
    answer(dana, number, outcome=WORDS)
    assert rows(database)[0].outcome == WORDS


def test_admins_are_told_once_an_hour_without_a_word_of_it_and_the_last_is_not_lost(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    def told() -> list[Mail]:
        with database.reading() as db:
            here = Mail.key.startswith("complaint-here/")
            return list(db.scalars(select(Mail).where(here).order_by(Mail.id)))

    sent(browse())
    assert told() == [], "Dana’s address is not confirmed"
    with database.writing.begin() as db:
        db.execute(update(User).values(confirmed_at=stopped.now))
    sent(browse(), text="Two")
    (first,) = told()
    assert (first.to_address, first.user_id) == (cast.dana.email, cast.dana.id)
    for typed in ("Two", *SAID.values()):
        assert typed not in f"{first.subject}{first.body}"
    with database.writing.begin() as db:
        db.execute(update(Mail).values(sent_at=stopped.now))
    began = stopped.now
    for minutes in (10, 20):
        stopped.move(minutes=10)
        sent(browse(), text=f"After {minutes} minutes", email=f"rosa{minutes}@example.org")

    assert [mail.due_at for mail in told()] == [began, began + timedelta(hours=1)]


def test_the_next_holder_of_an_address_reads_nothing_of_the_former(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada, cleo = browse(cast.ada), browse(cast.cleo)
    sent(ada, email="ada@example.org")
    with database.writing.begin() as db:
        db.execute(update(User).where(User.id == cast.ada.id).values(email="ada@new.example"))
        holder = update(User).where(User.id == cast.cleo.id)
        db.execute(holder.values(email="ada@example.org", confirmed_at=cast.cleo.joined_at))
    (complaint,) = rows(database)

    assert complaint.number not in cleo.get("/account/data").html
    assert complaint.number in ada.get("/account/data").html
