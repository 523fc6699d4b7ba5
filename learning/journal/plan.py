"""What a learner has planned to do, and what of it is due. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from learning.content import OPEN, Actions, Exercise, is_table
from learning.journal.entries import EntryView

AHEAD = timedelta(days=14)
"""How long before its day an action is shown as coming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An open action whose day, or whose day to look at it again, has come or is near."""

    exercise: Exercise
    sentence: str = field(repr=False)
    """*When … I will …*, as far as it was written."""
    day: date
    is_review: bool
    """Whether ``day`` is the one to look at it again."""
    is_here: bool
    """Whether the day has come; otherwise it is within a fortnight."""


def due_actions(
    exercises: Iterable[Exercise], entries: Mapping[str, EntryView], today: date
) -> tuple[Due, ...]:
    """Return the open actions of all plans that are due or coming, the earliest first."""
    found = [
        due
        for exercise in exercises
        if (entry := entries.get(exercise.id))
        for prompt in exercise.prompts
        if isinstance(prompt, Actions) and prompt.fits(entry.answers.get(prompt.id))
        for cells in entry.answers[prompt.id].values()
        if (due := _due(exercise, cells, today))
    ]
    return tuple(sorted(found, key=lambda due: due.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An action as somebody planned it, whatever became of it."""

    entry_id: int
    prompt_id: str
    number: str
    """Of its row, which it keeps."""
    sentence: str = field(repr=False)
    day: date | None
    status: str
    """One of those of a plan, in words."""


def planned_actions(entries: Iterable[EntryView]) -> tuple[Planned, ...]:
    """Return the actions of every plan among ``entries``, also of one that is asked no more."""
    return tuple(
        Planned(
            entry_id=entry.id,
            prompt_id=prompt_id,
            number=number,
            sentence=_sentence(cells.get("when", ""), cells["will"]),
            day=_day(cells.get("date")),
            status=cells.get("status") or OPEN[0],
        )
        for entry in entries
        for prompt_id, answer in entry.answers.items()
        if _is_plan(answer, entry.wording.get(prompt_id))
        for number, cells in sorted(answer.items(), key=lambda row: int(row[0]))
        if cells.get("will", "").strip()
    )


def _is_plan(answer: Any, asked: Any) -> bool:
    """Tell by what was kept with it, since the exercise may be gone."""
    return isinstance(asked, Mapping) and asked.get("kind") == "actions" and is_table(answer)


def _due(exercise: Exercise, cells: Mapping[str, Any], today: date) -> Due | None:
    if not cells.get("will") or cells.get("status", OPEN[0]) not in OPEN:
        return None
    days = [(day, key == "review") for key in ("date", "review") if (day := _day(cells.get(key)))]
    near = [(day, review) for day, review in days if day <= today + AHEAD]
    if not near:
        return None
    day, is_review = min(near)
    return Due(
        exercise=exercise,
        sentence=_sentence(cells.get("when", ""), cells["will"]),
        day=day,
        is_review=is_review,
        is_here=day <= today,
    )


def _sentence(when: str, will: str) -> str:
    """Join the two boxes, in which some people repeat the words that stand above them."""
    when = _without(when, "when ").rstrip(" ,.…")
    will = _without(will, "i will ")
    return f"When {when}, I will {will}" if when else f"I will {will}"


def _without(text: str, beginning: str) -> str:
    text = text.strip(" …\n")
    return text[len(beginning) :] if text.lower().startswith(beginning) else text


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
