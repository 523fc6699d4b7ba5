"""Marking pages as done, taking that back, and having seen what changed since."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from learning import clock, journal, recount
from learning.accounts import Person
from learning.content import Exercise, Page
from learning.db import insert_or
from learning.errors import LearningError
from learning.progress.tables import Completion


class Unanswered(LearningError):
    """A page cannot be done yet; ``exercises`` says which wait for which prompts."""

    def __init__(self, exercises: list[tuple[Exercise, list[str]]]) -> None:
        titles = " and ".join(f"“{exercise.title}”" for exercise, _ in exercises)
        super().__init__(f"Answer {titles} first; then this page can be marked as done.")
        self.exercises = exercises


def complete_page(db: Session, learner: Person, page: Page, *, edition: str) -> None:
    """Record that ``learner`` finished ``page``; doing it twice changes nothing.

    Raises `Unanswered` while a required prompt of the page is. Two queries, and one more for a
    page with required exercises.
    """
    if waiting := _waiting(db, learner, [e for e in page.exercises if e.required]):
        raise Unanswered(waiting)
    row = {
        "user_id": learner.id,
        "page_id": page.id,
        "edition": edition,
        "completed_at": clock.now(),
    }
    db.execute(insert_or(db, Completion).values(row).on_conflict_do_nothing())
    recount.mark(db, learner.id)


def see_changes(db: Session, learner: Person, page: Page, *, edition: str) -> None:
    """Record that ``learner`` has seen what changed on ``page`` up to ``edition``.

    The tick and its day stay. Doing it twice changes nothing, nor does it on a page not done.
    """
    db.execute(update(Completion).where(*_of(learner, page)).values(edition=edition))


def undo_completion(db: Session, learner: Person, page: Page) -> None:
    """Take a tick back, at the learner's own wish; doing it twice changes nothing."""
    db.execute(delete(Completion).where(*_of(learner, page)))
    recount.mark(db, learner.id)


def rule_of(page: Page) -> str:
    """Return the sentence that says what completes ``page``."""
    required = [exercise.title for exercise in page.exercises if exercise.required]
    if not required:
        return "This page is done when you mark it as done."
    titles = " and ".join(f"“{title}”" for title in required)
    return f"This page is done when you have answered {titles} and marked it as done."


def _of(learner: Person, page: Page) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions for the ticks of ``page``, under today's name and former ones."""
    return Completion.user_id == learner.id, Completion.page_id.in_((page.id, *page.was))


def _waiting(
    db: Session, learner: Person, required: Iterable[Exercise]
) -> list[tuple[Exercise, list[str]]]:
    exercises = list(required)
    entries = journal.entries_of(db, learner, exercises)
    waiting = []
    for exercise in exercises:
        entry = entries.get(exercise.id)
        if missing := exercise.unanswered(entry.answers if entry else {}):
            waiting.append((exercise, missing))
    return waiting
