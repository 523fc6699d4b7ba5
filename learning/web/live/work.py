"""Everything somebody has typed on the page of a live session, sent as one form.

One form a page, so that no button, pressed with scripts off, can lose what another box holds: each
button keeps it all and then does its own. What the others do not let somebody do keeps nobody’s
writing from being saved.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from flask import request
from wtforms.form import BaseForm

from learning import actions, live
from learning.actions import Status
from learning.errors import LearningError, NotFound
from learning.journal import Given
from learning.live import Visibility, Written
from learning.web.access import learner
from learning.web.action_forms import OutcomeForm
from learning.web.clean import whole_number
from learning.web.context import programme
from learning.web.database import db
from learning.web.exercise_form import ExerciseForm
from learning.web.live.forms import (
    DOTS,
    DecisionForm,
    DotsForm,
    LineForm,
    NameForm,
    RatingForm,
    VisibilityForm,
)
from learning.web.page_work import refuse_another_writer, understood

WRITES = "live_write."
"""With an exercise: in which step it is asked."""
PRESSED = "pressed"
AT = "live_at."
"""With a part of the form: in which step it was shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was typed: the form that it came in, and how it is kept."""

    name: str
    form: BaseForm
    keep: Callable[[], object]
    is_filled: bool
    """Whether it holds anything that is not there from the beginning."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of all that was typed."""

    written: dict[str, Written] = field(default_factory=dict)
    """By exercise."""
    refusal: LearningError | None = None
    """Why one of the other parts was not kept: the first of the reasons."""

    @property
    def overtaken(self) -> tuple[str, ...]:
        """Return the exercises of which another window had saved something else first."""
        return tuple(name for name, written in self.written.items() if written.saved.differs)

    @property
    def versions(self) -> dict[str, int]:
        """Return the version that each exercise is at now."""
        return {name: written.saved.version for name, written in self.written.items()}

    @property
    def note(self) -> str | None:
        """Return why the others do not get what was written, if they do not."""
        return next((written.note for written in self.written.values() if written.note), None)


@dataclass(frozen=True, slots=True)
class Work:
    """What was sent, part by part."""

    parts: tuple[Part, ...]

    @property
    def forms(self) -> dict[str, BaseForm]:
        """Return the forms by the names of their parts."""
        return {part.name: part.form for part in self.parts}

    @property
    def refusals(self) -> list[tuple[str | None, str]]:
        """Return what cannot be kept as it is, with the id of its field; empty when all can."""
        return [refusal for part in self.parts for refusal in _refusals(part)]

    def keep(self) -> Kept:
        """Keep every part; one that is refused does not keep the others from it."""
        written: dict[str, Written] = {}
        refused: list[LearningError] = []
        for part in self.parts:
            try:
                with db().begin_nested():
                    outcome = part.keep()
            except LearningError as refusal:
                refused.append(refusal)
            else:
                if isinstance(outcome, Written):
                    written[part.name] = outcome
        return Kept(written, next(iter(refused), None))


def sent_work(session_id: int, step_id: str = "", wanted: str = "") -> Work:
    """Read the request, and check what was typed in it.

    ``step_id`` is what the address names; ``wanted`` is the part that has to be filled in. Raises
    `SignedOut` for a page that belongs to another person, `NotFound` for writing of who never took
    part, and `Conflict` for what is asked no longer.
    """
    refuse_another_writer()
    found = [part for read in _READERS for part in read(session_id, step_id)]
    parts = [part for part in found if part.name == wanted or part.is_filled]
    for part in parts:
        part.form.validate()
    return Work(tuple(parts))


def with_form(work: Work, pressed: BaseForm) -> Work:
    """Return ``work`` with the form that the pressed button itself fills in."""
    pressed.validate()
    return Work((*work.parts, Part(PRESSED, pressed, lambda: None, is_filled=True)))


def _refusals(part: Part) -> list[tuple[str | None, str]]:
    if isinstance(part.form, ExerciseForm):
        return [*part.form.refusals]
    named = part.name != PRESSED  # a button has no box to lead to
    return [(one.id if named else None, one.errors[0]) for one in part.form if one.errors]


def _step(part: str, step_id: str) -> str:
    return request.form.get(f"{AT}{part}", step_id)


def _writings(session_id: int, step_id: str) -> Iterator[Part]:
    steps = {n.removeprefix(WRITES): at for n, at in request.form.items() if n.startswith(WRITES)}
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

    def keep() -> None:
        if number := whole_number(form.line.data):
            live.change_line(db(), learner(), session_id, number, form.text.data)
        else:
            live.add_line(db(), learner(), session_id, at, form.text.data)

    yield Part("line", form, keep, is_filled=bool(form.text.data))


def _decision(session_id: int, step_id: str) -> Iterator[Part]:
    if "action.what" not in request.form:
        return
    run = live.run_for(db(), learner(), session_id)
    form = DecisionForm(request.form, people=run.people if run else ())
    at = _step("action", step_id)

    def keep() -> None:
        action_id = whole_number(form.action.data)
        seen = form.seen_version if action_id else None
        live.decide(db(), learner(), session_id, at, form.agreed(), action_id=action_id, seen=seen)

    boxes = (form.what, form.owner_name, form.by, form.first_step)
    yield Part("action", form, keep, is_filled=any(box.data or box.process_errors for box in boxes))


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
    for action_id in sorted(number for text in sent if (number := whole_number(text))):
        try:
            view = actions.action_for(db(), learner(), action_id)
        except NotFound:  # it was taken out meanwhile
            continue
        form = OutcomeForm(view, request.form)
        is_filled = bool(form.status.data) or (form.learned.data or "") != (view.learned or "")
        keep = partial(_settle, session_id, action_id, form)
        yield Part(f"outcome-{action_id}", form, keep, is_filled=is_filled)


def _settle(session_id: int, action_id: int, form: OutcomeForm) -> None:
    live.settle_action(
        db(), learner(), session_id, action_id, Status(form.status.data), form.learned.data,
        seen=form.seen_version,
    )  # fmt: skip


_READERS = (_writings, _dots, _line, _decision, _rating, _person, _outcomes)
