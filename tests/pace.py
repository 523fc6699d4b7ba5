"""Seconds of the processor, whatever else the machine does: every budget in seconds uses them.

A shared machine is up to 1.7 times slower for minutes on end: its processor has two threads a core.
So a small, fixed piece of work is timed beside each thing that is measured, and what the machine
lost in that moment is taken off. A faster machine is given nothing: the budgets are not ratios.
"""

import gc
from collections.abc import Callable
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

ALONE = 0.0018
"""Seconds that the small work takes on the machine for which the budgets were set, undisturbed."""


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` needs undisturbed, all threads and child processes."""
    gc.freeze()  # so that nobody searches through all that the tests have loaded
    before = _slower()
    spent = _spent(work)
    return spent / min(before, _slower())


def least(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the least that ``work`` took in so many rounds."""
    return min(seconds(work) for _ in range(rounds))


def too_long(budget: float, work: Callable[[], object], rounds: int = 12) -> list[float]:
    """Return what each round took if none kept within the budget, and nothing once one did."""
    took = []
    for _ in range(rounds):
        took.append(seconds(work))
        if took[-1] <= budget:
            return []
    return took


def _slower() -> float:
    """Return how many times slower than alone the machine is at this moment, never below one."""
    return max(1.0, min(_spent(_small_work) for _ in range(3)) / ALONE)


def _small_work() -> None:
    total = 0
    for number in range(40_000):
        total += number * number % 7


def _spent(work: Callable[[], object]) -> float:
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
