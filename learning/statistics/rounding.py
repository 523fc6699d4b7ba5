"""Small numbers are kept from everybody, whoever asks and however often.

Hiding small counts is not enough: a total less the others tells them, and so do two filters, or
yesterday and today. So every other count is rounded to a multiple of five, up or down at random in
proportion to how near each is, and one time in ten a multiple further, with no limit but the odds.
What comes out below five is hidden as well. The same figure of the same group is always rounded the
same way, so asking again brings nothing; other figures are rounded independently.

A number that is shown says only that there are five or more, and “fewer than 5” says nothing that
is certain: a group that is shown so may always be larger than anybody has worked out.
"""

import hashlib
import hmac
from dataclasses import dataclass

from learning.statistics.groups import Group

SMALLEST = 5
"""The least that may be set: groups of fewer people are shown as “fewer than 5”."""
_FURTHER = 10
"""One count in so many is shown a multiple further off, and of those again one in so many."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number as it may be shown, or the fact that it is too small to tell."""

    number: int | None
    """Rounded; None for fewer than ``smallest``, for nobody, and now and then for a few more."""
    smallest: int = SMALLEST

    def __str__(self) -> str:
        return f"fewer than {self.smallest}" if self.number is None else f"{self.number:,}"


@dataclass(frozen=True, slots=True)
class Protection:
    """How numbers are rounded here: ``key`` is secret and stays as long as the counts do."""

    key: bytes
    smallest: int = SMALLEST
    """Groups of fewer are hidden; it is the base of the rounding as well."""

    def count(self, true: int, figure: str, group: Group, month: str = "") -> Count:
        """Return how ``true`` is shown as ``figure`` (an id) of ``group`` (in ``month``)."""
        if true < self.smallest:
            return Count(None, self.smallest)
        name = f"{figure}|{group.key}|{month}".encode()
        digest = hmac.digest(self.key, name, hashlib.sha256)
        draws = int.from_bytes(digest, "big")
        draws, offset = divmod(draws, self.smallest)
        rounded = (true + offset) // self.smallest + _further(draws)
        return Count(rounded * self.smallest if rounded > 0 else None, self.smallest)


def _further(draws: int) -> int:
    """Return how many multiples further: mostly none."""
    draws, is_up = divmod(draws, 2)
    steps = 0
    while draws:
        draws, draw = divmod(draws, _FURTHER)
        if draw:
            break
        steps += 1
    return steps if is_up else -steps
