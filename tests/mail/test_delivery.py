"""Mails go once, whatever servers and workers do meanwhile."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from learning import clock, mail
from learning.db import Database
from learning.mail import BACK_OFF, LEASE, PostOffice
from tests.conftest import StoppedClock
from tests.mail.conftest import HEAD, Post, rows
from tests.mail.receiver import Receiver, receiving

ROOT = Path(__file__).parents[2]


def in_flight(office: PostOffice, receiver: Receiver) -> Thread:
    """Let a worker begin to send, and leave it waiting for the server."""
    receiver.goes_on.clear()
    sending = Thread(target=office.send_due)
    sending.start()
    assert receiver.asked.wait(10)
    return sending


def test_several_workers_send_each_mail_once(
    post: Post, office: PostOffice, receiver: Receiver
) -> None:
    for number in range(40):
        post(subject=f"Number {number}")
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: office.send_due(), range(4)))

    assert sum(counts) == 40
    assert sorted(m["Subject"] for m in receiver.mails) == sorted(
        f"Number {number}" for number in range(40)
    )


def test_nobody_waits_for_the_mail_server(
    post: Post, office: PostOffice, receiver: Receiver, database: Database
) -> None:
    post()
    sending = in_flight(office, receiver)
    post(subject="Written meanwhile")  # takes the writers’ turn and a row of the same table
    assert [row.sent_at for row in rows(database)] == [None, None]
    receiver.goes_on.set()
    sending.join()

    assert sorted(m["Subject"] for m in receiver.mails) == ["Tuesday", "Written meanwhile"]


def test_a_mail_in_flight_is_left_alone_until_its_lease_is_over(
    post: Post, office: PostOffice, receiver: Receiver, stopped: StoppedClock
) -> None:
    post()
    sending = in_flight(office, receiver)
    stopped.now += LEASE
    stopped.move(microseconds=-1)
    assert office.send_due() == 0
    receiver.goes_on.set()
    sending.join()
    stopped.move(microseconds=1)

    assert office.send_due() == 0, "it went after all"
    assert len(receiver.mails) == 1


def test_a_worker_killed_while_it_sends_loses_no_mail(
    post: Post, office: PostOffice, receiver: Receiver, database: Database, stopped: StoppedClock
) -> None:
    stopped.now = datetime.now(UTC)  # the other process has the real clock
    post()
    receiver.goes_on.clear()
    receiver.to_text = "451 killed before it could be told"
    worker = subprocess.Popen(
        [sys.executable, "-m", "learning", "worker"], cwd=ROOT, start_new_session=True,
        env={
            "PATH": os.environ["PATH"],
            "LEARNING_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "LEARNING_SECRET_KEY": "a key", "LEARNING_SMTP_URL": receiver.url,
            "LEARNING_MAIL_FROM": "learn@example.org",
        },
    )  # fmt: skip
    assert receiver.asked.wait(20)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    receiver.goes_on.set()
    receiver.to_text = "250 OK"

    assert office.send_due() == 0, "others leave it alone for the length of the lease"
    stopped.now += LEASE
    stopped.move(seconds=20)
    assert (office.send_due(), office.send_due()) == (1, 0)
    assert [m["Subject"] for m in receiver.mails] == ["Tuesday"]


def test_a_mail_that_kills_every_worker_is_given_up(
    post: Post, office: PostOffice, database: Database, stopped: StoppedClock
) -> None:
    post()
    for _ in range(len(BACK_OFF) + 1):
        with database.writing.begin() as db:
            assert mail.deliver._take(db)  # and then the worker is dead
        stopped.now += LEASE

    assert office.send_due() == 0
    office.tidy()
    assert "again and again" in (rows(database)[0].last_error or "")


def test_a_server_that_is_away_is_asked_again_later_and_later(
    post: Post, database: Database, stopped: StoppedClock
) -> None:
    receiver = Receiver()
    office = PostOffice(database, mail.smtp_at(receiver.url), HEAD)
    post()
    assert office.send_due() == 0
    for number, wait in enumerate(BACK_OFF[:3], start=1):
        assert "cannot be reached" in (rows(database)[0].last_error or "")
        stopped.now += wait
        stopped.move(microseconds=-1)
        office.send_due()
        assert rows(database)[0].tries == number, "not a moment before its time"
        stopped.move(microseconds=1)
        office.send_due()
        assert rows(database)[0].tries == number + 1

    stopped.now += BACK_OFF[3]
    with receiving(receiver):
        assert office.send_due() == 1
    (row,) = rows(database)
    assert (row.sent_at, row.failed_at, row.last_error) == (clock.now(), None, None)


def test_after_the_last_try_a_mail_is_given_up(
    post: Post, office: PostOffice, receiver: Receiver, database: Database, stopped: StoppedClock
) -> None:
    receiver.to_text = "451 Try again later"
    post()
    for wait in BACK_OFF:
        office.send_due()
        assert rows(database)[0].due_at == clock.now() + wait
        stopped.now += wait
    office.send_due()

    (row,) = rows(database)
    assert (row.tries, row.failed_at) == (6, clock.now())
    assert row.last_error == "451 Try again later"
    stopped.move(days=20)
    assert office.send_due() == 0


@pytest.mark.parametrize("step", ["to_recipient", "to_text"])
def test_a_mail_that_the_server_will_never_take_fails_at_once(
    post: Post, office: PostOffice, receiver: Receiver, database: Database, step: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    setattr(receiver, step, "550 5.1.1 No such user here")
    post()
    office.send_due()

    (row,) = rows(database)
    assert (row.tries, row.failed_at) == (1, clock.now())
    assert row.last_error == "550 5.1.1 No such user here"
    assert "is given up: 550" in caplog.text
    assert not [word for word in ("ada@", "Tuesday", "at two") if word in caplog.text]


def test_one_mail_in_trouble_does_not_hold_up_the_others(
    post: Post, office: PostOffice, receiver: Receiver
) -> None:
    post()
    post()
    receiver.to_recipient = "450 Not now"
    assert office.send_due() == 0
    receiver.to_recipient = "250 OK"
    post(subject="New")

    assert office.send_due() == 1


def test_nothing_is_asked_of_the_database_but_one_read_when_nothing_is_due(
    office: PostOffice, queries: list[str]
) -> None:
    office.send_due()

    asked = [q for q in queries if "BEGIN" not in q]
    assert [q.split()[0] for q in asked] == ["SELECT"]


def test_one_round_has_an_end(post: Post, office: PostOffice) -> None:
    for _ in range(23):
        post()

    assert (office.send_due(), office.send_due()) == (20, 3)
