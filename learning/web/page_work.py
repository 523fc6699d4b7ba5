"""Everything a learner does on one page, sent as one form: answers, and the tick.

One form a page, so that no button, pressed with scripts off, can lose what another box holds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from learning import journal
from learning.accounts import Person
from learning.content import Exercise, Page, Programme
from learning.errors import Conflict
from learning.journal import EntryView, Given, Saved
from learning.web.access import SignedOut, is_mark_of, learner
from learning.web.database import before_turn, db
from learning.web.exercise_form import ExerciseForm, field_today, form_for, posted_form

Forms = dict[str, ExerciseForm]
Refusals = list[tuple[str, str]]
"""Pairs of field id and what to mend, for the list at the top of the page."""
KEEPS = "keeps"
"""The field with which a script asks for a version of what it replaces: somebody chose a text."""
MOST_ROWS_SENT = 2 * journal.MOST_ROWS
"""Rows of one table that a page can have: all that can be kept, and as many to be taken out."""
GUEST = "guest"
"""What stands for the writer on the page of whoever is not signed in."""


@dataclass(frozen=True, slots=True)
class PageWork:
    """What was sent, exercise by exercise, under today's names."""

    exercises: tuple[Exercise, ...]
    forms: Forms

    @property
    def refusals(self) -> Refusals:
        """Return what cannot be saved as it is; empty when all can."""
        return [refusal for form in self.forms.values() for refusal in form.refusals]

    def save(self, writer: Person, edition: str) -> dict[str, Saved]:
        """Save every answer that was sent; what stands is read before the write takes its turn."""
        keeps = KEEPS in request.form
        given = [
            Given(e, self.forms[e.id].answers, self.forms[e.id].base, keeps=keeps)
            for e in self.exercises
        ]
        with before_turn() as reading:
            found = journal.entries_of(reading, writer, self.exercises)
        return journal.save_entries(db(), writer, edition, given, found)


def sent_work(programme: Programme) -> PageWork:
    """Read the request; raise `Conflict` if it answers a question that is no longer asked.

    Raises `SignedOut` for a page that belongs to another person: two may share one computer.
    A page that was open while its exercises were renamed or moved is understood. One that a guest
    wrote on belongs to nobody yet: whether it may be saved is the caller's to know.
    """
    if not is_from_guest():
        refuse_another_writer()
    return understood(request.form.items(multi=True), programme.exercises)


def is_from_guest() -> bool:
    """Tell whether the page that was sent was opened by somebody who was not signed in."""
    return request.form.get("writer") == GUEST


def refuse_another_writer() -> None:
    """Raise `SignedOut` if the page that was sent belongs to another person."""
    mark = request.form.get("writer")
    if mark is not None and not is_mark_of(learner(), mark):
        raise SignedOut(
            "This page was opened by somebody else, so it was not saved. Whoever wrote it can sign"
            " in in another tab, come back here and send it."
        )


def understood(sent: Iterable[tuple[str, str]], known: Mapping[str, Exercise]) -> PageWork:
    """Return what was sent for the ``known`` exercises, which are found under any of their names.

    Raises `Conflict` if it answers a question that is no longer asked, `RequestEntityTooLarge` for
    a table longer than any page of ours can have.
    """
    exercises, posted = _understood(sent, known)
    if _longest_table(posted) > MOST_ROWS_SENT:
        raise RequestEntityTooLarge  # to show all its rows again would be megabytes
    forms = {exercise_id: posted_form(e, posted) for exercise_id, e in exercises.items()}
    for form in forms.values():
        form.validate()
    return PageWork(tuple(exercises.values()), forms)


def _understood(
    sent: Iterable[tuple[str, str]], known: Mapping[str, Exercise]
) -> tuple[dict[str, Exercise], MultiDict[str, str]]:
    """Return the exercises that were answered, and what was sent under today's names."""
    posted: MultiDict[str, str] = MultiDict()
    names: dict[str, str] = {}  # by today's, what the field that holds something was called
    exercises: dict[str, Exercise] = {}
    for name, value in sent:
        exercise_id, dot, below = name.partition(".")
        if not dot:
            continue
        exercise = known.get(exercise_id)
        field = _field_today(exercise, below)
        # Two questions may have become one: there is no room here for two answers to it.
        is_alone = field not in names or names[field] == name or not value.strip()
        if exercise and field and (is_alone or below == "version"):
            exercises[exercise.id] = exercise
            if field not in names:
                posted[field] = value
            if value.strip():
                names.setdefault(field, name)
        elif value.strip() and below != "version":
            raise Conflict(
                "The programme has changed while this page was open, and a question you answered"
                " is no longer asked. What you wrote is below; copy it, then open the page again."
            )
    return exercises, posted


def _longest_table(posted: MultiDict[str, str]) -> int:
    """Return how many rows of one table are filled, ``<exercise>.<prompt>.<number>.<column>``."""
    cells = (name for name, value in posted.items() if name.count(".") == 3 and value.strip())
    rows = {name.rpartition(".")[0] for name in cells}
    return max(Counter(row.rpartition(".")[0] for row in rows).values(), default=0)


def saved_forms(page: Page, entries: Mapping[str, EntryView]) -> Forms:
    """Return the page's forms as they were last saved."""
    return {e.id: form_for(e, entries.get(e.id)) for e in page.exercises}


def _field_today(exercise: Exercise | None, name: str) -> str | None:
    if exercise is None:
        return None
    today = name if name == "version" else field_today(exercise, name)
    return f"{exercise.id}.{today}" if today else None
