"""Where the revealed answers to a grid or a scale are far apart: that is what a team talks about.

Pure. Only cards that are revealed are handed in, and one without a name brings none.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.content.exercises import Exercise
from learning.content.prompts import Dimension, Prompt, Statement
from learning.live.rules.reveal import Revealed
from learning.live.rules.state import Participant

APART = 2
"""Steps between two answers that are worth talking about."""
RATINGS = tuple(str(rating) for rating in range(11))


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the answers that a prompt offers, and who gave it."""

    position: int
    """0 for the lowest."""
    words: str
    """The title of the level, or the number."""
    names: tuple[str, ...]
    """Of those who gave it with their name, by alphabet."""
    unnamed: int
    """How many gave it without."""

    @property
    def count(self) -> int:
        """Return how many gave it."""
        return len(self.names) + self.unnamed

    @property
    def who(self) -> str:
        """Return who gave it, in words: “Ada, Ben and somebody”."""
        several = f"{self.unnamed} {'others' if self.names else 'people'}"
        others = {0: (), 1: ("somebody",)}.get(self.unnamed, (several,))
        listed = (*self.names, *others)
        return " and ".join(part for part in (", ".join(listed[:-1]), *listed[-1:]) if part)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far apart the answers to one prompt are."""

    text: str
    marks: tuple[Mark, ...]
    """Every answer on offer, lowest first, also those that nobody gave."""
    evidence: int
    """How many wrote a line that shows it."""
    first: int = 1
    """What the lowest answer on offer counts: a level 1, a rating 0."""

    @property
    def lowest(self) -> Mark:
        """Return the lowest answer that was given."""
        return next(mark for mark in self.marks if mark.count)

    @property
    def highest(self) -> Mark:
        """Return the highest answer that was given."""
        return next(mark for mark in reversed(self.marks) if mark.count)

    @property
    def apart(self) -> int:
        """Return how many steps lie between the lowest and the highest."""
        return self.highest.position - self.lowest.position

    @property
    def answered(self) -> int:
        """Return how many answered."""
        return sum(mark.count for mark in self.marks)

    @property
    def average(self) -> float:
        """Return the average of all answers, each counted by its place."""
        counted = sum((self.first + mark.position) * mark.count for mark in self.marks)
        return counted / self.answered


@dataclass(frozen=True, slots=True)
class Compared:
    """Where the shown answers to a grid or a scale are apart."""

    differences: tuple[Difference, ...]
    """Two steps or more, the widest first."""
    spreads: tuple[Difference, ...]
    """All of them, in the order of the exercise."""
    closest: Difference | None
    """What to talk about where nothing is far apart."""
    givers: int
    """How many cards have a mark; one alone cannot be compared."""

    @property
    def lowest_first(self) -> tuple[Difference, ...]:
        """Return all of them, the lowest average first; nothing of one card alone."""
        return tuple(sorted(self.spreads, key=lambda s: s.average)) if self.givers > 1 else ()


def compare(
    exercise: Exercise, revealed: Sequence[Revealed], names: Mapping[Participant, str]
) -> Compared:
    """Return where the answers are apart, and where not."""
    found = spreads(exercise, revealed, names)
    givers = sum(bool(spreads(exercise, [card], names)) for card in revealed)
    return Compared(_differences(found), found, _closest(found), givers)


def differences(
    exercise: Exercise, revealed: Sequence[Revealed], names: Mapping[Participant, str]
) -> tuple[Difference, ...]:
    """Return the prompts whose answers are two steps or more apart, the widest first."""
    return _differences(spreads(exercise, revealed, names))


def _differences(found: Sequence[Difference]) -> tuple[Difference, ...]:
    apart = (one for one in found if one.apart >= APART)
    return tuple(sorted(apart, key=lambda difference: -difference.apart))


def spreads(
    exercise: Exercise, revealed: Sequence[Revealed], names: Mapping[Participant, str]
) -> tuple[Difference, ...]:
    """Return every level or rating that somebody answered, in the order of the exercise."""
    found = (_spread(prompt, revealed, names) for prompt in exercise.prompts)
    return tuple(spread for spread in found if spread and spread.answered)


def closest_to_talk_about(
    exercise: Exercise, revealed: Sequence[Revealed], names: Mapping[Participant, str]
) -> Difference | None:
    """Return what to talk about where nothing is far apart: what has the least evidence.

    Of several it is the widest, and of these the first; None if nobody answered anything.
    """
    return _closest(spreads(exercise, revealed, names))


def _closest(found: Sequence[Difference]) -> Difference | None:
    return min(found, key=lambda spread: (spread.evidence, -spread.apart), default=None)


def _spread(
    prompt: Prompt, revealed: Sequence[Revealed], names: Mapping[Participant, str]
) -> Difference | None:
    """Return how the answers to ``prompt`` are spread; None if it is neither level nor rating."""
    offered = _offered(prompt)
    if not offered:
        return None
    gave: defaultdict[int, list[str | None]] = defaultdict(list)
    evidence = 0
    for card, answer in _answers(prompt, revealed):
        name = names.get(card.writer) if card.writer is not None else None
        gave[_position(prompt, answer)].append(name)
        evidence += _has_evidence(answer)
    marks = (_mark(at, words, gave[at]) for at, words in enumerate(offered))
    first = 1 if isinstance(prompt, Dimension) else 0
    return Difference(prompt.text, tuple(marks), evidence, first)


def _mark(position: int, words: str, gave: Sequence[str | None]) -> Mark:
    named = sorted((name for name in gave if name), key=str.casefold)
    return Mark(position, words, tuple(named), len(gave) - len(named))


def _offered(prompt: Prompt) -> tuple[str, ...]:
    """Return the words of all that can be answered, lowest first; nothing if there is no order."""
    if isinstance(prompt, Dimension):
        return tuple(level.title for level in prompt.levels)
    return RATINGS if isinstance(prompt, Statement) else ()


def _position(prompt: Prompt, answer: Any) -> int:
    if isinstance(prompt, Dimension):
        return [level.id for level in prompt.levels].index(answer["level"])
    return int(answer)


def _answers(prompt: Prompt, revealed: Sequence[Revealed]) -> Iterator[tuple[Revealed, Any]]:
    """Yield what each card answers to ``prompt``, under any name it had; what does not fit, not."""
    for card in revealed:
        given = card.answer if isinstance(card.answer, Mapping) else {}
        answer = next((given[name] for name in (prompt.id, *prompt.was) if name in given), None)
        if prompt.is_answered(answer):
            yield card, answer


def _has_evidence(answer: Any) -> bool:
    return isinstance(answer, Mapping) and bool(answer.get("evidence", "").strip())
