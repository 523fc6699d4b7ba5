"""The cards of a live session: one’s own, and those that were shown, ready to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Exercise
from learning.journal import ShownAnswer
from learning.live.rules.reveal import Card, CardsInView, Revealed, cards_in_view, source_of
from learning.live.runs import Run
from learning.live.tables import KeptCard, Participant


@dataclass(frozen=True, slots=True)
class RevealedCard:
    """A card as everybody sees it."""

    key: str
    writer: str | None
    """None on a card without a name."""
    answers: tuple[ShownAnswer, ...]


FITS = 1_800
"""Characters that a projector has room for in small type."""
FITS_LARGE = 800
"""The same in large type."""
LONGEST_ON_SCREEN = 360
"""Characters of one card there; the rest stands on everybody’s own page."""
_FRAME = 70
"""What the frame and the name of a card take, as characters."""


def fitting(cards: Sequence[RevealedCard], room: int = FITS) -> tuple[RevealedCard, ...]:
    """Return as many of the cards as a projector has room for, in their order."""
    fits = []
    for card in cards:
        room -= _FRAME + min(_length(card), LONGEST_ON_SCREEN)
        if room < 0:
            break
        fits.append(card)
    return tuple(fits)


def _length(card: RevealedCard) -> int:
    said = sum(len(str(answer.answer or "")) for answer in card.answers)
    asked = sum(len(answer.question) for answer in card.answers)
    return said + (asked if len(card.answers) > 1 else 0)


def side_by_side(cards: Sequence[RevealedCard]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each question with the mark that each card has there, empty where it has none.

    Nothing if a card holds more than levels and ratings: words need the room of a card.
    """
    answers = [answer for card in cards for answer in card.answers]
    if any(answer.answered_by not in ("level", "rating") for answer in answers):
        return ()
    questions = {answer.prompt_id: answer.question for answer in answers}
    marks = [{answer.prompt_id: _mark(answer) for answer in card.answers} for card in cards]
    return tuple(
        (question, tuple(of_card.get(prompt, "") for of_card in marks))
        for prompt, question in questions.items()
    )


def _mark(answer: ShownAnswer) -> str:
    """Return the number of a rating, or what stands before the colon in a level’s title."""
    return str("" if answer.answer is None else answer.answer).partition(": ")[0]


def cards_of(db: Session, session_id: int) -> tuple[Card, ...]:
    """Return the cards of a session, shown or not: for `rules.reveal` only; one query."""
    query = (
        select(
            KeptCard.step,
            KeptCard.participant_id.label("writer"),
            KeptCard.answers.label("answer"),
            KeptCard.wording,
            KeptCard.visibility,
        )
        .join(Participant, Participant.id == KeptCard.participant_id)
        .where(Participant.live_session_id == session_id)
    )
    return tuple(Card(**row._asdict()) for row in db.execute(query))


def in_view(run: Run, cards: Sequence[Card], step_id: str) -> CardsInView:
    """Return the cards that a step shows, as whoever asks sees them."""
    me = run.me.id if run.me else None
    return cards_in_view(run.state, cards, source_of(run.state, step_id), me, run.secret)


def revealed_in(
    run: Run, cards: Sequence[Card], step_id: str, exercise: Exercise | None = None
) -> tuple[RevealedCard, ...]:
    """Return the cards that a step shows to everybody, ready to be read."""
    return tuple(
        RevealedCard(card.key, run.name(card.writer), journal.shown(_Entry(card), exercise))
        for card in in_view(run, cards, step_id).revealed
    )


class _Entry:
    """A card as `journal.shown` takes it."""

    def __init__(self, card: Revealed) -> None:
        self.answers = card.answer
        self.wording = card.wording
