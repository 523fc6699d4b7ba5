"""What an answer is, apart from where it is kept. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from learning.content import (
    Column,
    Dimension,
    Exercise,
    Prompt,
    Question,
    Rows,
    texts_of,
)

Answers = Mapping[str, Any]
"""Prompt id to answer, in the shape `learning.content.prompts` says; unanswered left out."""

NONE: Answers = MappingProxyType({})
LONGEST_ANSWER = 20_000
"""Characters of one text answer: about 3,000 words."""
LONGEST_CELL = 2_000
"""Characters of one cell of a table, or of one line of evidence."""
MOST_ROWS = 60
"""Rows of one table that are ever kept; authors allow fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsItWas(Prompt):
    """A question that nobody asks any more: whatever was answered to it fits, and is shown."""

    def fits(self, answer: Any) -> bool:
        """Tell that it does."""
        return True


def is_given(answer: Any) -> bool:
    """Tell whether there is anything to keep; a rating of 0 is."""
    return bool(answer.strip()) if isinstance(answer, str) else answer not in (None, {})


def in_todays_words(exercise: Exercise, kept: Answers) -> dict[str, Any]:
    """Return ``kept`` under today's ids of prompts and columns; others are left alone."""
    names = _names_today(exercise.prompts, kept)
    today = {}
    for prompt_id, answer in kept.items():
        prompt = exercise.prompt(prompt_id)
        if isinstance(prompt, Rows) and prompt.fits(answer):
            columns = _names_today(prompt.columns, {key for row in answer.values() for key in row})
            answer = {n: _renamed(cells, columns) for n, cells in answer.items()}
        today[names.get(prompt_id, prompt_id)] = answer
    return today


def wording_today(exercise: Exercise, kept: Answers) -> dict[str, Any]:
    """Return the wording of answers under today's ids of prompts and columns."""
    names = _names_today(exercise.prompts, kept)
    today = {}
    for prompt_id, asked in kept.items():
        prompt = exercise.prompt(prompt_id)
        if isinstance(prompt, Rows) and isinstance(asked, Mapping) and "columns" in asked:
            titles = asked["columns"]
            asked = {**asked, "columns": _renamed(titles, _names_today(prompt.columns, titles))}
        today[names.get(prompt_id, prompt_id)] = asked
    return today


def _names_today(asked: Iterable[Prompt | Column], kept: Collection[str]) -> dict[str, str]:
    """Return today's id for each id of ``kept`` that was renamed.

    Where two have become one, only one of them takes the new id: the other is kept beside it.
    """
    found = ((next((n for n in (one.id, *one.was) if n in kept), None), one) for one in asked)
    return {name: one.id for name, one in found if name}


def _renamed(by_column: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in by_column.items()}


def is_shown(prompt: Prompt | None, answer: Any, asked: Any) -> bool:
    """Tell whether today's form shows ``answer``, which ``asked`` was the question of.

    It does not if the kind of the question has changed: the id of a choice is no text.
    """
    if isinstance(prompt, AsItWas):
        return True
    kind = asked.get("kind") if isinstance(asked, Mapping) else None
    return prompt is not None and kind in (None, prompt.answered_by) and prompt.fits(answer)


def joined(
    exercise: Exercise, kept: Answers, given: Answers, asked: Answers = NONE
) -> dict[str, Any]:
    """Return ``given`` over ``kept``; what today's form cannot show was not deleted: it stays."""
    result = {}
    before = in_todays_words(exercise, kept)
    for prompt_id, old in before.items():
        if _is_unseen(exercise, prompt_id, old, asked):
            result[prompt_id] = old
    for prompt in exercise.prompts:
        answer = given.get(prompt.id)
        old = before.get(prompt.id)
        if isinstance(prompt, Rows) and prompt.fits(old):
            answer = _joined_rows(prompt, old or {}, answer or {})
        if isinstance(prompt, Dimension) and prompt.fits(old):
            answer = _joined_level(prompt, old or {}, answer or {})
        if is_given(answer):
            result[prompt.id] = answer
    return result


def _is_unseen(exercise: Exercise, prompt_id: str, answer: Any, asked: Answers) -> bool:
    prompt = exercise.prompt(prompt_id)
    is_former = prompt is not None and prompt.id != prompt_id
    return is_former or not is_shown(prompt, answer, asked.get(prompt_id))


def replaces_unseen(exercise: Exercise, before: Answers, asked: Answers, after: Answers) -> bool:
    """Tell whether ``after`` takes the place of an answer that the form did not show."""
    return any(
        old != after.get(prompt_id) and _is_unseen(exercise, prompt_id, old, asked)
        for prompt_id, old in before.items()
    )


def _joined_rows(
    prompt: Rows, old: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    """Return the rows of ``new``; cells of columns that are no longer asked for stay with them."""
    rows = {}
    asked = {column.id for column in prompt.columns}
    for number in sorted({*old, *new}, key=int):
        hidden = {k: v for k, v in old.get(number, {}).items() if k not in asked}
        was_seen = len(hidden) < len(old.get(number, {}))
        if number in new:
            rows[number] = {**new[number], **hidden}
        elif hidden and not was_seen:
            rows[number] = hidden
    return rows


def _joined_level(prompt: Dimension, old: Mapping[str, str], new: Mapping[str, str]) -> Any:
    """Return ``new``; a level that is not offered any more stays until another is chosen."""
    is_gone = bool(old.get("level")) and not prompt.level(old["level"])
    return {"level": old["level"], **new} if is_gone else new


def wording(exercise: Exercise, kept: Answers, answers: Answers, before: Answers) -> dict[str, Any]:
    """Return the question of each answer: today's if the answer is new, else as it was asked."""
    asked = wording_today(exercise, kept)
    result = {}
    for prompt_id, answer in answers.items():
        prompt = exercise.prompt(prompt_id)
        is_old = prompt is None or not prompt.fits(answer) or before.get(prompt_id) == answer
        if prompt_id in asked and is_old:
            result[prompt_id] = asked[prompt_id]
        elif prompt is None or not prompt.fits(answer):
            result[prompt_id] = ""  # how it was asked is not known
        else:
            result[prompt_id] = _with_what_is_gone(
                prompt.asked(answer), asked.get(prompt_id), answer
            )
    return result


def _with_what_is_gone(now: Any, before: Any, answer: Any) -> Any:
    """Return ``now`` with the titles of columns, and the words of a level, that are gone."""
    if not isinstance(now, Mapping) or not isinstance(before, Mapping):
        return now
    if "columns" in now:
        return {**now, "columns": {**before.get("columns", {}), **now["columns"]}}
    if now.get("answer") == "" and answer.get("level"):
        return {**now, "answer": before.get("answer", "")}
    return now


def first_tries(exercise: Exercise, kept: Answers, answers: Answers) -> dict[str, Any]:
    """Return the choice tried first for each question with choices."""
    asked = {prompt.id for prompt in exercise.prompts if isinstance(prompt, Question)}
    tried = {prompt_id: choice for prompt_id, choice in answers.items() if prompt_id in asked}
    return tried | in_todays_words(exercise, kept)


def loses_words(before: Answers, after: Answers) -> bool:
    """Tell whether going from ``before`` to ``after`` drops or rewrites a good part of a text."""
    return any(_replaced(_text(old), _text(after.get(key))) > 20 for key, old in before.items())


def _text(answer: Any) -> str:
    return "\n".join(texts_of(answer))


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
