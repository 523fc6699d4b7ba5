"""The names of what people are counted by, and which of them are read together. Pure.

A mark is something that somebody has or has not: ``joined``, ``page:why-anchors``,
``rating:end:explain:7``. `learning.statistics.counting.sheet` says who has which.
"""

from bisect import bisect_right
from enum import StrEnum


class Family(StrEnum):
    """Marks that are read together."""

    PROGRESS = "progress"
    LEARNING = "learning"
    MONTH = "month"
    PRACTICE = "practice"
    TEAMS = "teams"


TOOK = (*range(14), *range(14, 85, 7), *range(90, 721, 30))
"""From how many whole days on a ``took:`` mark counts: days, then weeks to 12, then months of 30
days to 24; the last is that or more."""


def took(days: int) -> str:
    """Return the mark of somebody who took ``days`` whole days."""
    return f"took:{TOOK[bisect_right(TOOK, max(days, 0)) - 1]}"
