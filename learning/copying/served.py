"""Whether anybody else has the database open, as a server that runs does."""

import sqlite3
from contextlib import closing

from sqlalchemy import text

from learning.db import Database
from learning.errors import Conflict

_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
AND coalesce(backend_type, 'client backend') = 'client backend'
"""


def refuse_while_served(database: Database) -> None:
    """Raise `Conflict` if another process has the database open.

    Ask before this one opens it: its own connections would count.
    """
    if _is_open(database):
        raise Conflict(
            "The database is in use. Stop every server and worker first: what people write after"
            " the copy has begun would stay behind. (--while-running copies it all the same.)"
        )


def _is_open(database: Database) -> bool:
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            return bool(connection.scalar(text(_OTHERS)))
    # Without shared memory SQLite has to have the file for itself; whoever has it open prevents it.
    path = database.engine.url.database or ""
    with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=0)) as alone:
        try:
            alone.execute("PRAGMA locking_mode = EXCLUSIVE")
            alone.execute("BEGIN IMMEDIATE")
            alone.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
    return False
