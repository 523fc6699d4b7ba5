"""Slow down guessing without locking anybody out.

Counted by account and network address together, and, more patiently, by account alone; never by
address alone, since a whole hospital may share one. The longest wait of an account as a whole is
short: an attacker may delay the owner, never shut them out.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts.tables import FailedSignIn
from learning.db import insert_or
from learning.errors import TooMany

FORGET_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class _Limit:
    free: int
    """Tries before the first wait."""
    longest: int
    """Seconds of the longest wait."""

    def wait(self, failures: int) -> int:
        """Return the seconds to leave after so many failures: 2, 4, 8 … up to the longest."""
        over = failures - self.free
        return 0 if over < 0 else int(min(self.longest, 2 ** min(over + 1, 20)))


_FROM_HERE = _Limit(free=5, longest=900)
_FROM_ANYWHERE = _Limit(free=50, longest=30)


def check(db: Session, email: str, address: str) -> None:
    """Raise `TooMany` while the account must be left alone for a moment; one query."""
    now = clock.now()
    keys = _keys(email, address)
    query = select(FailedSignIn.key, FailedSignIn.count, FailedSignIn.last_at).where(
        FailedSignIn.key.in_(keys)
    )
    for key, count, last_at in db.execute(query):
        limit = _FROM_HERE if key == keys[0] else _FROM_ANYWHERE
        left = last_at + timedelta(seconds=limit.wait(count)) - now
        if left > timedelta(0):
            wait = int(left.total_seconds()) + 1
            raise TooMany(f"Too many tries. Wait {_in_words(wait)}, then try again.", wait=wait)


def note_failure(db: Session, email: str, address: str) -> None:
    """Count one wrong password."""
    now = clock.now()
    db.execute(delete(FailedSignIn).where(FailedSignIn.last_at < now - FORGET_AFTER))
    rows = [{"key": key, "count": 1, "last_at": now} for key in _keys(email, address)]
    more = {"count": FailedSignIn.count + 1, "last_at": now}
    insert = insert_or(db, FailedSignIn)
    db.execute(insert.on_conflict_do_update(index_elements=["key"], set_=more), rows)


def forgive(db: Session, email: str, address: str) -> None:
    """Forget the failures: the right password was given."""
    db.execute(delete(FailedSignIn).where(FailedSignIn.key.in_(_keys(email, address))))


def _keys(email: str, address: str) -> Sequence[str]:
    return [_digest(email, address), _digest(email)]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _in_words(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    return f"{-(-seconds // 60)} minutes"
