"""Answers as they are read: each under its question as asked, with nothing left to look up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from learning.content import Exercise, Prompt, Question, is_table, texts_of
from learning.journal.answers import Answers

GONE = "An answer of an earlier edition"
"""Shown for a choice whose words were not kept; entries of the first edition only."""


class Kept(Protocol):
    """An entry, or a version of one."""

    @property
    def answers(self) -> Answers:
        """Return the answers by prompt id."""

    @property
    def wording(self) -> Answers:
        """Return what was asked, by prompt id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    """One answer, ready for a page, a team or a document."""

    prompt_id: str
    question: str
    """As it read when it was answered."""
    answered_by: str
    """``words``, ``rating``, ``choice``, ``place``, ``level``, ``rows`` or ``actions``."""
    answer: str | int | None = field(default=None, repr=False)
    """Text, a rating or place, the words of the choice or level; None for rows."""
    evidence: tuple[str, str] | None = field(default=None, repr=False)
    """Of a level: what the line for evidence asked, and what was written."""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    now_reads: str | None = None
    """Today's wording, if it differs."""
    is_earlier: bool = False
    """Whether the question is no longer asked."""


def shown(kept: Kept, exercise: Exercise | None) -> tuple[ShownAnswer, ...]:
    """Return the answers of ``kept`` in today's order, then those that are asked for no longer.

    What was ranked comes first, in its order.
    """
    prompts = exercise.prompts if exercise else ()
    found = [(exercise.prompt(name) if exercise else None, name) for name in kept.answers]
    answers = [
        _shown(name, kept.answers[name], kept.wording.get(name), prompt, exercise)
        for prompt, name in sorted(
            found, key=lambda pair: prompts.index(pair[0]) if pair[0] else len(prompts)
        )
    ]
    placed = sorted((a for a in answers if a.answered_by == "place"), key=_place)
    return (*placed, *(a for a in answers if a.answered_by != "place"))


def _place(answer: ShownAnswer) -> int:
    return answer.answer if isinstance(answer.answer, int) else 0


def _shown(
    name: str, answer: Any, asked: Any, prompt: Prompt | None, exercise: Exercise | None
) -> ShownAnswer:
    rich: Mapping[str, Any] = asked if isinstance(asked, Mapping) else {"text": asked}
    today = prompt.text if prompt else ""
    question = rich.get("text") or today or "A question of an earlier edition"
    kind = _kind(answer, rich.get("kind"), prompt)
    return ShownAnswer(
        prompt_id=name,
        question=question,
        answered_by=kind,
        now_reads=today if prompt and today != question else None,
        is_earlier=exercise is not None and prompt is None,
        **_SHAPES.get(kind, _plain)(answer, rich, prompt),
    )


def _kind(answer: Any, kept: str | None, prompt: Prompt | None) -> str:
    """Return how to show ``answer``: as the kind it was kept with, if it has that shape."""
    if isinstance(answer, Mapping):
        is_rows = is_table(answer) and kept in ("rows", "actions")
        return kept if kept == "level" or (kept and is_rows) else "words"
    if isinstance(answer, int):
        return "place" if kept == "place" else "rating"
    is_choice = kept == "choice" or (kept is None and isinstance(prompt, Question))
    return "choice" if is_choice else "words"


def _plain(answer: Any, asked: Mapping[str, Any], prompt: Prompt | None) -> dict[str, Any]:
    return {"answer": "\n".join(texts_of(answer)) if isinstance(answer, Mapping | list) else answer}


def _choice(answer: Any, asked: Mapping[str, Any], prompt: Prompt | None) -> dict[str, Any]:
    if "answer" in asked:
        return {"answer": asked["answer"]}
    chosen = prompt.choice(answer) if isinstance(prompt, Question) else None
    return {"answer": chosen.text if chosen else GONE}


def _level(answer: Any, asked: Mapping[str, Any], prompt: Prompt | None) -> dict[str, Any]:
    evidence = answer.get("evidence")
    return {
        "answer": asked.get("answer") or None,
        "evidence": (str(asked.get("evidence", "")), str(evidence)) if evidence else None,
    }


def _rows(answer: Any, asked: Mapping[str, Any], prompt: Prompt | None) -> dict[str, Any]:
    titles: dict[str, str] = dict(asked.get("columns", {}))
    titles |= {name: name for cells in answer.values() for name in cells if name not in titles}
    used = [name for name in titles if any(cells.get(name) for cells in answer.values())]
    numbers = sorted(answer, key=int)
    return {
        "columns": tuple(titles[name] for name in used),
        "rows": tuple(tuple(_cell(answer[n].get(name, "")) for name in used) for n in numbers),
    }


def _cell(text: str) -> str:
    """Return the text of a cell; a date in words."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return text
    # A week has ten signs too, and stays as it was written.
    return f"{day.day} {day:%B %Y}" if day and day.isoformat() == text else text


_SHAPES = {"choice": _choice, "level": _level, "rows": _rows, "actions": _rows}
