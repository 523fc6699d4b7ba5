"""The loop: `learning worker`, and the thread inside `learning serve`."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from sqlalchemy.orm import Session

from learning import mail
from learning.db import Database, connect, open_database
from learning.mail import PostOffice
from tests.conftest import StoppedClock
from tests.mail.conftest import HEAD, Post, rows
from tests.mail.receiver import Receiver
from tests.server import Server

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "programme"


def until(true: Callable[[], object]) -> bool:
    end = monotonic() + 20
    while not true() and monotonic() < end:
        sleep(0.02)
    return bool(true())


def worker(data: Path, *options: str, **settings: str) -> "subprocess.Popen[str]":
    given = {"PATH": os.environ["PATH"], "LEARNING_DATA": str(data)}
    given |= {f"LEARNING_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "learning", "worker", *options]
    return subprocess.Popen(
        command, cwd=ROOT, env=given, text=True, stderr=subprocess.PIPE, start_new_session=True
    )


@pytest.fixture
def written(tmp_path: Path, stopped: StoppedClock) -> Path:
    """A data folder with a mail in its outbox."""
    stopped.now = datetime.now(UTC)  # the other process has the real clock
    database = open_database(f"sqlite:///{tmp_path / 'learning.db'}")
    with database.writing.begin() as db:
        mail.send(db, to="ada@example.org", subject="Tuesday", body="Two", kind=mail.Kind.ACCOUNT)
    database.close()
    return tmp_path


def test_the_worker_sends_until_it_is_told_to_stop(written: Path, receiver: Receiver) -> None:
    settings = {"smtp_url": receiver.url, "mail_from": "learn@example.org"}
    working = worker(written, **settings)
    assert until(lambda: receiver.mails)
    working.send_signal(signal.SIGTERM)

    assert working.communicate(timeout=10)[1] == ""
    assert working.returncode == 0


def test_a_worker_that_is_told_to_stop_finishes_the_mail_in_hand(
    written: Path, receiver: Receiver
) -> None:
    receiver.goes_on.clear()
    working = worker(written, smtp_url=receiver.url, mail_from="learn@example.org")
    assert receiver.asked.wait(20)
    working.send_signal(signal.SIGTERM)
    receiver.goes_on.set()

    working.communicate(timeout=10)
    assert working.returncode == 0
    database = connect(f"sqlite:///{written / 'learning.db'}")
    assert rows(database)[0].sent_at
    database.close()


def test_once_sends_what_is_due_and_ends(written: Path, receiver: Receiver) -> None:
    working = worker(written, "--once", smtp_url=receiver.url, mail_from="learn@example.org")

    working.communicate(timeout=20)
    assert working.returncode == 0
    assert len(receiver.mails) == 1


def test_without_a_server_the_worker_says_so_and_nothing_fails(written: Path) -> None:
    working = worker(written, "--once", smtp_url="")

    assert "mails wait" in working.communicate(timeout=20)[1]
    assert working.returncode == 0
    database = connect(f"sqlite:///{written / 'learning.db'}")
    assert (rows(database)[0].sent_at, rows(database)[0].failed_at) == (None, None)
    database.close()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"smtp_url": "http://ada:hush@x.org", "mail_from": "a@b.org"}, "LEARNING_SMTP_URL is not"),
        ({"smtp_url": "smtp://ada:hush@x.org"}, "LEARNING_MAIL_FROM is missing"),
        ({"smtp_url": "smtp://ada:hush@x.org", "mail_from": "us"}, "LEARNING_MAIL_FROM is not"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_worker_and_server(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    _, refusal = worker(tmp_path, **settings).communicate(timeout=20)
    assert said in refusal
    assert "hush" not in refusal
    given = {f"LEARNING_{name.upper()}": value for name, value in settings.items()}
    with pytest.raises(AssertionError, match=said) as stopped_by:
        Server(tmp_path / "var", SMALL, settings=given).start()
    assert "Traceback" not in str(stopped_by.value), "refused in words, before any worker starts"


def test_the_server_sends_by_itself_on_sqlite(
    tmp_path: Path, receiver: Receiver, stopped: StoppedClock
) -> None:
    stopped.now = datetime.now(UTC)
    given = {"LEARNING_SMTP_URL": receiver.url, "LEARNING_MAIL_FROM": "learn@example.org"}
    with Server(tmp_path / "var", SMALL, settings=given) as server:
        database = connect(server.database_url)
        with database.writing.begin() as db:
            mail.send(db, to="a@b.org", subject="Tuesday", body="Two", kind=mail.Kind.ACCOUNT)
        assert until(lambda: receiver.mails)
        assert until(lambda: rows(database)[0].sent_at)
        database.close()


def test_the_loop_outlives_a_failure_of_the_database(
    post: Post, office: PostOffice, receiver: Receiver, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setattr("learning.mail.worker.AFTER_TROUBLE", 0.01)
    failed = Event()

    def away(db: Session) -> None:
        if not failed.is_set():
            failed.set()
            raise OSError("the disk is full")
        mail.tidy(db)

    monkeypatch.setattr("learning.mail.worker.tidy", away)
    post()
    stop = Event()
    thread = Thread(target=office.work, args=(stop, 0.01))
    thread.start()
    assert until(lambda: receiver.mails)
    stop.set()
    thread.join(10)

    assert "could not look after the mails" in caplog.text


def test_without_a_server_old_mails_are_given_up_and_young_ones_wait(
    post: Post, database: Database, stopped: StoppedClock
) -> None:
    office = PostOffice(database, None, HEAD)
    post()
    stopped.move(days=29)
    post()
    assert office.send_due() == 0
    stopped.move(days=1)
    office.tidy()

    assert [bool(row.failed_at) for row in rows(database)] == [True, False]
