"""From true counts to what may be shown: counts, shares, means, quartiles. Pure.

A count is rounded by the name of its mark and its group, so the same figure is the same number on
every page. Whether a measure is shown is decided by the *shown* number of people: the true one
would tell on which side of a limit it lies, and so too much.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from learning.statistics.groups import Attribute, Group
from learning.statistics.reading import Counts
from learning.statistics.rounding import Count, Protection

FOR_MEANS = 2
"""Times the smallest group: so many people a mean needs."""
FOR_QUARTILES = 4
_STEPS = ((100, 0.1), (50, 0.2), (20, 0.5), (0, 1.0))
"""From how many people on a mean is told how exactly; one person moves it by no more."""
_HIGHEST = 10
"""Of a rating."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The counts of one group, in one month or since the beginning, as they may be shown."""

    counts: Counts
    protection: Protection
    group: Group
    month: str = ""

    def __call__(self, mark: str) -> Count:
        """Return how many have ``mark``.

        Who joined in a month are the group of that month of joining: one figure, rounded once.
        """
        if self.month and mark == "joined":
            joined = self.group.within(Attribute.COHORT, self.month)
            return self.protection.count(self.counts(mark), mark, joined)
        return self.protection.count(self.counts(mark), mark, self.group, self.month)

    def together(self, figure: str, *marks: str) -> Count:
        """Return how many have one of ``marks``, of which nobody has two, as ``figure``."""
        true = sum(self.counts(mark) for mark in marks)
        return self.protection.count(true, figure, self.group, self.month)

    def quartiles(self, of: Count, prefix: str) -> tuple[float | None, float | None, float | None]:
        """Return quartile, median and quartile of the numbers that end the marks.

        ``of`` is how many people they are of; three times None if they are too few.
        """
        if not _are_enough(of, FOR_QUARTILES):
            return None, None, None
        numbers = _numbers(self.counts.starting(prefix), prefix)
        return _reached(numbers, 0.25), _reached(numbers, 0.5), _reached(numbers, 0.75)

    def mean_and_spread(self, of: Count, prefix: str) -> tuple[float | None, float | None]:
        """Return mean and standard deviation of ratings from 0 to 10; None if too few gave one."""
        numbers = _numbers(self.counts.starting(prefix), prefix)
        everybody = sum(numbers.values())
        if not _are_enough(of, FOR_MEANS) or not everybody:
            return None, None
        mean = sum(rating * n for rating, n in numbers.items()) / everybody
        square = sum((rating - mean) ** 2 * n for rating, n in numbers.items()) / everybody
        step = next(step for least, step in _STEPS if (of.number or 0) >= least)
        return (
            self._nearly(mean, step, f"{prefix}mean"),
            self._nearly(sqrt(square), step, f"{prefix}spread"),
        )

    def _nearly(self, measure: float, step: float, figure: str) -> float | None:
        """Round ``measure`` at random to a multiple of ``step``, as counts are rounded."""
        smallest = self.protection.smallest
        above = smallest * smallest  # so far up that nothing is hidden for being small
        fine = round(measure / step * smallest) + above
        rounded = self.protection.count(fine, figure, self.group, self.month).number
        if rounded is None:
            return None
        return min(max(round((rounded - above) / smallest * step, 1), 0.0), float(_HIGHEST))


def share(part: Count, whole: Count) -> float | None:
    """Return how many per cent one shown number is of another, at most 100."""
    if part.number is None or whole.number is None:
        return None
    return float(min(round(100 * part.number / whole.number), 100))


def _are_enough(count: Count, times: int) -> bool:
    return count.number is not None and count.number >= times * count.smallest


def _numbers(found: Mapping[str, int], prefix: str) -> dict[int, int]:
    """Return how many have each number, the lowest first."""
    by_number = {int(mark.removeprefix(prefix)): people for mark, people in found.items()}
    return dict(sorted(by_number.items()))


def _reached(numbers: Mapping[int, int], part: float) -> float | None:
    """Return the lowest number that ``part`` of the people do not exceed."""
    so_far, enough = 0, part * sum(numbers.values())
    for number, people in numbers.items():
        so_far += people
        if so_far >= enough:
            return float(number)
    return None
