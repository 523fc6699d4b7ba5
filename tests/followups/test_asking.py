"""The mails: one after three months, one after six, one reminder each, and no word of anybody’s."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from sqlalchemy import delete, select

from learning import followups
from learning.cli.worker import office_of
from learning.config import Settings
from learning.db import Database
from learning.followups import Given, Moment, read_link
from learning.mail import Kind, letterhead_of, whole_text
from learning.mail.message import Letter, compose
from learning.mail.tables import Mail
from learning.recount import Recount
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.followups.asked import ANSWERS, BASE, SECRET, agree, ask, asked, mails, plan


def message(mail: Mail) -> Letter:
    return Letter(mail.id, mail.kind, mail.to_address, mail.subject, mail.body, [], mail.created_at)


def test_it_comes_once_with_two_workers_and_one_reminder_a_fortnight_later(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    agree(database, cast.ada)
    told = []
    for days in (91, 1, 13, 1, 1, 77, 13, 1, 300):
        stopped.move(days=days)
        with ThreadPoolExecutor(2) as pool:
            told.append(sum(pool.map(lambda _: ask(database), range(3))))
    assert told == [0, 1, 0, 1, 0, 1, 0, 1, 0]
    subjects = [mail.subject for mail in mails(database)]
    first = "What became of what you meant to do?"
    again = "Once more: what became of what you meant to do?"
    assert subjects == [first, again, first, again]
    assert "Three months ago" in mails(database)[0].body
    assert "This is the only reminder." in mails(database)[1].body
    assert "Six months ago" in mails(database)[2].body


def test_the_mail_leads_to_the_page_can_be_stopped_and_holds_no_word_of_the_plan(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        plan(db, cast.ada, row1={"will": "count the copper herons", "date": "2026-04-01"})
    link = asked(database, cast.ada, stopped)
    (mail,) = mails(database)
    assert (mail.kind, mail.to_address) == (Kind.FOLLOW_UP, "ada@example.org")
    assert mail.body.startswith("Hello Ada,\n\n")
    (address,) = (line for line in mail.body.splitlines() if line.startswith(BASE))
    assert read_link(SECRET, address.removeprefix(f"{BASE}/practice/")) == link
    assert f"works until {link.ends_at.day} {link.ends_at:%B %Y}" in mail.body
    assert mail.expires_at == link.ends_at

    head = letterhead_of("learn@example.org", base_url=BASE, secret=SECRET)
    sent = compose(message(mail), head)
    text = whole_text(message(mail), head)
    assert "because you agreed to be asked after three and six months." in text
    assert f"No more mails like this: {BASE}/mail/unsubscribe/" in text
    assert f"<{BASE}/mail/unsubscribe/" in str(sent["List-Unsubscribe"])
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "heron" not in text + str(sent)


def test_without_a_public_address_it_says_in_words_where_to_go(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    agree(database, cast.ada)
    stopped.move(days=92)
    assert followups.ask_due(database, "", SECRET) == 1
    (mail,) = mails(database)
    assert "Sign in and open “What changed in practice” from your home page." in mail.body
    assert "link" not in mail.body


def test_who_has_answered_is_not_reminded_even_if_the_reminder_waits(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    asked(database, cast.ada, stopped)
    stopped.move(days=14)
    assert ask(database) == 1
    with database.writing.begin() as db:
        followups.answer(db, cast.ada, Moment.THREE, Given(answers=ANSWERS), seen=0)
    assert mails(database) == []
    with database.writing.begin() as db:
        followups.remove_answers(db, cast.ada, Moment.THREE)
    stopped.move(days=30)
    assert ask(database) == 0


def test_a_question_that_could_not_be_asked_for_two_months_is_not_asked_late(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.now = datetime(2026, 1, 10, 9, tzinfo=UTC)
    agree(database, cast.ada)
    stopped.now = datetime(2026, 7, 10, 9, tzinfo=UTC)
    assert ask(database) == 1
    (mail,) = mails(database)
    assert "Six months ago" in mail.body
    assert ask(database) == 0


def test_nothing_due_takes_nobodys_turn(database: Database, cast: Cast, queries: list[str]) -> None:
    agree(database, cast.ada)
    queries.clear()
    assert ask(database) == 0
    assert len(queries) == 1


@pytest.mark.parametrize("sends", [True, False])
def test_the_worker_asks_only_where_mails_can_go(
    database: Database, cast: Cast, settings: Settings, stopped: StoppedClock, sends: bool
) -> None:
    agree(database, cast.ada)
    stopped.move(days=92)
    given = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "a@b.org", "base_url": f"{BASE}/"}
    known = Settings(**(settings.model_dump() | (given if sends else {})))
    for _ in range(2):
        office_of(database, known.prepare()).write()
    assert len(mails(database)) == sends
    if sends:
        assert f"\n{BASE}/practice/" in mails(database)[0].body


def test_when_it_was_sent_is_kept_to_the_second_that_its_link_names(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.now += timedelta(microseconds=123_456)
    link = asked(database, cast.ada, stopped)
    assert link.sent_at.microsecond == 0
    assert read_link(SECRET, followups.link_token(SECRET, link)) == link


def test_whoever_was_asked_is_counted_again(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    agree(database, cast.ada)
    with database.writing.begin() as db:
        db.execute(delete(Recount))
    stopped.move(days=92)
    ask(database)
    with database.reading() as db:
        assert list(db.scalars(select(Recount.user_id))) == [cast.ada.id]


def test_who_withdraws_while_they_are_being_asked_gets_no_mail(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    """On PostgreSQL the worker is in the midst of it; neither waits for the other for ever."""
    agree(database, cast.ada)
    stopped.move(days=92)
    with ThreadPoolExecutor(1) as pool:
        with database.writing.begin() as db:
            followups.answer(db, cast.ada, Moment.END, Given(answers=ANSWERS), seen=0)
            asking = pool.submit(ask, database)
            sleep(0.3)  # the worker comes as far as it can meanwhile
            followups.withdraw(db, cast.ada)
        asking.result()
    assert mails(database) == []
