"""Completion in numbers, for admins. Counts only: what learners wrote never appears here.

Each figure has one definition, here, beside the query that computes it; the page and the CSV show
both. A group under `SMALLEST` is never told, whoever asks, for it is hidden before it leaves.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, distinct, func, select
from sqlalchemy.orm import Session

from learning.accounts import Role, User
from learning.certificates import Certificate
from learning.content import Module, Page, Programme
from learning.progress import Completion

SMALLEST = 5
"""Groups of fewer people are shown as “fewer than 5”; also when nobody is in them."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, or the fact that it is too small to tell."""

    number: int | None

    def __str__(self) -> str:
        return f"fewer than {SMALLEST}" if self.number is None else f"{self.number:,}"

    @classmethod
    def of(cls, number: int) -> "Count":
        """Return ``number``, hidden if the group is small."""
        return cls(number if number >= SMALLEST else None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One named number with its definition."""

    name: str
    count: Count
    definition: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the admin's page shows and its CSV holds."""

    people: tuple[Figure, ...]
    modules: tuple[Figure, ...]
    pages: tuple[tuple[Module, tuple[Figure, ...]], ...]
    """Drop-off: how many learners finished each page, by module."""

    @property
    def figures(self) -> tuple[tuple[str, Figure], ...]:
        """Return every figure with the name of its group, in the order of the page."""
        return (
            *(("People", figure) for figure in self.people),
            *(("Modules", figure) for figure in self.modules),
            *((module.title, figure) for module, figures in self.pages for figure in figures),
        )


def overview(db: Session, programme: Programme) -> Overview:
    """Return today's figures; three queries, however many people there are."""
    done = _done(programme)
    by_page = _by_id(db, _learners_by_page(done))
    by_module = _by_id(db, _learners_by_module(done, programme))
    return Overview(
        people=_people(db, programme, done),
        modules=tuple(
            Figure(
                f"{module.number}. {module.title}",
                Count.of(by_module.get(module.id, 0)),
                "Learners who have marked every page of this module, as it is today, as done",
            )
            for module in programme.modules
        ),
        pages=tuple(
            (module, tuple(_page_figure(page, by_page) for page in module.pages))
            for module in programme.modules
        ),
    )


def _people(db: Session, programme: Programme, done: Any) -> tuple[Figure, ...]:
    learners = select(func.count()).select_from(User).where(User.role == Role.LEARNER)
    started = select(func.count(distinct(done.c.user_id)))
    everything = (
        select(done.c.user_id)
        .group_by(done.c.user_id)
        .having(func.count(distinct(done.c.page_id)) == len(programme.pages))
        .subquery()
    )
    certified = (
        select(func.count(distinct(Certificate.user_id)))
        .join(User, User.id == Certificate.user_id)
        .where(User.role == Role.LEARNER, Certificate.withdrawn_at.is_(None))
    )
    finished = select(func.count()).select_from(everything)
    numbers = (learners, started, finished, certified)
    row = db.execute(select(*(number.scalar_subquery() for number in numbers))).one()
    told = (
        ("Joined", "People with an account, admins left out"),
        ("Started", "Learners who have marked at least one page of today’s programme as done"),
        ("Finished", "Learners who have marked every page of today’s programme as done"),
        ("Certificates", "Learners who hold a certificate that has not been withdrawn"),
    )
    return tuple(
        Figure(name, Count.of(number), definition)
        for (name, definition), number in zip(told, row, strict=True)
    )


def _by_id(db: Session, query: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in db.execute(query)}


def _page_figure(page: Page, by_page: dict[str, int]) -> Figure:
    count = Count.of(by_page.get(page.id, 0))
    return Figure(page.title, count, "Learners who have marked this page as done")


def _done(programme: Programme) -> Any:
    """Return completions of today's pages by learners, under today's page and module ids."""
    today = programme.canonical_pages
    page_id = case({name: page.id for name, page in today.items()}, value=Completion.page_id)
    module_id = case(
        {name: page.module_id for name, page in today.items()}, value=Completion.page_id
    )
    return (
        select(Completion.user_id, page_id.label("page_id"), module_id.label("module_id"))
        .join(User, User.id == Completion.user_id)
        .where(User.role == Role.LEARNER, Completion.page_id.in_(sorted(today)))
        .subquery()
    )


def _learners_by_page(done: Any) -> Select[str, int]:
    return select(done.c.page_id, func.count(distinct(done.c.user_id))).group_by(done.c.page_id)


def _learners_by_module(done: Any, programme: Programme) -> Select[str, int]:
    each = (
        select(done.c.module_id, func.count(distinct(done.c.page_id)).label("pages"))
        .group_by(done.c.user_id, done.c.module_id)
        .subquery()
    )
    size = case({m.id: len(m.pages) for m in programme.modules}, value=each.c.module_id)
    return (
        select(each.c.module_id, func.count())
        .where(each.c.pages == size)
        .group_by(each.c.module_id)
    )
