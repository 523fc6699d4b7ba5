"""Passwords: how they are kept, and which ones are refused."""

import secrets
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 12
LONGEST = 200
"""Characters. The limit keeps a hostile megabyte from the hasher."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP, 19 MiB
_hashing = BoundedSemaphore(4)  # at most 76 MiB at once, however many sign in together


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep; about 30 ms."""
    with _hashing:
        return _hasher.hash(password)


def password_matches(password_hash: str | None, password: str) -> bool:
    """Tell whether ``password`` made ``password_hash``.

    Nothing matches where there is none, None or empty; as slow then, so time tells nothing.
    """
    with _hashing:
        try:
            matches = _hasher.verify(password_hash or _nobodys_hash(), password[: LONGEST + 1])
        except (VerifyMismatchError, InvalidHashError):
            return False
    return matches and bool(password_hash)


def password_problem(password: str, about: Iterable[str]) -> str | None:
    """Return a sentence saying why ``password`` is refused, or None if it will do.

    ``about`` are words an attacker would try first: the person's name and address. There is no
    rule of composition (NIST SP 800-63B): length and rarity are what counts.
    """
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three or four unrelated words work well"
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters"
    lowered = password.lower()
    if lowered in common_passwords() or _repeats(lowered):
        return "This password is on lists that attackers try first. Choose another"
    if any(part in lowered for part in _parts(about) if len(lowered) < 2 * len(part)):
        return "This password is too close to your name or address. Choose another"
    return None


@cache
def common_passwords() -> frozenset[str]:
    """Return the 30,000 passwords seen most often (zxcvbn's list)."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # large, seldom needed

    return frozenset(FREQUENCY_LISTS["passwords"])


def _repeats(password: str) -> bool:
    """Tell whether it is one piece over and over, or made of fewer than five different signs."""
    return len(set(password)) < 5 or password in (password + password)[1:-1]


def _parts(about: Iterable[str]) -> Iterable[str]:
    for text in about:
        yield from (part for part in [text.lower(), *text.lower().split("@")] if len(part) > 3)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_bytes(32))
