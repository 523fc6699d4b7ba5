"""What this thread is busy with: the request it answers, or the task it does, and its number.

Log records, statements that take long, and the metrics all read it here.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter

_SAID = 16
"""Signs of a number that somebody can still be asked to read out."""


@dataclass(slots=True)
class Doing:
    """One request, or one task."""

    number: str
    """Tells it from all others, in the log and on the page that says what went wrong."""
    view: str = "-"
    """The place in the program; never an address."""
    statements: int = 0
    database_seconds: float = 0.0

    @property
    def short_number(self) -> str:
        """Return as much of the number as can be read out; a log is searched with it as well."""
        return self.number if len(self.number) <= _SAID else self.number[:12]


_current: ContextVar[Doing | None] = ContextVar("doing", default=None)
now = _current.get
"""Return what this thread is busy with, or None."""
begin, end = _current.set, _current.reset


@contextmanager
def busy_with(view: str) -> Iterator[Doing]:
    """Be busy with a task of that name until the block ends."""
    task = Doing(new_number(), view)
    before = begin(task)
    try:
        yield task
    finally:
        end(before)


@contextmanager
def committing() -> Iterator[None]:
    """Count what the block takes as time of the database, the statements in it only once."""
    task = now()
    so_far, began = task.database_seconds if task else 0.0, perf_counter()
    try:
        yield
    finally:
        if task:
            task.database_seconds = so_far + perf_counter() - began


def new_number() -> str:
    """Return twelve random digits, ``4821-0937-5562``: a number that can be told by telephone."""
    digits = f"{random.randrange(10**12):012}"  # noqa: S311 - it opens nothing
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
