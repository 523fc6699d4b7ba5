"""What the guide says about the steps of a session, in today’s words; no database."""

from learning.content import Exercise, Module, Programme, Script
from learning.content.exercises import Reflection
from learning.content.prompts import Prompt
from learning.content.scripts import Step, StepKind
from learning.errors import Conflict, NotFound
from learning.journal import NOTE
from learning.live.runs import Run
from learning.planning import SessionView

WORDS = "words"
"""The one prompt of such a note."""
WRITTEN_IN = (StepKind.WRITE, StepKind.CLOSE)
"""Kinds of steps in which people write for themselves."""


def guide_of(view: SessionView, programme: Programme) -> Script:
    """Return the guide by which a session is held; raise `Conflict` if there is none any more."""
    module = view.module(programme)
    if module is None or module.script is None or view.length not in module.script.lengths:
        raise Conflict(
            "The guide of this session is not part of the programme any more in this length."
            " Change the plan first."
        )
    return module.script


def step_of(view: SessionView, programme: Programme, step_id: str) -> Step | None:
    """Return the step as the guide has it today, or None if it was taken out."""
    module = view.module(programme)
    steps = module.script.steps if module and module.script else ()
    return next((step for step in steps if step.id == step_id), None)


def asked_in(view: SessionView, programme: Programme, step_id: str) -> Exercise:
    """Return what is asked in a step in which people write: an exercise, or a note of its own.

    Raises `NotFound` for a step that the guide has no more, `Conflict` for one without writing.
    """
    step = step_of(view, programme, step_id)
    if step is None:
        raise NotFound("This step is not part of the guide any more.")
    if step.kind not in WRITTEN_IN:
        raise Conflict("Nothing is written down alone in this step.")
    if step.exercise:
        return programme.exercise(step.exercise)
    return _note(view, view.module(programme), step)


def _note(view: SessionView, module: Module | None, step: Step) -> Exercise:
    question = step.question or "One sentence for yourself"
    return Reflection(
        id=f"{NOTE}{view.id}_{step.id}",
        title=f"{module.title}: {step.title}" if module else step.title,
        minutes=0,
        prompts=(Prompt(id=WORDS, text=question, required=False),),
    )


def previous(run: Run, kind: StepKind, before: int) -> int:
    """Return how many steps of ``kind`` come before the one at that position."""
    return sum(step.kind is kind for step in run.state.steps[:before])
