"""What changed from one version of an entry to the next, question by question. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from learning.content import Exercise
from learning.journal.answers import in_todays_words, wording_today
from learning.journal.differences import Piece, differences
from learning.journal.shown import Kept, ShownAnswer, shown


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one text, rating, choice or cell."""

    label: str
    """Which line or cell of the answer it is; empty if the answer has one only."""
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered otherwise, or was put otherwise."""

    question: tuple[Piece, ...]
    parts: tuple[Part, ...] = field(repr=False)


def changes(older: Kept, newer: Kept, exercise: Exercise | None) -> tuple[Change, ...]:
    """Return what was changed, in today's order; nothing if the two say the same."""
    before, after = _by_prompt(older, exercise), _by_prompt(newer, exercise)
    found = (_change(before.get(name), after.get(name)) for name in {**after, **before})
    return tuple(change for change in found if change)


def words_of(kept: Kept, exercise: Exercise | None) -> int:
    """Return how many words were written; ratings and choices are none."""
    return sum(len(text.split()) for text in written_in(shown(kept, exercise)))


def written_in(answers: tuple[ShownAnswer, ...]) -> Iterator[str]:
    """Yield what the writer wrote in words."""
    for answer in answers:
        if answer.answered_by == "words" and isinstance(answer.answer, str):
            yield answer.answer
        if answer.evidence:
            yield answer.evidence[1]
        yield from (cell for row in answer.rows for cell in row)


@dataclass(frozen=True, slots=True)
class _Today:
    """What was kept, under today's ids, so that a renamed question is the same question."""

    answers: Mapping[str, Any]
    wording: Mapping[str, Any]


_Cells = Mapping[str, str]
"""The texts of one answer by what each is called."""


def _by_prompt(kept: Kept, exercise: Exercise | None) -> dict[str, tuple[str, _Cells]]:
    """Return question and texts of each answer, by today's prompt id."""
    if exercise:
        answers, wording = in_todays_words(exercise, kept.answers), kept.wording
        kept = _Today(answers, wording_today(exercise, wording))
    return {
        a.prompt_id: (str(a.question), _cells(a, kept.answers[a.prompt_id]))
        for a in shown(kept, exercise)
    }


def _cells(answer: ShownAnswer, kept: Any) -> _Cells:
    if answer.answered_by in ("rows", "actions"):
        thing = "Action" if answer.answered_by == "actions" else "Row"
        numbered = zip(sorted(kept, key=int), answer.rows, strict=True)
        return {
            f"{thing} {number}, {title}": cell
            for number, row in numbered
            for title, cell in zip(answer.columns, row, strict=True)
            if cell
        }
    text = {"": _said(answer)}
    return text | ({answer.evidence[0]: answer.evidence[1]} if answer.evidence else {})


def _said(answer: ShownAnswer) -> str:
    if answer.answer is None:
        return ""
    forms = {"rating": "{} of 10", "place": "Place {}"}
    return forms.get(answer.answered_by, "{}").format(answer.answer)


_NOTHING: tuple[str, _Cells] = ("", {})


def _change(before: tuple[str, _Cells] | None, after: tuple[str, _Cells] | None) -> Change | None:
    asked_before, old = before or after or _NOTHING
    asked, new = after or before or _NOTHING
    old, new = (old if before else {}), (new if after else {})
    parts = tuple(
        Part(label, differences(old.get(label, ""), new.get(label, "")))
        for label in {**new, **old}
        if old.get(label, "") != new.get(label, "")
    )
    is_same = not parts and asked_before == asked
    return None if is_same else Change(differences(asked_before, asked), parts)
