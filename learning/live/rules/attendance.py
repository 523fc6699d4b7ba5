"""How many minutes of a live session somebody was there. Pure: stays and a state in, minutes out.

Of pauses only their length is known, so whoever was there for a part of a step is taken to have
been there while it was played, and nobody is credited with more of it than was played.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from learning.live.rules.state import MINUTE, State

Span = tuple[datetime, datetime]
Stay = tuple[datetime, datetime | None]
"""When somebody came, and when they left; None if they stayed to the end."""


def minutes_of(stays: Sequence[Stay], state: State) -> int:
    """Return how many minutes somebody with these ``stays`` was there, of the steps that are over.

    The time of two devices counts once. Parts of a minute are left out, but whoever was there at
    all has one.
    """
    return _whole_minutes(seconds_of(stays, state), state)


def played_minutes(state: State) -> int:
    """Return how many minutes were played: what somebody has who was there from first to last."""
    return _whole_minutes(sum(passage.seconds for passage in state.log), state)


def seconds_of(stays: Sequence[Stay], state: State) -> float:
    """Return how long somebody with these ``stays`` was there while steps were played."""
    if not state.log:
        return 0
    there = list(_apart(stays, state.log[-1].ended))
    return sum(
        min(passage.seconds, sum(_shared(span, (passage.began, passage.ended)) for span in there))
        for passage in state.log
    )


def _apart(stays: Sequence[Stay], end: datetime) -> Iterator[Span]:
    """Yield the time of all ``stays`` as spans that do not overlap."""
    until: datetime | None = None
    for came, left in sorted((came, left or end) for came, left in stays):
        start = max(came, until) if until else came
        if start < left:
            yield start, left
            until = left


def _shared(one: Span, other: Span) -> float:
    """Return for how many seconds both last."""
    return max(0, (min(one[1], other[1]) - max(one[0], other[0])).total_seconds())


def _whole_minutes(seconds: float, state: State) -> int:
    minutes = max(int(seconds // MINUTE), 1) if seconds else 0
    return minutes if state.most_minutes is None else min(minutes, state.most_minutes)
