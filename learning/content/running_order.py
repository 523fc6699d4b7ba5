"""What happens when in a live session: the steps of a script on the clock."""

from dataclasses import dataclass

from learning.content.exercises import Exercise
from learning.content.programme import Page, Programme
from learning.content.scripts import Script, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One line of the running order."""

    step: Step
    minutes: int
    starts: int
    """Minutes after the beginning."""
    exercise: Exercise | None
    page: Page | None
    """Where the exercise is answered."""
    again: "Slot | None"
    """The slot that used the exercise first, and shows its questions."""
    of: "Slot | None"
    """The slot whose results are used."""


def running_order(edition: Programme, script: Script, length: int) -> tuple[Slot, ...]:
    """Return what happens when in a session of ``length`` minutes."""
    slots: list[Slot] = []
    by_step: dict[str, Slot] = {}
    by_exercise: dict[str, Slot] = {}
    starts = 0
    for step, minutes in script.steps_in(length):
        exercise = edition.exercise(step.exercise) if step.exercise else None
        slot = by_step[step.id] = Slot(
            step=step,
            minutes=minutes,
            starts=starts,
            exercise=exercise,
            page=edition.page_of(exercise) if exercise else None,
            again=by_exercise.get(exercise.id) if exercise else None,
            of=by_step.get(step.of) if step.of else None,
        )
        if exercise:
            by_exercise.setdefault(exercise.id, slot)
        slots.append(slot)
        starts += minutes
    return tuple(slots)
