"""Everything somebody has typed on the page of a live session, sent as one form.

One form a page, so that no button, pressed with scripts off, can lose what another box holds: each
button keeps it all and then does its own. What the others do not let somebody do keeps nobody’s
writing from being saved.
"""

from dataclasses import dataclass, field

from wtforms.form import BaseForm

from learning.errors import LearningError
from learning.live import Written
from learning.live.rules.state import Planned
from learning.web.database import db
from learning.web.exercise_form import ExerciseForm
from learning.web.live.parts import READERS, Part
from learning.web.page_work import refuse_another_writer

PRESSED = "pressed"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of all that was typed."""

    written: dict[str, Written] = field(default_factory=dict)
    """By exercise."""
    refusal: LearningError | None = None
    """Why one of the other parts was not kept: the first of the reasons."""
    filed: Planned | None = None
    """The step that a line was put under, if it is not the present one."""

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

    @property
    def said(self) -> str:
        """Return what the page is to say of it when it is shown again; empty for nothing."""
        return "shown" if self.note else f"line.{self.filed.id}" if self.filed else ""


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
        filed = None
        for part in self.parts:
            try:
                with db().begin_nested():
                    outcome = part.keep()
            except LearningError as refusal:
                refused.append(refusal)
            else:
                if isinstance(outcome, Written):
                    written[part.name] = outcome
                elif isinstance(outcome, Planned):
                    filed = outcome
        return Kept(written, next(iter(refused), None), filed)


def sent_work(session_id: int, step_id: str = "", wanted: str = "") -> Work:
    """Read the request, and check what was typed in it.

    ``step_id`` is what the address names; ``wanted`` is the part that has to be filled in. Raises
    `SignedOut` for a page that belongs to another person, `NotFound` for writing of who never took
    part, and `Conflict` for what is asked no longer.
    """
    refuse_another_writer()
    found = [part for read in READERS for part in read(session_id, step_id)]
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
