"""Which accounts this browser has come into before: there nobody else's tries slow it down.

Kept in the one cookie, also after signing out, until all sign-ins are ended at once. It names
nobody: beside a random word for each account, and when that was last entered, stands only a mark
that nobody but this server can make out of its number.
"""

import hmac
import secrets
from datetime import datetime

from flask import session

from learning import clock
from learning.web.signed import secrets as keys

MOST = 10
"""Accounts that one browser is known to; of more, the last ones."""
_KNOWN = "known-since"


def known_as(user_id: int, ended_at: datetime | None = None) -> str:
    """Return the word by which the account knows this browser; empty if it does not.

    It does not if the browser has not come in since ``ended_at``, when all sign-ins were ended.
    """
    marks = _marks(user_id)
    since = ended_at.timestamp() if ended_at else 0
    known = (word for mark, word, at in session.get(_KNOWN, ()) if mark in marks and at >= since)
    return next(known, "")


def note_entered(user_id: int) -> None:
    """Let the browser be known to the account that it has just come into, or has stayed in."""
    word = known_as(user_id) or secrets.token_urlsafe(9)
    first, *_ = marks = _marks(user_id)
    others = [known for known in session.get(_KNOWN, ()) if known[0] not in marks]
    session[_KNOWN] = [*others, (first, word, clock.now().timestamp())][-MOST:]


def empty_cookie() -> None:
    """Forget everything that the cookie holds, but not which accounts the browser has come into."""
    kept = session.get(_KNOWN)
    session.clear()
    if kept:
        session[_KNOWN] = kept
        session.permanent = True


def _marks(user_id: int) -> list[str]:
    """Return the account's mark by each key that is known, the newest first."""
    number = f"known browser of {user_id}".encode()
    return [hmac.digest(key.encode(), number, "sha256").hex()[:24] for key in keys()]
