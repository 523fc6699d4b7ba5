"""Reading one's own entries. Every query here begins with the writer: there is no other way in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content import Exercise, Programme
from learning.errors import NotFound
from learning.journal.answers import in_todays_words, wording_today
from learning.journal.tables import Entry, EntryVersion

NOTE = "live_"
"""How the ids of what is written only in a live session begin; no exercise of an author can."""
FORM = "form_"
"""The same, of forms for one’s professional record."""


@dataclass(frozen=True, slots=True)
class VersionView:
    """An earlier version of an entry, or a text that was set aside."""

    id: int
    version: int
    is_aside: bool
    answers: Mapping[str, Any] = field(repr=False)
    wording: Mapping[str, Any]
    saved_at: datetime
    edition: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as it stands, under today's ids."""

    id: int
    exercise_id: str
    """As it was called when it was last saved."""
    version: int
    title: str
    answers: Mapping[str, Any] = field(repr=False)
    wording: Mapping[str, Any]
    firsts: Mapping[str, Any]
    edition: str
    sitting_at: datetime
    saved_at: datetime
    has_aside: bool
    is_shared: bool = False
    """Whether it was shared with a team; with which, `learning.sharing` knows."""
    is_quotable: bool = False
    """Whether a passage of it may be quoted; `learning.sharing` knows which."""

    @property
    def is_from_live_session(self) -> bool:
        """Tell whether it was written in a live session and nowhere else."""
        return self.exercise_id.startswith(NOTE)

    @property
    def is_for_record(self) -> bool:
        """Tell whether it is a form for one’s professional record."""
        return self.exercise_id.startswith(FORM)

    def as_version(self) -> dict[str, Any]:
        """Return the columns of a kept version of this entry."""
        names = ("version", "answers", "wording", "edition", "saved_at")
        return {"entry_id": self.id} | {name: getattr(self, name) for name in names}


COLUMNS = (
    Entry.id,
    Entry.exercise_id,
    Entry.version,
    Entry.title,
    Entry.answers,
    Entry.wording,
    Entry.firsts,
    Entry.edition,
    Entry.sitting_at,
    Entry.saved_at,
    Entry.has_aside,
    Entry.is_shared,
    Entry.is_quotable,
)


_OF_VERSION = (
    EntryVersion.id,
    EntryVersion.version,
    EntryVersion.is_aside,
    EntryVersion.answers,
    EntryVersion.wording,
    EntryVersion.saved_at,
    EntryVersion.edition,
)
_LATEST_FIRST = (EntryVersion.saved_at.desc(), EntryVersion.id.desc())

# Constant, and of the table: rows of mapped classes cost more than the database does.
_ENTRY = Entry.__table__.c
_TO_THESE = (
    select(*(_ENTRY[column.key] for column in COLUMNS))
    .where(
        _ENTRY.user_id == bindparam("writer"),
        _ENTRY.exercise_id.in_(bindparam("exercises", expanding=True)),
    )
    .order_by(_ENTRY.saved_at)
)


def entries_of(
    db: Session | Connection, person: Person, exercises: Iterable[Exercise]
) -> dict[str, EntryView]:
    """Return the person's entries to ``exercises`` by today's exercise id; one query or none."""
    today = {name: e for e in exercises for name in (*e.was, e.id)}
    if not today:
        return {}
    found: dict[str, EntryView] = {}
    for row in db.execute(_TO_THESE, {"writer": person.id, "exercises": sorted(today)}):
        exercise = today[row.exercise_id]
        if exercise.id in found and row.exercise_id != exercise.id:
            continue  # the entry under today's name wins over one under a former name
        found[exercise.id] = _today(EntryView(*row), exercise)
    return found


def journal_of(db: Session, person: Person, programme: Programme) -> list[EntryView]:
    """Return all the person has written, latest first, of every edition; one query."""
    query = select(*COLUMNS).where(Entry.user_id == person.id).order_by(Entry.saved_at.desc())
    return [
        _today(entry, programme.exercises.get(entry.exercise_id))
        for entry in (EntryView(*row) for row in db.execute(query))
    ]


def entry_of(db: Session, person: Person, entry_id: int, programme: Programme) -> EntryView:
    """Return one of the person's entries; raises `NotFound` for anybody else's; one query."""
    return entry_by(db, person.id, entry_id, programme)


def entry_by(db: Session, writer_id: int, entry_id: int, programme: Programme) -> EntryView:
    """Return the same by the writer's id: for `learning.sharing`, once it knows who may read it."""
    query = select(*COLUMNS).where(Entry.user_id == writer_id, Entry.id == entry_id)
    row = db.execute(query).first()
    if row is None:
        raise NotFound("There is no such entry in your journal.")
    entry = EntryView(*row)
    return _today(entry, programme.exercises.get(entry.exercise_id))


def versions_of(db: Session, entry: EntryView) -> list[VersionView]:
    """Return what the entry was before, and what was set aside, latest first; one query."""
    query = select(*_OF_VERSION).where(EntryVersion.entry_id == entry.id).order_by(*_LATEST_FIRST)
    return [VersionView(*row) for row in db.execute(query)]


def versions_of_all(db: Session, person: Person) -> dict[int, list[VersionView]]:
    """Return the same for everything the person has written, by entry id; one query."""
    query = (
        select(EntryVersion.entry_id, *_OF_VERSION)
        .join(Entry, Entry.id == EntryVersion.entry_id)
        .where(Entry.user_id == person.id)
        .order_by(*_LATEST_FIRST)
    )
    found: dict[int, list[VersionView]] = {}
    for entry_id, *version in db.execute(query):
        found.setdefault(entry_id, []).append(VersionView(*version))
    return found


def _today(entry: EntryView, exercise: Exercise | None) -> EntryView:
    """Return ``entry`` under today's prompt ids; as it is if its exercise is no longer asked."""
    if exercise is None:
        return entry
    return replace(
        entry,
        answers=in_todays_words(exercise, entry.answers),
        wording=wording_today(exercise, entry.wording),
        firsts=in_todays_words(exercise, entry.firsts),
    )
