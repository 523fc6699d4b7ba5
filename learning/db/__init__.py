"""The database: tables' base, the two ways in, the writers' queue, migrations."""

from sqlalchemy.exc import OperationalError

from learning.db.engine import Database, connect
from learning.db.migrate import upgrade
from learning.db.replica import Replica
from learning.db.slow import warn_beyond
from learning.db.tables import Base
from learning.db.traces import wipe_log
from learning.db.turn import Busy
from learning.db.upsert import insert_or
from learning.errors import CannotStart

__all__ = [
    "Base",
    "Busy",
    "Database",
    "Replica",
    "connect",
    "insert_or",
    "open_database",
    "upgrade",
    "warn_beyond",
    "wipe_log",
]


def open_database(url: str, *, longest: int = 0) -> Database:
    """Return the way into the database at ``url``, brought to today's edition.

    ``longest`` is as in `connect`; migrations take as long as they take. Raises `CannotStart` if it
    cannot be reached, written or understood.
    """
    database = connect(url, longest=longest)
    try:
        upgrade(database.engine)
    except OperationalError as error:
        raise CannotStart(f"The database cannot be used: {error.orig}") from None
    return database
