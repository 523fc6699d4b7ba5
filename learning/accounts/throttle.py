"""Slow down guessing without locking anybody out.

Wrong tries are counted under keys that the caller chooses, each with its own patience: a password
by account and network address together, and, more patiently, by account alone; a team's code by
who tries. Never by address alone, since a whole hospital may share one. The longest wait of an
account as a whole is short: an attacker may delay the owner, never shut them out.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts.tables import FailedTry
from learning.db import insert_or
from learning.errors import TooMany

FORGET_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Limit:
    """How patient to be with one key."""

    free: int
    """Tries before the first wait."""
    longest: int
    """Seconds of the longest wait."""

    def wait(self, failures: int) -> int:
        """Return the seconds to leave after so many failures: 2, 4, 8 … up to the longest."""
        over = failures - self.free
        return 0 if over < 0 else int(min(self.longest, 2 ** min(over + 1, 20)))


def key_of(*parts: str) -> str:
    """Return what ``parts`` are counted under: a hash, so that the table tells nothing."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def check(db: Session, limits: Mapping[str, Limit]) -> None:
    """Raise `TooMany` while any of these keys must be left alone for a moment; one query."""
    now = clock.now()
    query = select(FailedTry.key, FailedTry.count, FailedTry.last_at).where(
        FailedTry.key.in_(limits)
    )
    for key, count, last_at in db.execute(query):
        left = last_at + timedelta(seconds=limits[key].wait(count)) - now
        if left > timedelta(0):
            wait = int(left.total_seconds()) + 1
            raise TooMany(f"Too many tries. Wait {_in_words(wait)}, then try again.", wait=wait)


def note_failure(db: Session, keys: Iterable[str]) -> None:
    """Count one wrong try under each key."""
    now = clock.now()
    db.execute(delete(FailedTry).where(FailedTry.last_at < now - FORGET_AFTER))
    rows = [{"key": key, "count": 1, "last_at": now} for key in keys]
    more = {"count": FailedTry.count + 1, "last_at": now}
    insert = insert_or(db, FailedTry)
    db.execute(insert.on_conflict_do_update(index_elements=["key"], set_=more), rows)


def forgive(db: Session, keys: Iterable[str]) -> None:
    """Forget the failures: the right thing was given."""
    db.execute(delete(FailedTry).where(FailedTry.key.in_(keys)))


def _in_words(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    return f"{-(-seconds // 60)} minutes"
