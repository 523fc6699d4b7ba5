"""An entry and one of its versions beside each other, to bring back or to put together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from learning.content import Exercise, Item, Prompt, Rows, is_table
from learning.errors import Conflict
from learning.journal.answers import (
    LONGEST_ANSWER,
    LONGEST_CELL,
    MOST_ROWS,
    Answers,
    AsItWas,
    in_todays_words,
    is_shown,
    wording_today,
)
from learning.journal.entries import EntryView, VersionView


@dataclass(frozen=True, slots=True)
class Texts:
    """Both, under today's ids."""

    entry: EntryView
    exercise: Exercise
    answers: Answers
    """Of the version; what cannot be answered so today is as it stands in the entry."""
    wording: Answers
    """What the version's answers were asked by."""

    def both_asked(self) -> dict[str, Any]:
        """Return what asks for the answers of both; the entry's wording comes first."""
        mine, other = self.entry.wording, self.wording
        return {n: _both_asked(mine.get(n), other.get(n)) for n in {**mine, **other}}


def texts_beside(entry: EntryView, version: VersionView, exercise: Exercise | None) -> Texts:
    """Return ``entry`` and ``version`` to be compared or joined.

    An exercise that the programme has no more is made of what was answered.
    """
    exercise = exercise or _as_kept(entry, version)
    wording = wording_today(exercise, version.wording)
    answers = in_todays_words(exercise, version.answers)
    return Texts(entry, exercise, _fitting(exercise, answers, wording, entry), wording)


def both_answers(texts: Texts) -> dict[str, Any]:
    """Return the answers of both: texts one below the other, and every row that differs.

    A rating, choice or place stays as it is in the entry. Raises `Conflict` for what is too long.
    """
    found = {}
    for prompt in texts.exercise.prompts:
        mine, other = texts.entry.answers.get(prompt.id), texts.answers.get(prompt.id)
        if mine is None and not isinstance(prompt, Item):  # two items never share a place
            found[prompt.id] = other
        elif other is None or _is_choice(prompt, texts.entry.wording.get(prompt.id)):
            found[prompt.id] = mine
        else:
            found[prompt.id] = _both(prompt, mine, other)
    return {name: answer for name, answer in found.items() if answer is not None}


def _as_kept(entry: EntryView, version: VersionView) -> Exercise:
    names = {**entry.answers, **version.answers}
    prompts = tuple(AsItWas(id=name, text="", required=False) for name in names)
    return Exercise(id=entry.exercise_id, title=entry.title, minutes=0, prompts=prompts)


def _fitting(
    exercise: Exercise, answers: Answers, wording: Answers, entry: EntryView
) -> dict[str, Any]:
    found = {}
    for prompt in exercise.prompts:
        answer = answers.get(prompt.id)
        is_there = is_shown(prompt, answer, wording.get(prompt.id))
        found[prompt.id] = answer if answer is None or is_there else entry.answers.get(prompt.id)
    return {name: answer for name, answer in found.items() if answer is not None}


def _both(prompt: Prompt, mine: Any, other: Any) -> Any:
    if isinstance(mine, str) and isinstance(other, str):
        return _both_texts(mine, other, LONGEST_ANSWER)
    if not isinstance(mine, Mapping) or not isinstance(other, Mapping):
        return mine
    if is_table(mine) and is_table(other):
        return _both_rows(mine, other, prompt.most if isinstance(prompt, Rows) else MOST_ROWS)
    evidence = _both_texts(mine.get("evidence", ""), other.get("evidence", ""), LONGEST_CELL)
    return {**other, **mine, **({"evidence": evidence} if evidence else {})}


def _is_choice(prompt: Prompt, asked: Any) -> bool:
    kind = asked.get("kind") if isinstance(asked, Mapping) else None
    return "choice" in (kind, prompt.answered_by)


def _both_texts(mine: str, other: str, longest: int) -> str:
    if other in mine or mine in other:
        return max(mine, other, key=len)
    both = f"{mine}\n\n{other}"
    if len(both) > longest:
        raise Conflict(
            f"Both texts together have {len(both):,} characters, and there is room for"
            f" {longest:,}. Copy what you need from one into the other instead."
        )
    return both


def _both_rows(mine: Mapping[str, Any], other: Mapping[str, Any], most: int) -> dict[str, Any]:
    new = [cells for cells in other.values() if cells not in mine.values()]
    last = max(map(int, mine), default=0)
    both = dict(mine) | {str(last + n): cells for n, cells in enumerate(new, start=1)}
    if len(both) > most:
        raise Conflict(
            f"Both together have {len(both)} rows, and there is room for {most}."
            " Copy what you need from one into the other instead."
        )
    return both


def _both_asked(mine: Any, other: Any) -> Any:
    if not isinstance(mine, Mapping) or not isinstance(other, Mapping):
        return mine or other
    both = {**other, **{key: value for key, value in mine.items() if value}}
    if "columns" in both:
        both["columns"] = {**other.get("columns", {}), **mine.get("columns", {})}
    return both
