"""Cookies that speak of an account only for as long as it is locked as it was."""

import hmac

from learning import second_factor
from learning.web.database import db
from learning.web.signed import secrets


def lock_mark(user_id: int) -> str:
    """Return what a cookie carries: it holds no more after a new password or second factor.

    It tells nothing about either. One query.
    """
    return _mark_by(secrets()[0], user_id, second_factor.lock_of(db(), user_id) or "")


def is_locked_so(user_id: int, mark: str) -> bool:
    """Tell whether the account still is as when the cookie was given; one query."""
    lock = second_factor.lock_of(db(), user_id)
    if lock is None:
        return False
    return any(hmac.compare_digest(_mark_by(key, user_id, lock), mark) for key in secrets())


def _mark_by(secret: str, user_id: int, lock: str) -> str:
    said = f"lock {user_id} {lock}".encode()
    return hmac.new(secret.encode(), said, "sha256").hexdigest()[:32]
