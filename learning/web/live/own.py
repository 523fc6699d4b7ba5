"""What one person fills in on the page of a live session: as it is kept, or as it was just sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from flask import request
from wtforms.form import BaseForm

from learning import live
from learning.content.scripts import StepKind
from learning.journal import EntryView
from learning.live import Action, Scene, Writing
from learning.live.guided import WRITTEN_IN
from learning.live.rules.state import LOBBY, Planned
from learning.web.access import learner
from learning.web.action_forms import OutcomeForm, as_agreed
from learning.web.clean import whole_number
from learning.web.context import programme
from learning.web.database import db
from learning.web.exercise_form import ExerciseForm, form_for
from learning.web.live.forms import (
    DecisionForm,
    DotsForm,
    LineForm,
    NameForm,
    RatingForm,
    VisibilityForm,
)

QUIET = (StepKind.WRITE, StepKind.CLOSE)
"""Kinds of steps in which nobody writes for the group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where one person writes alone."""

    step: Planned
    writing: Writing
    form: ExerciseForm
    choice: VisibilityForm
    is_late: bool
    """Whether the session has gone on from its step."""
    is_unsaved: bool
    other: EntryView | None
    """What another window saved meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """All the forms of one step, those of the step before that is still written in, and so on."""

    mark: str
    boxes: tuple[Box, ...]
    forms: Mapping[str, BaseForm] = field(default_factory=dict)
    """By part: ``dots``, ``line``, ``action``, ``rating``, ``person``, ``outcome-12``."""


def own_mark(scene: Scene) -> str:
    """Return what changes when other forms are to be shown: with the step, or with a role."""
    return ".".join([str(scene.run.state.at), *_parts(scene)])


def is_same_for_all(scene: Scene) -> bool:
    """Tell whether the forms hold nothing of whoever fills them in: no box, dots or rating."""
    is_asked_for = request.args.keys() & {"line", "action"}  # to be changed, by who asks alone
    return not (scene.is_personal or _steps(scene) or is_asked_for)


def own_of(
    scene: Scene, sent: Mapping[str, BaseForm] | None = None, overtaken: Iterable[str] = ()
) -> Own:
    """Return the forms; those that were ``sent`` hold what was typed.

    ``overtaken`` are the exercises that another window has saved meanwhile. Two queries a box.
    """
    sent = sent or {}
    found = ((step, _writing(scene, step)) for step in _steps(scene))
    boxes = [
        _box(scene, step, writing, sent, writing.exercise.id in overtaken)
        for step, writing in found
        if writing
    ]
    forms = {part: sent.get(part) or _FORMS[part](scene) for part in _parts(scene)}
    outcomes = {
        name: sent.get(name) or OutcomeForm(view)
        for view in (scene.open_actions if scene.step else ())
        if (name := f"outcome-{view.id}")
    }
    return Own(mark=own_mark(scene), boxes=_without_doubles(boxes), forms=forms | outcomes)


def place_of_line(session_id: int, shown: str) -> tuple[str, Planned | None]:
    """Return the step that a line is put under, and the same again if it is not the present one.

    ``shown`` is the step that its box was shown in. Raises `NotFound` for who is not on the team.
    """
    run = live.run_for(db(), learner(), session_id)
    state = run.state if run else None
    if state and state.step and state.step.kind not in QUIET:
        return state.step.id, None
    return shown, next((step for step in state.steps if step.id == shown), None) if state else None


def _parts(scene: Scene) -> list[str]:
    """Return which forms there are besides writing."""
    step, state = scene.planned, scene.run.state
    if state.ended_at:
        return []
    if step is None:
        return ["person"]
    by_kind = {
        StepKind.VOTE: ["dots"] if scene.vote else [],
        StepKind.DECIDE: ["action"] if Action.DECIDE in scene.may else [],
        StepKind.CLOSE: ["rating"],
    }
    line = Action.WRITE_LINES in scene.may and step.kind not in QUIET
    return [*by_kind.get(step.kind, []), *(["line"] if line else []), "person"]


def _steps(scene: Scene) -> list[Planned]:
    """Return the steps to write in: the present one, then the last one before it."""
    state = scene.run.state
    if state.at == LOBBY:
        return []
    before = state.steps[: state.at] if state.step else state.steps[: state.reached + 1]
    late = [step for step in before if step.kind in WRITTEN_IN][-1:]
    is_here = state.step is not None and state.step.kind in WRITTEN_IN
    return [*([state.step] if state.step and is_here else []), *late]


def _writing(scene: Scene, step: Planned) -> Writing | None:
    return live.writing_of(db(), learner(), scene.run, programme(), step.id)


def _box(
    scene: Scene,
    step: Planned,
    writing: Writing,
    sent: Mapping[str, BaseForm],
    is_overtaken: bool,
) -> Box:
    posted = sent.get(writing.exercise.id)
    form = posted if isinstance(posted, ExerciseForm) else form_for(writing.exercise, writing.entry)
    if is_overtaken and writing.entry:
        form.version.data = writing.entry.version
    kept = {"visibility": writing.visibility.value if writing.visibility else None}
    return Box(
        step=step,
        writing=writing,
        form=form,
        choice=VisibilityForm(step.id, request.form if posted else None, data=kept),
        is_late=step is not scene.planned,
        is_unsaved=posted is not None,
        other=writing.entry if is_overtaken else None,
    )


def _without_doubles(boxes: list[Box]) -> tuple[Box, ...]:
    """Return one box for each exercise: two steps may ask the same."""
    return tuple({box.writing.exercise.id: box for box in reversed(boxes)}.values())[::-1]


def _dots(scene: Scene) -> DotsForm:
    assert scene.vote  # noqa: S101 - asked for where there is one
    return DotsForm([option.key for option in scene.vote.options], placed=scene.vote.own)


def _line(scene: Scene) -> LineForm:
    """Return the form for a line, with the one in it that is asked for to be changed."""
    asked = whole_number(request.args.get("line"))
    line = next((line for line in scene.lines if line.id == asked), None)
    return LineForm(data={"text": line.text, "line": line.id} if line else None)


def _action(scene: Scene) -> DecisionForm:
    """Return the form for an action, with the one in it that is asked for to be changed."""
    asked = whole_number(request.args.get("action"))
    view = next((view for view in scene.agreed if view.id == asked), None)
    data = as_agreed(view) | {"action": str(view.id)} if view else {}
    return DecisionForm(people=scene.run.people, data=data)


_FORMS: dict[str, Callable[[Scene], BaseForm]] = {
    "dots": _dots,
    "line": _line,
    "action": _action,
    "rating": lambda scene: RatingForm(data={"rating": scene.rating}),
    "person": lambda _: NameForm(),
}
