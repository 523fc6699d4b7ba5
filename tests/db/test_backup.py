"""What docs/operating.md says about copies: made while people write, they can be restored."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.content import Programme
from learning.db import Database, connect, open_database
from learning.journal import Entry
from tests.cast import Cast, assemble, write
from tests.databases import Databases


@pytest.fixture
def served(databases: Databases) -> Iterator[tuple[Database, Path]]:
    """A database on SQLite, and its file."""
    url = databases.sqlite_url()
    database = connect(url)
    yield database, Path(url.removeprefix("sqlite:///"))
    database.close()


def saves(db: Session) -> int:
    """Return how often anything was saved."""
    return db.scalar(select(func.coalesce(func.sum(Entry.version), 0))) or 0


def keep_writing(database: Database, cast: Cast, programme: Programme, stop: Event) -> None:
    exercise = next(iter(programme.exercises.values()))
    while not stop.is_set():
        with database.writing.begin() as db:
            write(db, cast.ada, programme, exercise)


def test_a_copy_made_while_people_write_can_be_restored(
    served: tuple[Database, Path], programme: Programme, tmp_path: Path
) -> None:
    database, path = served
    with database.writing.begin() as db:
        cast = assemble(db)
    stop = Event()
    writer = Thread(target=keep_writing, args=(database, cast, programme, stop))
    writer.start()
    try:
        while not _saved(database):
            stop.wait(0.01)
        before = _saved(database)
        copy = tmp_path / "copy.db"
        with sqlite3.connect(path) as source, sqlite3.connect(copy) as goal:
            source.backup(goal)
        goal.close()
        source.close()
    finally:
        stop.set()
        writer.join()

    restored = open_database(f"sqlite:///{copy}")
    try:
        with restored.reading() as db:
            assert before <= saves(db) <= _saved(database)
            assert db.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert db.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
        with restored.writing.begin() as db:
            write(db, cast.ben, programme, next(iter(programme.exercises.values())))
    finally:
        restored.close()


def _saved(database: Database) -> int:
    with database.reading() as db:
        return saves(db)
