"""Traces that deleted rows leave in files."""

from learning.db.engine import Database


def wipe_log(database: Database) -> int:
    """Empty SQLite’s log of writes, where deleted rows could still be read; return how many logs.

    Pages of the file itself are overwritten at once (`secure_delete`). While somebody reads for
    long, the log stays until the next time. PostgreSQL has no such file; it vacuums by itself.
    """
    if database.turn is None:
        return 0
    database.turn.take()  # no writer waits for a lock it does not know of
    try:
        connection = database.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            connection.close()
    finally:
        database.turn.give_back()
    return 1
