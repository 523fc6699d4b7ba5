"""Showing a code: of the app, or one on paper. Tried first, which may be slow, and then settled."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from learning.accounts import ended_at
from learning.accounts.throttle import (
    KnownAs,
    Limit,
    check,
    forgive,
    limits_of,
    note_failure,
    unknown,
)
from learning.errors import NotAllowed
from learning.sealing import Sealer
from learning.second_factor import authenticator, recovery, telling

_FROM_HERE = Limit(free=5, longest=900)
# Whoever guesses has proven the password, and a million codes are few: three are right at a time.
# With this wait a guesser has one chance in a thousand in a day; an owner in a browser that the
# account does not know waits five minutes.
_FROM_ANYWHERE = Limit(free=20, longest=300)
WRONG = "That code is not right. Look at the app once more, or take another recovery code."
AGAIN = "Each code works once. Wait until your app shows the next one."


@dataclass(frozen=True, slots=True)
class Shown:
    """What trying a code showed."""

    user_id: int
    address: str
    step: int | None = None
    """Of the app, if it was one of its codes."""
    recovery_id: int | None = None
    """Of a code on paper, if it was one."""
    browser: str = ""
    """What the browser is known as to the account."""


def try_code(
    db: Session, user_id: int, code: str, *, address: str, sealer: Sealer,
    known_as: KnownAs = unknown,
) -> Shown:  # fmt: skip
    """Look whose code this is; writes nothing: give it a session that only reads.

    Six figures are a code of the app, anything else is one on paper, which takes 30 ms. Raises
    `TooMany` while the account must be left alone, and `BrokenSeal`.
    """
    browser = known_as(user_id, ended_at(db, user_id))
    check(db, _limits(user_id, address, browser))
    signs = "".join(sign for sign in code if sign.isalnum())
    if len(signs) == 6 and signs.isascii() and signs.isdigit():
        step = authenticator.matching_step(db, user_id, signs, sealer)
        return Shown(user_id, address, step=step, browser=browser)
    found = recovery.matching_code(db, user_id, signs)
    return Shown(user_id, address, recovery_id=found, browser=browser)


def settle_code(db: Session, shown: Shown) -> None:
    """Use the code up and forget earlier failures.

    Raises `NotAllowed`, having counted the failure, for a wrong code and for one used before, and
    `TooMany`, right or wrong, if others have failed while this one was tried.
    """
    limits = _limits(shown.user_id, shown.address, shown.browser)
    check(db, limits)
    if not _is_used_up(db, shown):
        note_failure(db, limits)
        raise NotAllowed(WRONG if shown.step is None else AGAIN)
    forgive(db, limits)


def _is_used_up(db: Session, shown: Shown) -> bool:
    if shown.step is not None:
        return authenticator.use_step(db, shown.user_id, shown.step)
    if shown.recovery_id is not None:
        return _is_code_used_up(db, shown.user_id, shown.recovery_id)
    return False


def _is_code_used_up(db: Session, user_id: int, code_id: int) -> bool:
    if used := recovery.use_code(db, user_id, code_id):
        telling.tell(db, user_id, telling.CODE_USED)
    return used


def _limits(user_id: int, address: str, browser: str) -> dict[str, Limit]:
    """Return what a wrong code is counted under."""
    return limits_of(
        "second factor", str(user_id), address=address, browser=browser,
        from_here=_FROM_HERE, from_anywhere=_FROM_ANYWHERE,
    )  # fmt: skip
