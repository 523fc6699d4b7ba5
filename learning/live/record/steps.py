"""What came of each step of a session, for its record: in the words of the day it was held."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from learning.content import Exercise, Programme
from learning.content.exercises import Grid, Scale
from learning.content.scripts import Step, StepKind
from learning.live.cards import RevealedCard, in_view, revealed_in
from learning.live.guided import step_of
from learning.live.record.kept import Ballots, cards_and_ballots
from learning.live.rules.compare import Difference, differences
from learning.live.rules.outcomes import Ballot
from learning.live.rules.reveal import Card, Visibility, is_in_view, source_of
from learning.live.rules.state import LOBBY, Planned
from learning.live.runs import Run
from learning.live.scene import lines_of

_KINDS = {
    StepKind.TALK: "Talk",
    StepKind.WRITE: "Write alone",
    StepKind.REVEAL: "All at once",
    StepKind.COMPARE: "Where you differ",
    StepKind.VOTE: "Vote",
    StepKind.DISCUSS: "In turn",
    StepKind.DECIDE: "What we will do",
    StepKind.CLOSE: "Check out",
}
"""Titles of steps that were kept without one and are gone from the guide."""
_LONGEST_OPTION = 160
"""Characters of a card that was voted on; it stands in full where it was shown."""


@dataclass(frozen=True, slots=True)
class Voted:
    """How many dots one option had."""

    words: str
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """What came of one step."""

    id: str
    kind: StepKind
    title: str
    question: str | None
    lines: tuple[str, ...] = ()
    cards: tuple[RevealedCard, ...] = ()
    own: Visibility | None = None
    """How one’s own card is shown, for the reader whose card is among these."""
    written_in: str | None = None
    """The step in which the cards were written."""
    votes: tuple[Voted, ...] = ()
    """Most dots first."""
    differences: tuple[Difference, ...] = ()
    """Where shown answers are two steps or more apart, the widest first."""

    @property
    def asks_one(self) -> bool:
        """Tell whether all cards answer the same one question, which is then `question`."""
        return len({answer.question for card in self.cards for answer in card.answers}) == 1

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left of it."""
        return not (self.lines or self.cards or self.votes or self.differences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """All that was made in a session, and what is needed to read it."""

    run: Run
    programme: Programme
    cards: tuple[Card, ...]
    ballots: Ballots
    lines: Mapping[str, tuple[str, ...]]

    def exercise(self, planned: Planned) -> Exercise | None:
        """Return what the cards of a step answer, if the guide still says so."""
        source = self._today(source_of(self.run.state, planned.id))
        found = source.exercise if source else None
        return self.programme.exercises.get(found) if found else None

    def title(self, planned: Planned) -> str:
        """Return what a step was called on the day."""
        today = self._today(planned.id)
        return planned.title or (today.title if today else _KINDS[planned.kind])

    def options(self, planned: Planned, dots: Mapping[str, int]) -> dict[str, str]:
        """Return what was voted on: cards that are still shown, or words as they read then."""
        if planned.of:
            shown = revealed_in(self.run, self.cards, planned.id)
            return {card.key: _short(card) for card in shown}
        today = self._today(planned.id)
        return {words: words for words in (*(today.options if today else ()), *dots)}

    def _today(self, step_id: str) -> Step | None:
        return step_of(self.run.session, self.programme, step_id)


def made_in(db: Session, run: Run, programme: Programme) -> Made:
    """Return what was made in ``run``; two queries."""
    cards, ballots = cards_and_ballots(db, run.id)
    lines: dict[str, tuple[str, ...]] = {}
    for line in lines_of(db, run.id):
        lines[line.step] = (*lines.get(line.step, ()), line.text)
    return Made(run=run, programme=programme, cards=cards, ballots=ballots, lines=lines)


def steps_of(made: Made) -> Iterator[RecordedStep]:
    """Yield the steps that were played, or are being played, in the order of the guide."""
    state = made.run.state
    played = {passage.step for passage in state.log}
    for step in state.steps if state.at != LOBBY else ():
        if step.id in played or step == state.step:
            known: dict[str, Any] = {
                "question": step.question,
                "lines": made.lines.get(step.id, ()),
            }
            yield RecordedStep(
                id=step.id,
                kind=step.kind,
                title=made.title(step),
                **known | _gathered(made, step),
            )


def _gathered(made: Made, step: Planned) -> dict[str, Any]:
    match step.kind:
        case StepKind.REVEAL:
            return _revealed(made, step)
        case StepKind.COMPARE:
            return {"differences": _differences(made, step)}
        case StepKind.VOTE if made.run.state.at > made.run.state.position(step.id):
            return {"votes": _votes(made, step, made.ballots.get(step.id, ()))}
    return {}


def _revealed(made: Made, step: Planned) -> dict[str, Any]:
    own = in_view(made.run, made.cards, step.id).own
    shown = revealed_in(made.run, made.cards, step.id, made.exercise(step))
    asked = {answer.question for card in shown for answer in card.answers}
    return {
        "question": asked.pop() if len(asked) == 1 else step.question,
        "cards": shown,
        "own": own.visibility if own and is_in_view(made.run.state, own) else None,
        "written_in": source_of(made.run.state, step.id),
    }


def _differences(made: Made, step: Planned) -> tuple[Difference, ...]:
    exercise = made.exercise(step)
    if not isinstance(exercise, Grid | Scale):
        return ()
    names = {person.id: person.name for person in made.run.people}
    return differences(exercise, in_view(made.run, made.cards, step.id).revealed, names)


def _votes(made: Made, step: Planned, ballots: Sequence[Ballot]) -> tuple[Voted, ...]:
    dots: Counter[str] = Counter()
    for ballot in ballots:
        dots.update(ballot)
    if not dots.total():
        return ()
    voted = (Voted(words, dots[key]) for key, words in made.options(step, dots).items())
    return tuple(sorted(voted, key=lambda option: -option.dots))


def _short(card: RevealedCard) -> str:
    said = "; ".join(str(answer.answer) for answer in card.answers if answer.answer is not None)
    words = " ".join(said.split())
    return words if len(words) <= _LONGEST_OPTION else f"{words[: _LONGEST_OPTION - 1]}…"
