"""The database in a backup: one SQLite file, of any edition so far."""

import sqlite3
from contextlib import closing
from pathlib import Path

from learning.backup.about import About
from learning.db.migrate import HEAD
from learning.errors import Conflict

_OURS = """
SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
AND name <> 'alembic_version' ORDER BY name
"""


def looked_through(path: Path) -> tuple[str, dict[str, int]]:
    """Read every page of the file; return its edition, and how many rows each table has.

    Raises `Conflict` unless it is whole, and ours.
    """
    with closing(sqlite3.connect(path)) as connection:
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            rows = {name: _count(connection, name) for (name,) in connection.execute(_OURS)}
        except sqlite3.DatabaseError as error:
            raise Conflict(f"The database is damaged, or none of ours ({error}).") from None
    if not whole or loose or not found:
        raise Conflict("The database is damaged. Restore an older backup, or ask for help.")
    if found[0] > HEAD:
        raise Conflict(f"The database is of edition {found[0]}, this software knows {HEAD}.")
    return found[0], rows


def refuse_damaged(path: Path, about: About) -> None:
    """Look through the database of a backup; `Conflict` unless it is whole and as it was told."""
    if looked_through(path) != (about.database, about.rows):
        raise Conflict("The database in the backup is not the one that it names.")


def _count(connection: sqlite3.Connection, name: str) -> int:
    quoted = name.replace('"', '""')
    found = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608
    return int(found[0])
