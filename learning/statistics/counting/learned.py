"""What the answers to checks, scales and grids are counted as. Pure; words are never looked at.

An answer counts if today's form can show it. One to a question that is not asked any more, or that
was of another kind, does not. Who gave none is in none of the marks.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from learning.content import Check, Dimension, Exercise, Grid, Question, Scale, Sort, Statement
from learning.journal import is_shown
from learning.journal.answers import in_todays_words, wording_today
from learning.statistics.counting.facts import Answered

Answers = Mapping[str, Any]


def is_counted(exercise: Exercise) -> bool:
    """Tell whether answers to ``exercise`` are counted."""
    return isinstance(exercise, Check | Sort | Scale | Grid)


def is_grid(exercise: Exercise) -> bool:
    """Tell whether the first answer to ``exercise`` matters beside the present one."""
    return isinstance(exercise, Grid)


def graded(entries: Iterable[Answered], exercises: Mapping[str, Exercise]) -> set[str]:
    """Return the marks of somebody's answers. ``exercises`` are by today's id and earlier ones."""
    today: dict[str, Answered] = {}
    for entry in entries:
        exercise = exercises[entry.exercise_id]
        if exercise.id not in today or entry.exercise_id == exercise.id:
            today[exercise.id] = entry  # the entry under today's name wins, as in the journal
    marks: set[str] = set()
    for exercise_id, entry in today.items():
        marks |= _marks(exercises[exercise_id], entry)
    return marks


def _marks(exercise: Exercise, entry: Answered) -> set[str]:
    answers = _shown(exercise, entry.answers, entry.wording)
    if isinstance(exercise, Scale):
        return _ratings(exercise, answers)
    if isinstance(exercise, Grid):
        earlier = [_shown(exercise, *version) for version in entry.earlier]
        return _levels(exercise, answers, earlier)
    return _choices(exercise, answers, in_todays_words(exercise, entry.firsts))


def _shown(exercise: Exercise, answers: Answers, wording: Answers) -> Answers:
    """Return the answers that today's form shows, under today's ids."""
    kept, asked = in_todays_words(exercise, answers), wording_today(exercise, wording)
    prompts = ((prompt, kept.get(prompt.id)) for prompt in exercise.prompts)
    return {p.id: a for p, a in prompts if is_shown(p, a, asked.get(p.id))}


def _ratings(scale: Scale, answers: Answers) -> set[str]:
    """``rating:<start, end or then>:<statement>:<0 to 10>``: the present rating."""
    statements = (prompt.id for prompt in scale.prompts if isinstance(prompt, Statement))
    return {f"rating:{scale.measure}:{s}:{answers[s]}" for s in statements if s in answers}


def _choices(exercise: Exercise, answers: Answers, firsts: Answers) -> set[str]:
    """``check:<exercise>.<question>:`` and ``tried``, ``first`` or ``right``.

    ``tried``: has chosen something that is on offer today. ``right``: the present choice is right;
    ``first``: the very first was, too, as far as it is on offer today.
    """
    marks: set[str] = set()
    for question in exercise.prompts:
        if not isinstance(question, Question) or question.id not in answers:
            continue
        name = f"check:{exercise.id}.{question.id}"
        first = question.choice(str(firsts.get(question.id, answers[question.id])))
        now = question.choice(answers[question.id])
        marks.add(f"{name}:tried")
        marks |= {f"{name}:first"} if first and first.right else set()
        marks |= {f"{name}:right"} if now and now.right else set()
    return marks


def _levels(grid: Grid, answers: Answers, earlier: Sequence[Answers]) -> set[str]:
    """``grid:<exercise>.<dimension>:`` and the present level; and ``up``, ``same`` or ``down``.

    The change is from the oldest kept version with a level that is on offer today; who has none
    is in none of the three.
    """
    marks: set[str] = set()
    for dimension in grid.prompts:
        if not isinstance(dimension, Dimension):
            continue
        now = _place(dimension, answers)
        if now is None:
            continue
        name = f"grid:{grid.id}.{dimension.id}"
        marks.add(f"{name}:{dimension.levels[now].id}")
        places = (_place(dimension, version) for version in earlier)
        first = next((place for place in places if place is not None), None)
        if first is not None:
            marks.add(f"{name}:{'up' if now > first else 'down' if now < first else 'same'}")
    return marks


def _place(dimension: Dimension, answers: Answers) -> int | None:
    """Return how high the chosen level stands, 0 for the lowest; None if none of today's is."""
    answer = answers.get(dimension.id)
    ids = [level.id for level in dimension.levels]
    chosen = answer.get("level") if answer else None
    return ids.index(chosen) if chosen in ids else None
