"""How the outbox stands, and what is forgotten."""

from sqlalchemy import text

from learning import clock, mail
from learning.db import Database
from learning.mail import PostOffice
from tests.conftest import StoppedClock
from tests.mail.conftest import Post, rows
from tests.mail.receiver import Receiver


def test_the_words_of_old_mails_are_forgotten_and_their_keys_are_not(
    post: Post, office: PostOffice, database: Database, stopped: StoppedClock
) -> None:
    post(key="record-1")
    office.send_due()
    stopped.move(days=30)
    office.tidy()
    assert rows(database)[0].body == "We meet at two."
    stopped.move(seconds=1)
    for _ in range(2):
        office.tidy()

    (row,) = rows(database)
    assert (row.to_address, row.subject, row.body, row.attachments) == ("", "", "", [])
    post(key="record-1")
    assert office.send_due() == 0


def test_the_queue_says_how_it_stands(
    post: Post, office: PostOffice, receiver: Receiver, database: Database,
    stopped: StoppedClock, queries: list[str],
) -> None:  # fmt: skip
    with database.reading() as db:
        assert mail.queue_of(db) == mail.Queue(0, 0, 0, 0, 0, None)
    post()
    office.send_due()
    receiver.to_text = "550 No"
    post()
    office.send_due()
    receiver.to_text = "451 Not now"
    post()
    office.send_due()
    post(due_at=clock.now().replace(hour=23))
    stopped.move(hours=1)
    queries.clear()
    with database.reading() as db:
        queue = mail.queue_of(db)

    since = clock.now().replace(hour=12, minute=1)
    assert queue == mail.Queue(later=1, due=1, retrying=1, sent=1, failed=1, due_since=since)
    assert len([q for q in queries if q.startswith("SELECT")]) == 1
    stopped.move(days=8)
    with database.reading() as db:
        queue = mail.queue_of(db)
    assert (queue.sent, queue.failed, queue.due) == (0, 0, 2)


def test_due_mails_are_found_by_an_index(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        return  # PostgreSQL reads a table this small from end to end, and is right to
    due = "SELECT id FROM mail WHERE sent_at IS NULL AND failed_at IS NULL AND due_at < '2026'"
    with database.reading() as db:
        plan = db.execute(text("EXPLAIN QUERY PLAN " + due)).all()

    assert "ix_mail_waiting" in str(plan)


def test_what_opens_an_account_is_forgotten_as_soon_as_it_went_or_never_will(
    post: Post, office: PostOffice, database: Database, stopped: StoppedClock
) -> None:
    post(once=True, until=stopped.now)
    post(once=True)
    post()
    assert [row.body != "" for row in rows(database)] == [True] * 3, "there to be sent"
    office.send_due()
    office.tidy()

    late, sent, usual = rows(database)
    assert (late.body, sent.body, usual.body) == ("", "", "We meet at two.")
    assert (late.failed_at, sent.sent_at) == (stopped.now, stopped.now)
