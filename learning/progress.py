"""How far each learner has come. A page is done when the learner says so, and stays done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from learning import clock, journal
from learning.accounts import Person
from learning.content import Exercise, Module, Page, Programme
from learning.db import Base, insert_or
from learning.errors import LearningError


class Completion(Base):
    """The fact that a learner finished a page. Only the learner can take it back."""

    __tablename__ = "completion"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    page_id: Mapped[str] = mapped_column(primary_key=True)
    """As the page was called on the day; the programme knows its former names."""
    edition: Mapped[str]
    completed_at: Mapped[datetime]


class Unanswered(LearningError):
    """A page cannot be done yet; ``exercises`` says which wait for which prompts."""

    def __init__(self, exercises: list[tuple[Exercise, list[str]]]) -> None:
        titles = " and ".join(f"“{exercise.title}”" for exercise, _ in exercises)
        super().__init__(f"Answer {titles} first; then this page can be marked as done.")
        self.exercises = exercises


@dataclass(frozen=True, slots=True)
class Progress:
    """One learner's way through today's programme, as a page shows it."""

    programme: Programme
    done: frozenset[str]
    """Ids of today's pages that are done."""
    latest: str | None
    """The page marked last, where the learner goes on from."""

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to do."""
        return len(self.done) == len(self.programme.pages)

    @property
    def percent(self) -> int:
        """Return the share of pages done, rounded down so that 100 means all."""
        return 100 * len(self.done) // len(self.programme.pages)

    @property
    def has_started(self) -> bool:
        """Tell whether any page is done."""
        return bool(self.done)

    def is_done(self, page: Page) -> bool:
        """Tell whether the learner has marked ``page`` as done."""
        return page.id in self.done

    def done_in(self, module: Module) -> int:
        """Return how many pages of ``module`` are done."""
        return sum(page.id in self.done for page in module.pages)

    def left_in(self, module: Module) -> tuple[Page, ...]:
        """Return the pages of ``module`` that are not done yet."""
        return tuple(page for page in module.pages if page.id not in self.done)

    def has_finished(self, module: Module) -> bool:
        """Tell whether every page of ``module`` is done."""
        return not self.left_in(module)

    @property
    def minutes_left(self) -> int:
        """Return how long the pages that are left take."""
        return sum(page.minutes for page in self.programme.pages if page.id not in self.done)

    @property
    def next_page(self) -> Page | None:
        """Return where to go on: after the page marked last, else the first that is left.

        A module that is best after others comes after them, unless it is begun already.
        """
        pages = self.programme.pages
        start = next((i for i, page in enumerate(pages) if page.id == self.latest), -1) + 1
        left = [page for page in (*pages[start:], *pages) if page.id not in self.done]
        ready = (p for p in left if self._is_ready(self.programme.module_of(p)))
        return next(ready, left[0] if left else None)

    def _is_ready(self, module: Module) -> bool:
        needed = (self.programme.module(name) for name in module.needs)
        return bool(self.done_in(module)) or all(map(self.has_finished, needed))


_DONE = (
    select(Completion.page_id)
    .where(Completion.user_id == bindparam("learner"))
    .order_by(Completion.completed_at, Completion.page_id)
)


def progress_of(db: Session, learner: Person, programme: Programme) -> Progress:
    """Return how far ``learner`` is in today's programme; one query."""
    today = programme.canonical_pages
    found = db.scalars(_DONE, {"learner": learner.id})
    done = [today[page_id].id for page_id in found if page_id in today]
    return Progress(programme, frozenset(done), done[-1] if done else None)


def pages_done_by(db: Session, user_ids: Sequence[int], programme: Programme) -> dict[int, int]:
    """Return how many of today's pages each of these people has done; one query, or none."""
    if not user_ids:
        return {}
    today = programme.canonical_pages
    done: dict[int, set[str]] = {user_id: set() for user_id in user_ids}
    query = select(Completion.user_id, Completion.page_id).where(Completion.user_id.in_(user_ids))
    for user_id, page_id in db.execute(query):
        if page_id in today:
            done[user_id].add(today[page_id].id)
    return {user_id: len(pages) for user_id, pages in done.items()}


def complete_page(db: Session, learner: Person, page: Page, *, edition: str) -> None:
    """Record that ``learner`` finished ``page``; doing it twice changes nothing.

    Raises `Unanswered` while a required prompt of the page is. One query, and one more for a
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


def undo_completion(db: Session, learner: Person, page: Page) -> None:
    """Take a tick back, at the learner's own wish; doing it twice changes nothing."""
    db.execute(
        delete(Completion).where(
            Completion.user_id == learner.id, Completion.page_id.in_((page.id, *page.was))
        )
    )


def rule_of(page: Page) -> str:
    """Return the sentence that says what completes ``page``."""
    required = [exercise.title for exercise in page.exercises if exercise.required]
    if not required:
        return "This page is done when you mark it as done."
    titles = " and ".join(f"“{title}”" for title in required)
    return f"This page is done when you have answered {titles} and marked it as done."


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
