"""What was signed with the server's key, or with one that was the key before."""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app

from learning.errors import NotFound
from learning.web.security_events import Refusal, note_event

T = TypeVar("T")


def secrets() -> list[str]:
    """Return the key that signs, and behind it those that did before."""
    return [str(current_app.secret_key), *(current_app.config["SECRET_KEY_FALLBACKS"] or ())]


def read_by_any_key(read: Callable[[str, str], T], token: str) -> T:
    """Return what ``read`` makes of ``token`` with the first key that signed it.

    Raises its `NotFound` if none did.
    """
    *newer, oldest = secrets()
    for secret in newer:
        try:
            return read(secret, token)
        except NotFound:
            continue
    try:
        return read(oldest, token)
    except NotFound:
        note_event(Refusal.SIGNED_LINK_REFUSED)
        raise
