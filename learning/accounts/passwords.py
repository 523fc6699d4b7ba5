"""Passwords: how they are kept, and which ones are refused."""

import re
import secrets
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 12
LONGEST = 200
"""Characters. The limit keeps a hostile megabyte from the hasher."""
_OF_ANY_PROGRAMME = ("anchor", "learning")
_SIGNS = re.compile(r"[\W_]+")

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


def password_problem(password: str, about: Iterable[str], here: Iterable[str] = ()) -> str | None:
    """Return a sentence saying why ``password`` is refused, or None if it will do.

    An attacker would try first what is ``about`` the person, their name and address, and the words
    of ``here``: what the programme, its site and who runs it are called. There is no rule of
    composition (NIST SP 800-63B): length and rarity are what counts.
    """
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three or four unrelated words work well"
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters"
    lowered = password.lower()
    if lowered in common_passwords() or _repeats(lowered):
        return "This password is on lists that attackers try first. Choose another"
    theirs = set(_parts(about))
    if _is_mostly(lowered, theirs):
        return "This password is too close to your name or address. Choose another"
    if _is_mostly(lowered, theirs.union(_parts([*here, *_OF_ANY_PROGRAMME]))):
        return "This password is mostly words that belong to this programme. Choose another"
    return None


@cache
def common_passwords() -> frozenset[str]:
    """Return the 30,000 passwords seen most often (zxcvbn's list)."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # large, seldom needed

    return frozenset(FREQUENCY_LISTS["passwords"])


def _repeats(password: str) -> bool:
    """Tell whether it is one piece over and over, or made of fewer than five different signs."""
    return len(set(password)) < 5 or password in (password + password)[1:-1]


def _parts(texts: Iterable[str]) -> Iterable[str]:
    """Return their words and what these are written together, of more than three letters."""
    for text in (text.lower() for text in texts):
        pieces = [text, *text.split("@")]
        words = _SIGNS.split(text) + [_SIGNS.sub("", piece) for piece in pieces]
        yield from (word for word in words if len(word) > 3)


def _is_mostly(lowered: str, words: Iterable[str]) -> bool:
    """Tell whether at least half of the letters and figures of a password are these words."""
    left = whole = _SIGNS.sub("", lowered)
    for word in sorted(words, key=len, reverse=True):  # so that a longer one counts as a whole
        left = left.replace(word, " ")
    return 2 * len(left.replace(" ", "")) <= len(whole)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_bytes(32))
