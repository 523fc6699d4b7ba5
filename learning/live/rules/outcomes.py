"""What a group arrives at in a live session: dots on options, and decisions. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learning.errors import Conflict
from learning.live.rules.reveal import Count, counted
from learning.live.rules.state import Participant, State

Ballot = Mapping[str, int]
"""How many dots one person has on which option."""
USUAL_DOTS = 1
"""Dots a person has in a vote where the script says nothing."""
MOST_DECISIONS = 50


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dots one option has; never whose."""

    option: str
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the group agreed on: who does what by when, and the first step."""

    id: str
    what: str
    owner: Participant | None = None
    by: date | None = None
    first_step: str = ""

    @property
    def is_complete(self) -> bool:
        """Tell whether it says what, who and by when."""
        return bool(self.what.strip()) and self.owner is not None and self.by is not None


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


def decide(decisions: Sequence[Decision], decision: Decision) -> tuple[Decision, ...]:
    """Return the decisions with this one, in the place of the one with its id, or at the end.

    Raises `Conflict` when there are too many to keep.
    """
    places = {known.id: place for place, known in enumerate(decisions)}
    place = places.get(decision.id, len(decisions))
    if place == MOST_DECISIONS:
        raise Conflict("There are too many decisions already. Take one out first.")
    return (*decisions[:place], decision, *decisions[place + 1 :])


def take_out(decisions: Iterable[Decision], decision_id: str) -> tuple[Decision, ...]:
    """Return the decisions without the one called ``decision_id``."""
    return tuple(decision for decision in decisions if decision.id != decision_id)
