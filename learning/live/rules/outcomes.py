"""What a group arrives at in a live session: dots on options. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from learning.errors import Conflict
from learning.live.rules.reveal import Count, counted
from learning.live.rules.state import Participant, State

Ballot = Mapping[str, int]
"""How many dots one person has on which option."""
USUAL_DOTS = 1
"""Dots a person has in a vote where the script says nothing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dots one option has; never whose."""

    option: str
    dots: int


def count_voted(
    ballots: Mapping[Participant, Ballot], present: Iterable[Participant]
) -> Count | None:
    """Return how many have placed a dot; None where that would say who has not."""
    return counted({who for who, ballot in ballots.items() if any(ballot.values())}, present)


def place_dots(
    ballot: Ballot, option: str, dots: int, *, options: Collection[str], most: int
) -> dict[str, int]:
    """Return one person's ballot with just ``dots`` on ``option``; all may go to one.

    Raises `Conflict` for an option that is not there, and for more dots than ``most`` in all.
    Dots on options that are no longer there are free again.
    """
    if option not in options or dots < 0:
        raise Conflict("This cannot be voted on any more. Choose from what is there now.")
    placed = {name: count for name, count in ballot.items() if name in options and name != option}
    if sum(placed.values()) + dots > most:
        has = "one dot" if most == 1 else f"{most} dots"
        raise Conflict(f"You have {has} in all. Take one back before you place another.")
    return {**placed, option: dots} if dots else placed


def tally(
    state: State,
    step_id: str,
    ballots: Mapping[Participant, Ballot],
    options: Sequence[str],
) -> tuple[Tally, ...] | None:
    """Return the dots on each option, or None while people vote: nobody follows another's dots."""
    if state.at <= state.position(step_id):
        return None
    dots: Counter[str] = Counter()
    for ballot in ballots.values():
        dots.update(ballot)
    return tuple(Tally(option, dots[option]) for option in options)
