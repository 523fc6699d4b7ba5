"""The signed links by which people say whether they come, without an account.

A link holds which session, for whom, and a signature; nothing is kept, so that it works as long as
the key is the same. A link without a person is the one that members pass on to guests.
"""

import hmac
import re
from dataclasses import dataclass

from learning.errors import NotFound

_SHAPE = re.compile(r"([1-9][0-9]{0,9})\.([1-9][0-9]{0,9})?\.([0-9a-f]{32})", re.ASCII)
_LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Pass:
    """What a link says: the session, and the member it was sent to, None for a guest."""

    session_id: int
    user_id: int | None


def link_token(secret: str, given: Pass) -> str:
    """Return what the link carries; short enough for any line."""
    said = f"{given.session_id}.{given.user_id or ''}"
    return f"{said}.{_signature(secret, said)}"


def read_token(secret: str, token: str) -> Pass:
    """Return what the link says; raise `NotFound` unless we have signed it."""
    shape = _SHAPE.fullmatch(token)
    if shape:
        session_id, user_id, signature = shape.groups()
        right = _signature(secret, f"{session_id}.{user_id or ''}")
        if hmac.compare_digest(right, signature) and int(session_id) < _LARGEST:
            return Pass(int(session_id), int(user_id) if user_id else None)
    raise NotFound("This link is incomplete. Open it again from the invitation.")


def _signature(secret: str, said: str) -> str:
    return hmac.new(secret.encode(), f"reply {said}".encode(), "sha256").hexdigest()[:32]
