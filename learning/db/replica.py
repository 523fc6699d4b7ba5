"""A copy of the database that only reads, for what many rows are looked at for."""

import logging
from time import monotonic

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from learning.db.engine import connect

AWAY = 30.0
"""Seconds in which a replica that was away is not asked again."""

_log = logging.getLogger(__name__)


class Replica:
    """A streaming replica of PostgreSQL: seconds behind, and perhaps away."""

    def __init__(self, url: str, *, longest: int) -> None:
        """Read at ``url``, each statement for at most ``longest`` seconds; nothing is opened yet.

        Raises `CannotStart` for an address that is none.
        """
        self._database = connect(url, longest=longest)
        self._ask_again_at = 0.0

    def reading(self) -> Session | None:
        """Return a session, or None while it is away; one query."""
        if monotonic() < self._ask_again_at:
            return None
        db = self._database.reading()
        try:
            db.execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            db.close()
            self._ask_again_at = monotonic() + AWAY
            why = getattr(error, "orig", None) or type(error).__name__
            _log.warning("the replica is away, so the database is read instead: %s", why)
            return None
        return db

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()
