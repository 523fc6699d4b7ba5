"""How the rows of one person are found in a table, and what a file says of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, false, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from learning.accounts import Person
from learning.db import Base

Whose = Callable[[Person], ColumnElement[bool]]
"""Returns the condition of the rows that are somebody’s."""


def of(column: InstrumentedAttribute[Any]) -> Whose:
    """Find the rows in which ``column`` is the person’s number."""
    return lambda person: column == person.id


def at(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    owner: InstrumentedAttribute[int | None],
) -> Whose:
    """Find the rows of no account in which ``column`` is the person’s address, once confirmed.

    Anybody can sign up with another’s address, so before that nothing is found by it. What has an
    ``owner`` stays theirs when they leave the address, and somebody else has it next.
    """

    def whose(person: Person) -> ColumnElement[bool]:
        return (column == person.email) & owner.is_(None) if person.confirmed_at else false()

    return whose


def within(
    column: InstrumentedAttribute[Any], parent: InstrumentedAttribute[Any], whose: Whose
) -> Whose:
    """Find the rows in which ``column`` names a ``parent`` that is the person’s."""
    return lambda person: column.in_(select(parent).where(whose(person)))


def either(first: Whose, second: Whose) -> Whose:
    """Find the rows of the one and of the other."""
    return lambda person: first(person) | second(person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What one table holds of a person."""

    name: str
    """In the file, for ever."""
    model: type[Base]
    title: str
    """In plain words."""
    whose: Whose
    without: Mapping[str, str] = field(default_factory=dict)
    """The columns that are left out, each with the reason."""
    beside: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    """What is said as well, so that numbers can be understood, or in place of a column."""
    but: str = ""
    """What is left out of some rows only, and why: a sentence."""

    @property
    def table(self) -> Table:
        """Return the table itself."""
        table = self.model.__table__
        assert isinstance(table, Table)  # noqa: S101 - every model here has one of its own
        return table

    @property
    def columns(self) -> Mapping[str, ColumnElement[Any]]:
        """Return what is said of each row, by its name in the file."""
        own = {c.name: c for c in self.table.columns if c.name not in self.without}
        return own | {name: said.label(name) for name, said in self.beside.items()}

    def rows(self, db: Session, person: Person) -> list[dict[str, Any]]:
        """Return the person’s rows, oldest first as far as the table can tell; one query."""
        query = select(*self.columns.values()).where(self.whose(person))
        found = db.execute(query.order_by(*self.table.primary_key.columns))
        return [dict(row._mapping) for row in found]


def as_json(value: Any) -> Any:
    """Return ``value`` as JSON has it: a moment in UTC, as ISO 8601 writes it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
