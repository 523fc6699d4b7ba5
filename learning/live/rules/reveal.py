"""What people see of one another’s cards, and when.

Pure: a state (as of now), the cards of its steps, and who looks. A card that is not revealed is in
nothing that is returned for somebody else; one without a name brings neither its writer nor a time.
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from learning.content.scripts import StepKind
from learning.live.rules.state import Participant, State

FEW = 5
"""Among fewer people than this, one or two cards without a name are easy to place."""
FEWEST_COUNTED = 3
"""Of two people, “1 of 2 have written” would say who."""


class Visibility(StrEnum):
    """What a writer lets the others see of a card when it is revealed."""

    NAMED = "named"
    UNNAMED = "unnamed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one person wrote in one step."""

    step: str
    writer: Participant
    answer: Any
    """A plain JSON value: words, or what an exercise makes of an answer."""
    wording: Mapping[str, Any] = field(default_factory=dict)
    """The questions as they read, by prompt, if the answer is one to an exercise."""
    visibility: Visibility | None = None
    """None until the writer has chosen, which shows nothing."""

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing on it."""
        return _is_blank(self.answer)


@dataclass(frozen=True, slots=True)
class Revealed:
    """A card as everybody sees it."""

    key: str
    """The same on every screen; says nothing about the writer."""
    answer: Any
    writer: Participant | None
    """None on a card without a name."""
    wording: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CardsInView:
    """The cards of a step as one person sees them."""

    own: Card | None
    revealed: tuple[Revealed, ...]
    """The same for everybody, their own among them."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many have done it, and of how many; never who."""

    done: int
    of: int


def source_of(state: State, step_id: str) -> str:
    """Return the step whose cards are used in ``step_id``: itself, or the one it is `of`."""
    step = state.steps[state.position(step_id)]
    while step.kind is not StepKind.WRITE and step.of:
        step = state.steps[state.position(step.of)]
    return step.id


def is_revealed(state: State, step_id: str) -> bool:
    """Tell whether the cards of ``step_id`` may be seen: its reveal step was ever reached.

    A session that was ended before has not reached it. One that went back has: what was seen is
    seen, and a card that came, or changed, after that would tell whose it is.
    """
    reached = {step.id for step in state.steps[: state.reached + 1]}
    reached |= {passage.step for passage in state.log}
    return any(
        step.kind is StepKind.REVEAL and step.of == step_id and step.id in reached
        for step in state.steps
    )


def is_to_be_revealed(state: State, step_id: str) -> bool:
    """Tell whether this session has a step that shows the cards of ``step_id``."""
    return any(step.kind is StepKind.REVEAL and step.of == step_id for step in state.steps)


def cards_in_view(
    state: State, cards: Iterable[Card], step_id: str, person: Participant | None, secret: str
) -> CardsInView:
    """Return the cards written in ``step_id`` as ``person`` sees them, or a shared screen (None).

    ``secret`` belongs to the session. The order follows from it and from nothing anybody did.
    """
    here = [card for card in cards if card.step == step_id]
    own = next((card for card in here if card.writer == person), None)
    if not is_revealed(state, step_id):
        return CardsInView(own, ())
    shown = (_revealed(card, secret) for card in here if _is_shown(card))
    return CardsInView(own, tuple(sorted(shown, key=lambda card: card.key)))


def is_in_view(state: State, card: Card) -> bool:
    """Tell whether everybody may see ``card``."""
    return is_revealed(state, card.step) and _is_shown(card)


def is_guessable(
    cards: Iterable[Card],
    step_id: str,
    present: Iterable[Participant],
    person: Participant | None = None,
) -> bool:
    """Tell whether cards without a name would be easy to place: one or two among few people.

    With ``person`` it answers what the page must say before the choice: if they chose so too.
    Whoever is ``present`` may have written one, unless theirs has a name.
    """
    here = {card.writer: card for card in cards if card.step == step_id}
    chosen = {who: card.visibility for who, card in here.items()}
    wrote = {who for who, card in here.items() if not card.is_blank}
    if person is not None:
        chosen[person] = Visibility.UNNAMED
    unnamed = [who for who, choice in chosen.items() if choice is Visibility.UNNAMED]
    named = {who for who, choice in chosen.items() if choice is Visibility.NAMED}
    might = {*present, *wrote, *unnamed} - named
    return 1 <= len(unnamed) <= 2 and len(might) < FEW


def count_written(
    cards: Iterable[Card], step_id: str, present: Iterable[Participant]
) -> Count | None:
    """Return how many have written; None where that would say who has not."""
    return counted({c.writer for c in cards if c.step == step_id and not c.is_blank}, present)


def counted(done: set[Participant], present: Iterable[Participant]) -> Count | None:
    """Return how many have ``done`` it; None where that would say who has not."""
    everybody = {*present, *done}
    return Count(len(done), len(everybody)) if len(everybody) >= FEWEST_COUNTED else None


def _is_shown(card: Card) -> bool:
    return card.visibility in (Visibility.NAMED, Visibility.UNNAMED) and not card.is_blank


def _revealed(card: Card, secret: str) -> Revealed:
    # The choice is part of the key, so that a name taken back is not found by the key it had.
    said = json.dumps([card.step, card.writer, card.visibility])
    key = hmac.new(secret.encode(), said.encode(), "sha256").hexdigest()[:16]
    named = card.visibility is Visibility.NAMED
    return Revealed(key, card.answer, card.writer if named else None, card.wording)


def _is_blank(answer: Any) -> bool:
    if isinstance(answer, Mapping):
        return all(_is_blank(part) for part in answer.values())
    return answer is None or (isinstance(answer, str) and not answer.strip())
