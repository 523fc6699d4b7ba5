"""What invented learners answer where answers are counted: ratings, choices and levels. Pure."""

from collections.abc import Iterator
from random import Random
from typing import Any

from learning.content import Check, Dimension, Exercise, Grid, Measure, Programme, Question, Scale
from learning.crowd.people import Learner

ANSWERED = 0.85
"""How likely somebody who does a page answers its exercise."""
RIGHT_AT_FIRST = 0.62
RIGHT_IN_THE_END = 0.93
_EVIDENCE = "Made up, as everything here."


def entries(chance: Random, programme: Programme, learner: Learner) -> Iterator[dict[str, Any]]:
    """Yield rows of entries, but for whose they are, on the pages that ``learner`` has done."""
    for page, done in zip(programme.pages, learner.done, strict=False):
        for exercise in page.exercises:
            answers, firsts = _answers(chance, exercise, learner)
            if answers and chance.random() < ANSWERED:
                yield {
                    "exercise_id": exercise.id,
                    "version": 1,
                    "title": exercise.title,
                    "answers": answers,
                    "wording": _wording(exercise, answers),
                    "firsts": firsts,
                    "edition": programme.edition,
                    "sitting_at": done,
                    "saved_at": done,
                    "has_aside": False,
                    "is_shared": False,
                    "is_quotable": False,
                }


def _answers(
    chance: Random, exercise: Exercise, learner: Learner
) -> tuple[dict[str, Any], dict[str, Any]]:
    match exercise:
        case Scale():
            level = learner.better if exercise.measure is Measure.END else 0
            level -= 1 if exercise.measure is Measure.THEN else 0
            rate = (chance.gauss(4.6 + level, 2) for _ in exercise.prompts)
            rated = zip(exercise.prompts, rate, strict=True)
            return {p.id: min(10, max(0, round(rating))) for p, rating in rated}, {}
        case Check():
            questions = [p for p in exercise.prompts if isinstance(p, Question)]
            firsts = {q.id: _choice(chance, q, RIGHT_AT_FIRST) for q in questions}
            return {q.id: _choice(chance, q, RIGHT_IN_THE_END) for q in questions}, firsts
        case Grid():
            dimensions = [p for p in exercise.prompts if isinstance(p, Dimension)]
            return {d.id: _level(chance, d) for d in dimensions}, {}
    return {}, {}


def _wording(exercise: Exercise, answers: dict[str, Any]) -> dict[str, Any]:
    return {p.id: p.asked(answers[p.id]) for p in exercise.prompts if p.id in answers}


def _choice(chance: Random, question: Question, right: float) -> str:
    is_right = chance.random() < right
    fitting = [choice for choice in question.choices if choice.right is is_right]
    return chance.choice(fitting or list(question.choices)).id


def _level(chance: Random, dimension: Dimension) -> dict[str, str]:
    weights = range(len(dimension.levels), 0, -1)
    level = chance.choices(dimension.levels, weights)[0]
    return {"level": level.id, "evidence": _EVIDENCE}
