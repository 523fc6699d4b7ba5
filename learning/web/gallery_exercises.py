"""Exercises of every kind in every state, for the gallery."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from learning import clock
from learning.content import Exercise
from learning.journal import EntryView, Measured
from learning.web.exercise_form import ExerciseForm, form_for, posted_form
from learning.web.gallery_kinds import CHECK, GRID, PLAN, RANK, REFLECTION, SCALE, SORT, TABLE

_KINDS: tuple[Exercise, ...] = (REFLECTION, SCALE, CHECK, SORT, RANK, GRID, TABLE, PLAN)
_ASSET = {"asset": "The kitchen after two o’clock", "size": "600 meals a day", "power": "Low"}
_ACTION = {
    "when": "When the cleaning contract comes up in March",
    "will": "I will ask that two of its questions are about the place",
    "first-step": "Find the last set of questions",
    "owner": "Head of facilities",
    "date": "2027-03-31",
}
_ANSWERS: Mapping[str, dict[str, Any]] = {
    REFLECTION.id: {"what": "The gate was locked again.\n\nNobody knew why."},
    SCALE.id: {"explain": 7},
    CHECK.id: {"car-park": "yes"},
    SORT.id: {"leaflets": "output", "moved-in": "output"},
    RANK.id: {"buying": 1, "jobs": 2, "because": "The contract ends in March."},
    GRID.id: {
        "employer": {"level": "trying", "evidence": "Ward 4’s advert says “no degree needed”."},
        "buyer": {"level": "leading"},
    },
    TABLE.id: {
        "rows": {
            "1": _ASSET,
            "4": {"asset": "The chapel", "decides": "Nobody,\nit renews itself", "power": "Some"},
        }
    },
    PLAN.id: {
        "actions": {
            "1": _ACTION,
            "2": _ACTION | {"status": "Under way", "happened": "They said yes."},
        }
    },
}
_REFUSED: tuple[tuple[Exercise, dict[str, str]], ...] = (
    (REFLECTION, {"what": "long " * 4_001}),
    (SCALE, {"explain": "eleven"}),
    (CHECK, {"car-park": "perhaps"}),
    (SORT, {"leaflets": "income"}),
    (RANK, {"jobs": "1", "buying": "1", "land": "9"}),
    (GRID, {"employer.level": "perfect", "employer.evidence": "A line."}),
    (TABLE, {"rows.1.asset": "The kitchen", "rows.1.size": "long " * 1_001}),
    (PLAN, {"actions.1.will": "Ask.", "actions.1.date": "by spring"}),
)
"""What was sent, and cannot be saved as it is."""


@dataclass(frozen=True)
class Shown:
    """An exercise in one state."""

    state: str
    exercise: Exercise
    form: ExerciseForm
    entry: EntryView | None = None
    other: EntryView | None = None
    measures: tuple[Measured, ...] = ()


def exercises() -> Iterator[Shown]:
    """Yield every kind as a guest sees it, empty, saved, refused, and with two texts."""
    for kind in _KINDS:
        yield in_state(kind, "guest", None)
        yield in_state(kind, "empty", None)
    yield from saved()
    yield in_state(CHECK, "not yet", {"car-park": "no"})
    for kind, sent in _REFUSED:
        yield _refused(kind, sent)
    yield from map(_differing, _KINDS)


def saved() -> Iterator[Shown]:
    """Yield every kind as it is once it was answered."""
    for kind in _KINDS:
        shown = in_state(kind, "saved", _ANSWERS[kind.id])
        yield replace(shown, measures=_measures()) if kind is SCALE else shown


def in_state(exercise: Exercise, state: str, answers: Mapping[str, Any] | None) -> Shown:
    """Return ``exercise`` with ``answers`` saved, or untouched without."""
    exercise = _renamed(exercise, state.replace(" ", "-"))
    entry = _entry(exercise, answers) if answers else None
    return Shown(state, exercise, form_for(exercise, entry), entry)


def _measures() -> tuple[Measured, ...]:
    rises = Measured("I can explain what an anchor is.", 3, 7, 2)
    falls = Measured("I know whom to ask about what we buy, and what they would say.", 8, 5, 5)
    return (rises, falls, Measured("I could show a colleague our baseline.", None, 6, None))


def _renamed(exercise: Exercise, suffix: str) -> Exercise:
    title = f"{exercise.title} ({suffix})"
    return replace(exercise, id=f"{exercise.id}-{suffix}", title=title)


def _refused(exercise: Exercise, sent: Mapping[str, str]) -> Shown:
    exercise = _renamed(exercise, "refused")
    form = posted_form(exercise, MultiDict({f"{exercise.id}.{k}": v for k, v in sent.items()}))
    form.validate()
    return Shown("refused", exercise, form)


def _differing(exercise: Exercise) -> Shown:
    shown = in_state(exercise, "two windows", _ANSWERS[exercise.id])
    other = _entry(shown.exercise, _ANSWERS[exercise.id])
    return replace(shown, other=other)


def _entry(exercise: Exercise, answers: Mapping[str, Any]) -> EntryView:
    now = clock.now()
    prompts = (exercise.prompt(name) for name in answers)
    asked = {prompt.id: prompt.asked(answers[prompt.id]) for prompt in prompts if prompt}
    return EntryView(
        id=1,
        exercise_id=exercise.id,
        version=1,
        title=exercise.title,
        answers=answers,
        wording=asked,
        firsts={},
        edition="0",
        sitting_at=now,
        saved_at=now,
        has_aside=False,
    )
