"""Reading what admins did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from learning.accounts import User
from learning.audit.acts import Act
from learning.audit.tables import AuditEntry

ON_A_PAGE = 50
"""Entries that are listed together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which entries are asked for; nothing chosen: all."""

    act: Act | None = None
    since: datetime | None = None
    before: datetime | None = None
    about_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One thing that was done."""

    at: datetime
    actor: str
    """The admin’s name as it was then, or how else it was done."""
    actor_id: int | None
    """Their account, for anybody can take another’s name; None where nobody was signed in."""
    act: str
    about_id: int | None
    about_name: str | None
    """The name on the account today; None for no account, and for one that is gone.

    It is gone, too, if another has its number since: SQLite gives the last one again.
    """
    about: str
    reason: str

    @property
    def words(self) -> str:
        """Return what was done, in words."""
        return Act(self.act).words if self.act in set(Act) else self.act


@dataclass(frozen=True, slots=True)
class Log:
    """A page of entries, the latest first."""

    entries: tuple[EntryView, ...]
    total: int
    """How many there are on all pages."""
    number: int
    """Which page it is, the first is 1."""

    @property
    def pages(self) -> int:
        """Return how many pages there are, one at least."""
        return max(1, -(-self.total // ON_A_PAGE))


def log_of(db: Session, chosen: Chosen, number: int = 1) -> Log:
    """Return a page of what was done, the latest first; two queries.

    A page that is not there is the nearest that is.
    """
    total = db.scalar(select(func.count()).select_from(AuditEntry).where(*_meant(chosen))) or 0
    number = max(1, min(number, -(-total // ON_A_PAGE)))
    page = _entries(chosen).limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE)
    return Log(tuple(_views(db, page)), total, number)


def entries_of(db: Session, chosen: Chosen) -> Iterator[EntryView]:
    """Return everything that was done, the latest first; one query."""
    return _views(db, _entries(chosen))


def began_at(db: Session) -> datetime | None:
    """Return when the first entry was written, None while there is none; one query."""
    return db.scalar(select(func.min(AuditEntry.at)))


def _entries(chosen: Chosen) -> Select[*tuple[Any, ...]]:
    was_there = User.joined_at <= AuditEntry.at
    return (
        select(AuditEntry.at, AuditEntry.actor, AuditEntry.actor_id, AuditEntry.act)
        .add_columns(AuditEntry.about_id, User.name.label("about_name"))
        .add_columns(AuditEntry.about, AuditEntry.reason)
        .outerjoin(User, (User.id == AuditEntry.about_id) & was_there)
        .where(*_meant(chosen))
        .order_by(AuditEntry.id.desc())
    )


def _views(db: Session, query: Select[*tuple[Any, ...]]) -> Iterator[EntryView]:
    return (EntryView(**row._asdict()) for row in db.execute(query))


def _meant(chosen: Chosen) -> Iterator[ColumnElement[bool]]:
    if chosen.act is not None:
        yield AuditEntry.act == chosen.act
    if chosen.since is not None:
        yield AuditEntry.at >= chosen.since
    if chosen.before is not None:
        yield AuditEntry.at < chosen.before
    if chosen.about_id is not None:
        yield AuditEntry.about_id == chosen.about_id
