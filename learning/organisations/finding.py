"""Finding organisations by name. Never who is from there, nor how many."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from learning.organisations import naming
from learning.organisations.tables import Organisation

ON_A_PAGE = 50
"""Organisations that are listed together."""


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation that stands for itself."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Listed(Known):
    """An organisation among others."""

    spellings: int
    """In how many ways it was typed, this one included."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of organisations."""

    organisations: tuple[Listed, ...]
    total: int
    """How many there are on all pages."""
    number: int
    """Which page it is, the first is 1."""

    @property
    def pages(self) -> int:
        """Return how many pages there are, one at least."""
        return max(1, -(-self.total // ON_A_PAGE))


def names_of(db: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names by id, also of those that were merged; one query, none for no id."""
    if not ids:
        return {}
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    return {row.id: row.name for row in db.execute(query)}


def search(db: Session, text: str, limit: int = 20) -> tuple[Known, ...]:
    """Return organisations of which some spelling has every word of ``text``; one query."""
    query = select(Organisation.id, Organisation.name).where(*_found(text))
    rows = db.execute(query.order_by(Organisation.key).limit(limit))
    return tuple(Known(row.id, row.name) for row in rows)


def listed(db: Session, text: str, number: int) -> Listing:
    """Return a page of the organisations that ``text`` finds, of all for none; three queries.

    A page that is not there is the nearest that is.
    """
    found = _found(text)
    total = db.scalar(select(func.count()).select_from(Organisation).where(*found)) or 0
    number = max(1, min(number, -(-total // ON_A_PAGE)))
    query = select(Organisation.id, Organisation.name).where(*found).order_by(Organisation.key)
    rows = db.execute(query.limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE)).all()
    more = _spellings_beside(db, [row.id for row in rows])
    shown = tuple(Listed(row.id, row.name, 1 + more.get(row.id, 0)) for row in rows)
    return Listing(shown, total, number)


def _spellings_beside(db: Session, ids: Collection[int]) -> dict[int, int]:
    query = (
        select(Organisation.merged_into, func.count().label("spellings"))
        .where(Organisation.merged_into.in_(ids))
        .group_by(Organisation.merged_into)
    )
    return {row.merged_into: row.spellings for row in db.execute(query)}


def _found(text: str) -> tuple[ColumnElement[bool], ...]:
    standing = Organisation.merged_into.is_(None)
    words = naming.words_to_find(text)
    if not words:
        return (standing,)
    spelling = aliased(Organisation)
    has_all = (spelling.key.contains(word, autoescape=True) for word in words)
    goals = select(func.coalesce(spelling.merged_into, spelling.id)).where(*has_all)
    return standing, Organisation.id.in_(goals)
