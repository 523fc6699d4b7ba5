"""The parts of what is typed on the page of a live session, as they are read from the request."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import Form
from wtforms.form import BaseForm

from learning import actions, live
from learning.actions import ActionView, Status
from learning.errors import LearningError, NotFound
from learning.journal import Given
from learning.live import Visibility, Written
from learning.live.rules.state import Planned
from learning.web.access import learner
from learning.web.action_forms import OutcomeForm
from learning.web.clean import whole_number
from learning.web.context import programme
from learning.web.database import db
from learning.web.live.forms import (
    DOTS,
    DecisionForm,
    DotsForm,
    LineForm,
    NameForm,
    RatingForm,
    VisibilityForm,
)
from learning.web.live.own import place_of_line
from learning.web.page_work import understood

WRITES = "live_write."
"""With an exercise: in which step it is asked."""
AT = "live_at."
"""With a part of the form: in which step it was shown."""
MOST_BOXES = 10
"""Boxes to write in, of one form; a page has two at most."""
MOST_SETTLED = 50
"""Actions of which one form says what became of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was typed: the form that it came in, and how it is kept."""

    name: str
    form: BaseForm
    keep: Callable[[], object]
    is_filled: bool
    """Whether it holds anything that is not there from the beginning."""


def _step(part: str, step_id: str) -> str:
    return request.form.get(f"{AT}{part}", step_id)


def _writings(session_id: int, step_id: str) -> Iterator[Part]:
    steps = {n.removeprefix(WRITES): at for n, at in request.form.items() if n.startswith(WRITES)}
    if len(steps) > MOST_BOXES:
        raise RequestEntityTooLarge  # to ask for them all would keep every writer waiting
    asked = {
        name: live.asked_of(db(), learner(), session_id, at, programme())
        for name, at in steps.items()
    }
    items = request.form.items(multi=True)
    work = understood([item for item in items if item[0].partition(".")[0] in asked], asked)
    at_step = {asked[name].id: at for name, at in steps.items()}
    for exercise in work.exercises:
        at, form = at_step[exercise.id], work.forms[exercise.id]
        choice = VisibilityForm(at, request.form)
        keep = partial(_write, session_id, at, Given(exercise, form.answers, form.base), choice)
        yield Part(exercise.id, form, keep, is_filled=True)


def _write(session_id: int, step_id: str, given: Given, choice: VisibilityForm) -> Written:
    visibility = Visibility(choice.chosen) if choice.validate() and choice.chosen else None
    written = live.write(
        db(), learner(), session_id, step_id, given, programme(), visibility=visibility
    )
    # A box that was only sent along, as it stood, has nothing to be told.
    is_new = written.saved.differs or written.saved.version != given.base
    return written if is_new else replace(written, note=None)


def _dots(session_id: int, step_id: str) -> Iterator[Part]:
    options = [name.removeprefix(DOTS) for name in request.form if name.startswith(DOTS)]
    if not options and f"{AT}dots" not in request.form:
        return
    form, at = DotsForm(options, sent=request.form), _step("dots", step_id)

    def keep() -> None:
        live.vote(db(), learner(), session_id, at, form.wanted, programme())

    yield Part("dots", form, keep, is_filled=True)


def _line(session_id: int, step_id: str) -> Iterator[Part]:
    form, at = LineForm(request.form), _step("line", step_id)

    def keep() -> Planned | None:
        if number := whole_number(form.line.data):
            live.change_line(db(), learner(), session_id, number, form.text.data)
            return None
        step, filed = place_of_line(session_id, at)
        live.add_line(db(), learner(), session_id, step, form.text.data)
        return filed

    yield Part("line", form, keep, is_filled=bool(form.text.data))


def _decision(session_id: int, step_id: str) -> Iterator[Part]:
    if "action.what" not in request.form:
        return
    at = _step("action", step_id)
    try:
        run = live.run_for(db(), learner(), session_id)
    except NotFound as gone:  # taken off the team meanwhile: what else was typed is kept first
        yield Part("action", Form(), partial(_refuse, gone), is_filled=True)
        return
    form = DecisionForm(request.form, people=run.people if run else ())

    def keep() -> None:
        action_id = whole_number(form.action.data)
        seen = form.seen_version if action_id else None
        live.decide(db(), learner(), session_id, at, form.agreed(), action_id=action_id, seen=seen)

    boxes = (form.what, form.owner_name, form.by, form.first_step)
    yield Part("action", form, keep, is_filled=any(box.data or box.process_errors for box in boxes))


def _refuse(refusal: LearningError) -> None:
    raise refusal


def _rating(session_id: int, step_id: str) -> Iterator[Part]:
    form, at = RatingForm(request.form), _step("rating", step_id)

    def keep() -> None:
        live.rate(db(), learner(), session_id, at, form.rating.data)

    yield Part("rating", form, keep, is_filled=bool(form.rating.data))


def _person(session_id: int, _step_id: str) -> Iterator[Part]:
    form = NameForm(request.form)

    def keep() -> None:
        live.add_by_name(db(), learner(), session_id, form.name.data)

    yield Part("person", form, keep, is_filled=bool(form.name.data))


def _outcomes(session_id: int, _step_id: str) -> Iterator[Part]:
    sent = {name.split(".")[1] for name in request.form if name.startswith("outcome.")}
    numbers = [number for text in sent if (number := whole_number(text))]
    views = actions.actions_called(db(), learner(), numbers)
    forms = {view: OutcomeForm(view, request.form) for view in views}
    filled = {view for view, form in forms.items() if _says_something(form, view)}
    if len(filled) > MOST_SETTLED:
        raise RequestEntityTooLarge
    for view, form in forms.items():
        keep = partial(_settle, session_id, view.id, form)
        yield Part(f"outcome-{view.id}", form, keep, is_filled=view in filled)


def _says_something(form: OutcomeForm, view: ActionView) -> bool:
    return bool(form.status.data) or (form.learned.data or "") != (view.learned or "")


def _settle(session_id: int, action_id: int, form: OutcomeForm) -> None:
    live.settle_action(
        db(), learner(), session_id, action_id, Status(form.status.data), form.learned.data,
        seen=form.seen_version,
    )  # fmt: skip


READERS = (_writings, _dots, _line, _decision, _rating, _person, _outcomes)
