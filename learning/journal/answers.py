"""What an answer is, apart from where it is kept. Pure."""

from collections.abc import Mapping
from typing import Any

from learning.content import Check, Exercise

Answers = Mapping[str, Any]
"""Prompt id to answer: text, a rating from 0 to 10, or the id of a choice; unanswered left out."""

LONGEST_ANSWER = 20_000
"""Characters of one text answer: about 3,000 words."""


def is_answered(answer: Any) -> bool:
    """Tell whether there is an answer; a rating of 0 is one."""
    return answer is not None and answer != ""


def unanswered(exercise: Exercise, answers: Answers) -> list[str]:
    """Return the ids of required prompts that lack an answer, in order."""
    return [p.id for p in exercise.prompts if p.required and not is_answered(answers.get(p.id))]


def in_todays_words(exercise: Exercise, kept: Answers) -> dict[str, Any]:
    """Return ``kept`` under today's prompt ids: renamed prompts are found, others left alone."""
    today = {}
    for prompt_id, answer in kept.items():
        prompt = exercise.prompt(prompt_id)
        today[prompt.id if prompt else prompt_id] = answer
    return today


def joined(exercise: Exercise, kept: Answers, given: Answers) -> dict[str, Any]:
    """Return ``given`` over ``kept``: an answer to a question no longer asked stays."""
    asked = {prompt.id for prompt in exercise.prompts}
    stays = {k: v for k, v in in_todays_words(exercise, kept).items() if k not in asked}
    return stays | {k: v for k, v in given.items() if k in asked and is_answered(v)}


def wording(exercise: Exercise, kept: Answers, answers: Answers, before: Answers) -> dict[str, Any]:
    """Return the question of each answer: today's if the answer is new, else as it was asked."""
    asked = in_todays_words(exercise, kept)
    now = {prompt.id: prompt.text for prompt in exercise.prompts}
    return {
        k: asked[k] if k in asked and (k not in now or before.get(k) == v) else now.get(k, "")
        for k, v in answers.items()
    }


def first_tries(exercise: Exercise, kept: Answers, answers: Answers) -> dict[str, Any]:
    """Return the choice tried first for each question of a check; nothing for other kinds."""
    if not isinstance(exercise, Check):
        return dict(kept)
    return dict(answers) | in_todays_words(exercise, kept)


def loses_words(before: Answers, after: Answers) -> bool:
    """Tell whether going from ``before`` to ``after`` drops or rewrites a good part of a text."""
    return any(
        isinstance(old, str) and _replaced(old, str(after.get(key, ""))) > 20
        for key, old in before.items()
    )


def _replaced(old: str, new: str) -> int:
    """Return how many characters of ``old`` stand neither at the start nor the end of ``new``."""
    start = _alike(old, new)
    return len(old) - start - _alike(old[start:][::-1], new[start:][::-1])


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with; by halving, since texts may be long."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
