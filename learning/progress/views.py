"""What was done, as pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, select
from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content import Module, Page, Programme
from learning.progress.tables import Completion


@dataclass(frozen=True, slots=True)
class CompletionView:
    """A tick: the edition it is good for, and since when it is there."""

    edition: str
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """One learner's way through today's programme, as a page shows it."""

    programme: Programme
    done: frozenset[str]
    """Ids of today's pages that are done."""
    latest: str | None
    """The page marked last, where the learner goes on from."""
    earlier: Mapping[str, CompletionView] = field(default_factory=dict)
    """The ticks of an earlier edition, by today’s id of the page."""

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


# Constant, and of the table: rows of mapped classes cost more than the database does.
_TICK = Completion.__table__.c
_IS_EARLIER = _TICK.edition != bindparam("today")
# A tick of today’s edition says no more than its page: most are, and reading a time is dear.
_DONE = (
    select(
        _TICK.page_id,
        case((_IS_EARLIER, _TICK.edition)),
        case((_IS_EARLIER, _TICK.completed_at)),
    )
    .where(_TICK.user_id == bindparam("learner"))
    .order_by(_TICK.completed_at, _TICK.page_id)
)


def progress_of(db: Session | Connection, learner: Person, programme: Programme) -> Progress:
    """Return how far ``learner`` is in today's programme; one query."""
    today = programme.canonical_pages
    done: list[str] = []
    earlier: dict[str, CompletionView] = {}
    found = db.execute(_DONE, {"learner": learner.id, "today": programme.edition})
    for page_id, edition, completed_at in found:
        if page := today.get(page_id):
            done.append(page.id)
            if edition is not None:
                earlier[page.id] = CompletionView(edition, completed_at)
    return Progress(programme, frozenset(done), done[-1] if done else None, earlier)


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
