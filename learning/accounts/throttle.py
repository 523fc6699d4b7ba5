"""Slow down guessing without locking anybody out.

Wrong tries are counted under keys that the caller chooses, each with its own patience: a password
by account and network address together, and, more patiently, by account alone; a team's code by
who tries. Never by address alone, since a whole hospital may share one. A wait begins with a try
that was let through, and a try during it does not make it longer. A browser that has come into the
account before is counted by itself: whatever others try, the owner gets in there.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts.tables import FailedTry
from learning.db import insert_or
from learning.errors import TooMany

FORGET_AFTER = timedelta(hours=24)
_AHEAD = timedelta(minutes=1)
"""How far the clocks of two machines may differ. A try that lies further ahead is from before a
clock was put right: until the next wrong one it counts for nothing, or people would wait hours."""
KnownAs = Callable[[int, datetime | None], str]
"""What a browser is known as to the account of a number: empty if it never came into that, or not
since a moment, when its person was last signed out everywhere."""


def unknown(_: int, __: datetime | None) -> str:
    """Say of a browser that no account knows it."""
    return ""


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


def network_of(address: str) -> str:
    """Return whom ``address`` belongs to: itself, or of IPv6 the /64, for that is what one has."""
    try:
        there = ip_address(address)
    except ValueError:  # a socket, or a test
        return address
    if not isinstance(there, IPv6Address):
        return address
    return str(there.ipv4_mapped or IPv6Network((int(there), 64), strict=False))


def limits_of(
    *who: str, address: str, browser: str, from_here: Limit, from_anywhere: Limit
) -> dict[str, Limit]:
    """Return what a try about ``who`` counts under: here and anywhere, or a known ``browser``."""
    if browser:
        return {key_of(*who, "known browser", browser): from_here}
    return {key_of(*who, network_of(address)): from_here, key_of(*who): from_anywhere}


def check(db: Session, limits: Mapping[str, Limit]) -> None:
    """Raise `TooMany` while any of these keys must be left alone for a moment; one query."""
    now = clock.now()
    query = select(FailedTry.key, FailedTry.count, FailedTry.last_at).where(
        FailedTry.key.in_(limits)
    )
    for key, count, last_at in db.execute(query):
        left = last_at + timedelta(seconds=limits[key].wait(count)) - now
        if left > timedelta(0) and last_at - now < _AHEAD:
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
