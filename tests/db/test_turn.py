"""Writers queue: nobody ever sees “database is locked”, and a killed server loses nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from learning import journal
from learning.content import Programme
from learning.db import Busy, Database, connect
from learning.db.turn import Turn
from learning.journal import Given
from tests.cast import join
from tests.databases import Databases

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


def test_turns_are_given_in_the_order_they_were_asked_for(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "turn")
    order: list[int] = []
    turn.take()

    def wait(number: int) -> None:
        turn.take()
        order.append(number)
        turn.give_back()

    threads = []
    for number in range(8):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(turn._waiting) <= number:
            time.sleep(0.001)
    turn.give_back()
    for thread in threads:
        thread.join()

    assert order == list(range(8))


def test_who_waits_too_long_is_told_and_blocks_nobody(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "turn")
    turn.take()
    with pytest.raises(Busy):
        turn.take(patience=0.01)
    turn.give_back()

    turn.take(patience=0.01)
    turn.give_back()


def test_fifty_learners_save_at_once(database: Database, programme: Programme) -> None:
    with database.writing.begin() as db:
        people = [join(db, f"Learner {number}") for number in range(50)]
    exercise = programme.exercise("last-conversation")

    def save(number: int) -> bool:
        with database.writing.begin() as db:
            given = [Given(exercise, {"heard": f"Rain {number}"}, 0)]
            saved = journal.save_entries(db, people[number], "1", given)
        return saved[exercise.id].version == 1

    with ThreadPoolExecutor(50) as pool:
        assert all(pool.map(save, range(50)))
    with database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM entry")) == 50


def test_one_learner_saving_from_many_windows_loses_nothing(
    database: Database, programme: Programme
) -> None:
    with database.writing.begin() as db:
        person = join(db, "Ada")
    exercise = programme.exercise("last-conversation")

    def save(number: int) -> None:
        with database.writing.begin() as db:
            given = [Given(exercise, {"heard": f"Rain {number}"}, 0)]
            journal.save_entries(db, person, "1", given)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(save, range(12)))
    with database.reading() as db:
        entry = journal.entries_of(db, person, [exercise])[exercise.id]
        kept = {v.answers["heard"] for v in journal.versions_of(db, entry)}
    assert kept | {entry.answers["heard"]} == {f"Rain {number}" for number in range(12)}


STORM = """
import sys
from sqlalchemy import text
from concurrent.futures import ThreadPoolExecutor
from learning.db import connect

database = connect(sys.argv[1])
def save(number):
    with database.writing.begin() as db:
        db.execute(text("INSERT INTO failed_try VALUES (:key, 1, '2026-01-01')"),
                   {"key": f"{sys.argv[2]}-{number}"})
    sys.stdout.write(f"{sys.argv[2]}-{number}\\n")  # acknowledged
    sys.stdout.flush()
with ThreadPoolExecutor(8) as pool:
    list(pool.map(save, range(100_000)))
"""


def storm(url: str, name: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", STORM, url, name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_killed_server_loses_nothing_it_had_acknowledged(databases: Databases) -> None:
    url = databases.sqlite_url()
    writers = [storm(url, "a"), storm(url, "b")]
    acknowledged = set()
    for writer in writers:
        assert writer.stdout
        acknowledged |= {writer.stdout.readline().strip() for _ in range(100)}
    for writer in writers:
        os.kill(writer.pid, signal.SIGKILL)
        output, _ = writer.communicate()
        acknowledged |= {line for line in output.split("\n")[:-1] if line}

    database = connect(url)
    with database.reading() as db:
        kept = set(db.scalars(text("SELECT key FROM failed_try")))
        assert db.scalar(text("PRAGMA integrity_check")) == "ok"
    with database.writing.begin() as db:  # the turn did not die with its holder
        db.execute(text("DELETE FROM failed_try"))
    database.close()
    assert len(acknowledged) >= 200
    assert acknowledged <= kept


def test_the_embedded_database_is_durable_and_checks_its_references(databases: Databases) -> None:
    database = connect(databases.sqlite_url())
    with database.writing() as db:
        found = {
            name: db.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000,
    }  # fmt: skip


def test_two_servers_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    code = f"from learning.db import open_database; open_database({url!r}).close()"
    starts = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(4)]

    assert [start.wait() for start in starts] == [0, 0, 0, 0]


def test_two_servers_that_start_at_once_on_postgresql_migrate_once(databases: Databases) -> None:
    url = databases.server.url("fresh")
    code = f"from learning.db import open_database; open_database({url!r}).close()"
    starts = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(4)]

    assert [start.wait() for start in starts] == [0, 0, 0, 0]


def test_writers_of_a_file_wait_in_our_queue_and_not_in_sqlites(databases: Databases) -> None:
    database = connect(databases.sqlite_url())
    assert database.turn
    statement = text("DELETE FROM failed_try")

    def write() -> None:
        with database.writing.begin() as db:
            db.execute(statement)

    with database.writing.begin() as db:
        db.execute(statement)
        second = threading.Thread(target=write)
        second.start()
        until = time.monotonic() + 5
        while not database.turn._waiting and time.monotonic() < until:
            time.sleep(0.001)
        waiting = len(database.turn._waiting)
    second.join()
    database.close()

    assert waiting == 1
