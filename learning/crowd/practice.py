"""What invented learners say has changed, at the end and months later. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from learning.crowd.people import Learner
from learning.followups import LATER, OUTCOMES, PROMISES, Moment, questions_of

ANSWERED_AT_END = 0.7
AGREED = 0.6
"""How many of those who answered at the end agree to be asked again."""
ANSWERED_LATER = 0.45
_MONTHS = {Moment.THREE: 91, Moment.SIX: 182}
"""Days after the end."""
_SOME = 0.35
"""How likely each of several options is chosen."""


def follow_ups(chance: Random, finished: datetime, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield rows of follow-ups of somebody who finished then, but for whose they are.

    Those of later moments are of people who agreed to be asked.
    """
    if chance.random() > ANSWERED_AT_END:
        return
    yield _row(chance, Moment.END, None, finished)
    if chance.random() > AGREED:
        return
    for moment in LATER:
        asked = finished + timedelta(days=_MONTHS[moment])
        has_answered = asked < now and chance.random() < ANSWERED_LATER
        answered = min(asked + timedelta(days=3), now) if has_answered else None
        yield _row(chance, moment, asked if asked < now else None, answered)


def has_agreed(rows: list[dict[str, Any]]) -> bool:
    """Tell whether these follow-ups are of somebody who agreed to be asked again."""
    return any(row["moment"] in LATER for row in rows)


def finished_at(learner: Learner, pages: int) -> datetime | None:
    """Return when the last of so many pages was done, None before that."""
    return learner.done[-1] if len(learner.done) == pages else None


def _row(
    chance: Random, moment: Moment, sent: datetime | None, answered: datetime | None
) -> dict[str, Any]:
    return {
        "moment": moment,
        "next_at": None,  # nobody is ever mailed
        "sent_at": sent,
        "reminded_at": None,
        "answered_at": answered,
        "answers": _answers(chance, moment) if answered else {},
        "version": 1 if answered else 0,
    }


def _answers(chance: Random, moment: Moment) -> Mapping[str, Any]:
    """Return answers to what is chosen; what is told in words stays empty."""
    found: dict[str, Any] = {}
    for question in questions_of(moment):
        options = [option.id for option in question.options]
        if question.several:
            found[question.id] = [option for option in options if chance.random() < _SOME]
        elif options:
            found[question.id] = chance.choice(options)
    if moment in LATER:
        outcome = chance.choice(OUTCOMES).id
        found[PROMISES] = {"invented": {"what": "An action", "outcome": outcome, "why": ""}}
    return {key: answer for key, answer in found.items() if answer}
