"""In which order people speak, so that each is heard once before anybody is heard twice. Pure."""

from collections.abc import Collection, Sequence

from learning.live.rules.state import Participant

SHORTEST = 20
"""Seconds in which somebody can still say something."""


def talking_order(
    participants: Sequence[Participant], position: int, late: Collection[Participant] = ()
) -> tuple[Participant, ...]:
    """Return everybody once; the session's discussions, by ``position``, each begin with another.

    ``participants`` are all who joined, in that order; those who joined since the step began are
    ``late`` and speak last, so that nobody's turn moves. For the same reason whoever is away is to
    be left out of what is returned, and not of what is handed in.
    """
    joined = tuple(dict.fromkeys(participants))
    there = tuple(who for who in joined if who not in late)
    first = position % len(there) if there else 0
    return (*there[first:], *there[:first], *(who for who in joined if who in late))


def seconds_each(seconds: int, people: int) -> int | None:
    """Return how long each may speak in a step of ``seconds``; None if that is too short to say."""
    each = seconds // people if people else 0
    return each if each >= SHORTEST else None
