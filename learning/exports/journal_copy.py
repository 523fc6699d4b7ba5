"""One’s own journal, gathered to be taken along: all of it, or the entries that were chosen."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from learning import clock, journal, live, sharing
from learning.accounts import Person
from learning.content import Exercise, Page, Programme
from learning.errors import NotFound
from learning.journal import EntryView, Group, VersionView
from learning.live import Credit
from learning.sharing import OwnShare


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedEntry:
    """One entry with what belongs to it."""

    entry: EntryView = field(repr=False)
    exercise: Exercise | None
    """As it is asked today; None if it is not."""
    page: Page | None
    """Where it stands today."""
    versions: tuple[VersionView, ...] = field(repr=False)
    """Earlier versions if they were asked for; texts that wait beside it in any case."""
    shares: tuple[OwnShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedGroup:
    """Entries under one heading, as in the journal by module."""

    title: str
    entries: tuple[CopiedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCopy:
    """What a file is made of. Whether something is shared or not, it is the writer’s own copy."""

    writer: str
    programme: Programme
    made_at: datetime
    with_versions: bool
    groups: tuple[CopiedGroup, ...]
    written: int
    """How many entries the journal has."""
    credits: tuple[Credit, ...]
    """What was done with others; only if nothing was left out."""

    @property
    def entries(self) -> tuple[CopiedEntry, ...]:
        """Return the entries of all groups."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def is_whole(self) -> bool:
        """Tell whether no entry was left out."""
        return len(self.entries) == self.written


def copy_of(
    db: Session,
    person: Person,
    programme: Programme,
    *,
    chosen: Collection[int] = (),
    parts: Collection[str] = (),
    with_versions: bool = False,
) -> JournalCopy:
    """Return of ``person``’s journal the entries ``chosen`` by id and those of ``parts``.

    A part is what `journal.by_module` puts under one heading, by its key. Neither is everything.
    Raises `NotFound` for an entry that is not theirs, or a part without entries. At most four
    queries.
    """
    written = journal.journal_of(db, person, programme)
    wanted = _wanted(journal.by_module(written, programme), chosen, parts)
    entries = [entry for entry in written if not (chosen or parts) or entry.id in wanted]
    waits = any(entry.has_aside for entry in entries)
    versions = journal.versions_of_all(db, person) if with_versions or waits else {}
    shares = sharing.shares_by_entry(db, person)
    credits = live.credits_of(db, person)

    def copied(entry: EntryView) -> CopiedEntry:
        exercise = programme.exercises.get(entry.exercise_id)
        own = versions.get(entry.id, [])
        return CopiedEntry(
            entry=entry,
            exercise=exercise,
            page=programme.page_of(exercise) if exercise else None,
            versions=tuple(own) if with_versions else journal.waiting(entry, own),
            shares=tuple(shares.get(entry.id, ())),
        )

    return JournalCopy(
        writer=person.name,
        programme=programme,
        made_at=clock.now(),
        with_versions=with_versions,
        groups=tuple(
            CopiedGroup(title=group.title, entries=tuple(map(copied, group.entries)))
            for group in journal.by_module(entries, programme)
        ),
        written=len(written),
        credits=credits if len(entries) == len(written) else (),
    )


def _wanted(
    groups: Collection[Group], chosen: Collection[int], parts: Collection[str]
) -> frozenset[int]:
    of_part = {group.key: {entry.id for entry in group.entries} for group in groups}
    own = {entry_id for ids in of_part.values() for entry_id in ids}
    if not own.issuperset(chosen) or not of_part.keys() >= set(parts):
        raise NotFound("There is no such entry in your journal.")
    return frozenset(chosen).union(*(of_part[key] for key in parts))
