"""All that decides what facts are counted as, in one hash. Pure."""

import hashlib
import json
from collections.abc import Iterable

from learning.content import Dimension, Exercise, Programme, Prompt, Question, Scale
from learning.statistics.counting.rows import KEPT_OF
from learning.statistics.marks import Family

EDITION = 1
"""Of the definitions in `sheet` and `learned`: whoever changes one adds 1."""


def shape_of(programme: Programme, zone: str, exercises: Iterable[Exercise]) -> str:
    """Return a hash of all that decides what facts are counted as; wording is not part of it."""
    shape = [
        EDITION,
        zone,
        [[family, KEPT_OF[family]] for family in Family],
        [[m.id, [[p.id, sorted(p.was)] for p in m.pages]] for m in programme.modules],
        [_exercise(exercise) for exercise in exercises],
    ]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()


def _exercise(exercise: Exercise) -> list[object]:
    measure = exercise.measure if isinstance(exercise, Scale) else None
    prompts = [_prompt(prompt) for prompt in exercise.prompts]
    return [exercise.id, exercise.kind, measure, sorted(exercise.was), prompts]


def _prompt(prompt: Prompt) -> list[object]:
    offered: list[object] = []
    if isinstance(prompt, Question):
        offered = [[choice.id, choice.right] for choice in prompt.choices]
    if isinstance(prompt, Dimension):
        offered = [level.id for level in prompt.levels]
    return [prompt.id, prompt.answered_by, sorted(prompt.was), offered]
