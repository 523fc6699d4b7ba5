"""What is voted on, and the dots: one’s own while people vote, everybody’s sums afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content.scripts import Step
from learning.live.cards import RevealedCard, cards_of, revealed_in
from learning.live.rules.outcomes import USUAL_DOTS, Ballot, Tally, count_voted, tally
from learning.live.rules.reveal import Count
from learning.live.runs import Run
from learning.live.tables import KeptBallot, Participant


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can have dots: words of the guide, or a card."""

    key: str
    words: str | None
    card: RevealedCard | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as one person sees it."""

    options: tuple[Option, ...]
    own: Ballot
    most: int
    """Dots that each person has."""
    voted: Count | None
    dots: Mapping[str, int] | None
    """Sums by option, or None while people vote."""


def options_of(db: Session, run: Run, step: Step) -> tuple[Option, ...]:
    """Return what can be voted on: the guide’s options, or the cards that were shown.

    One query, or none.
    """
    if step.options:
        return tuple(Option(words, words) for words in step.options)
    if step.of is None or step.id not in {planned.id for planned in run.state.steps}:
        return ()
    shown = revealed_in(run, cards_of(db, run.id), step.id)
    return tuple(Option(card.key, None, card) for card in shown)


def vote_of(db: Session, run: Run, step: Step) -> Vote:
    """Return the vote of a step; two queries at most."""
    ballots = ballots_of(db, run.id, step.id)
    options = options_of(db, run, step)
    sums = tally(run.state, step.id, ballots, [option.key for option in options])
    return Vote(
        options=options,
        own=ballots.get(run.me.id, {}) if run.me else {},
        most=step.votes or USUAL_DOTS,
        voted=count_voted(ballots, run.in_step),
        dots=_by_option(sums) if sums else None,
    )


def ballots_of(db: Session, session_id: int, step_id: str) -> dict[int, Ballot]:
    """Return the dots of one step by participant; one query."""
    query = (
        select(KeptBallot.participant_id, KeptBallot.dots)
        .join(Participant, Participant.id == KeptBallot.participant_id)
        .where(Participant.live_session_id == session_id, KeptBallot.step == step_id)
    )
    return {row.participant_id: row.dots for row in db.execute(query)}


def _by_option(sums: tuple[Tally, ...]) -> dict[str, int]:
    return {each.option: each.dots for each in sums}
