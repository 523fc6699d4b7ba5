"""Saving an entry. Two windows never overwrite each other; what is replaced is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from learning import clock, recount
from learning.accounts import Person
from learning.content import Check, Exercise, Grid, Scale, Sort
from learning.db import insert_or
from learning.journal.answers import (
    NONE,
    Answers,
    first_tries,
    joined,
    loses_words,
    replaces_unseen,
    wording,
)
from learning.journal.entries import EntryView, entries_of, versions_of
from learning.journal.tables import Entry, EntryVersion

SITTING = timedelta(minutes=10)
"""Saves within so long of the first are one version, unless words would be lost."""
_COUNTED = (Check, Grid, Scale, Sort)
"""Whose answers are statistics; of others only when somebody wrote is."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a browser sent for one exercise."""

    exercise: Exercise
    answers: Answers
    base: int
    """The version the writer had seen, 0 for none."""
    asked: Answers = field(default_factory=lambda: NONE)
    """What was asked when it was written, by prompt id, of answers that are older than today."""
    keeps: bool = False
    """Whether what stands is kept as a version even if it loses nothing within its sitting."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one exercise's answers."""

    exercise: Exercise
    version: int
    saved_at: datetime | None
    """None while there is nothing to save."""
    differs: bool = False
    """True when another window had saved something else first: both texts are kept."""


def save_entries(
    db: Session,
    person: Person,
    edition: str,
    given: list[Given],
    found: Mapping[str, EntryView] | None = None,
) -> dict[str, Saved]:
    """Save what a page sent and return what became of each exercise, by its id.

    Saving the same again changes nothing. A text that another window has overtaken is set aside,
    beside the entry, never in its place. One query, and one or two for each entry that changed;
    none before those if ``found`` has the person's entries, read before the writers' turn came.
    """
    if found is None:
        found = entries_of(db, person, [g.exercise for g in given])
    return {g.exercise.id: _save(db, person, edition, g, found.get(g.exercise.id)) for g in given}


def _save(
    db: Session, person: Person, edition: str, given: Given, entry: EntryView | None
) -> Saved:
    if entry is None:
        return _begin(db, person, edition, given)
    answers = joined(given.exercise, entry.answers, given.answers, entry.wording)
    is_stale = given.base != entry.version
    is_untouched = is_stale and not given.answers and not given.base
    if answers == entry.answers or is_untouched:
        # The same again, or a window in which nothing was ever written: nothing to choose between.
        # Who empties boxes that held something is told that it still stands.
        return Saved(given.exercise, entry.version, entry.saved_at)
    if is_stale:
        return _set_aside(db, edition, given, entry)
    if _replace(db, person, edition, given, entry, answers):
        return Saved(given.exercise, entry.version + 1, clock.now())
    # Another window was faster since the entry was read: look again, and keep both.
    now = entries_of(db, person, [given.exercise]).get(given.exercise.id)
    return _save(db, person, edition, given, now)


def _begin(db: Session, person: Person, edition: str, given: Given) -> Saved:
    answers = joined(given.exercise, {}, given.answers)
    if not answers:
        return Saved(given.exercise, 0, None)
    now = clock.now()
    row = {
        "user_id": person.id,
        "exercise_id": given.exercise.id,
        "version": 1,
        "sitting_at": now,
        **_content(edition, given, answers, None),
    }
    added = db.execute(
        insert_or(db, Entry).values(row).on_conflict_do_nothing().returning(Entry.id)
    ).first()
    if added:
        recount.mark(db, person.id)
        return Saved(given.exercise, 1, now)
    # Another window began at the same moment: look again, and keep both.
    entry = entries_of(db, person, [given.exercise])[given.exercise.id]
    return _save(db, person, edition, given, entry)


def _replace(
    db: Session,
    person: Person,
    edition: str,
    given: Given,
    entry: EntryView,
    answers: Answers,
) -> bool:
    """Put ``answers`` in place of the version the writer saw; False if it was overtaken."""
    now = clock.now()
    is_old = now - entry.sitting_at > SITTING
    unseen = replaces_unseen(given.exercise, entry.answers, entry.wording, answers)
    keep = given.keeps or is_old or entry.has_aside or unseen
    keep = keep or loses_words(entry.answers, answers)
    values = _content(edition, given, answers, entry)
    replaced = db.execute(
        update(Entry)
        .where(Entry.id == entry.id, Entry.version == entry.version)
        .values(
            exercise_id=given.exercise.id,
            version=entry.version + 1,
            sitting_at=now if keep else entry.sitting_at,
            **values,
        )
        .returning(Entry.id)
    ).first()
    if replaced and keep:
        db.execute(insert(EntryVersion).values(is_aside=False, **entry.as_version()))
    if replaced and (keep or isinstance(given.exercise, _COUNTED)):
        recount.mark(db, person.id)
    return replaced is not None


def _content(
    edition: str, given: Given, answers: Answers, entry: EntryView | None
) -> dict[str, Any]:
    return {
        "title": given.exercise.title,
        "answers": answers,
        "wording": _asked(given, answers, entry),
        "firsts": first_tries(given.exercise, entry.firsts if entry else {}, answers),
        "edition": edition,
        "saved_at": clock.now(),
        "has_aside": False,
    }


def _asked(given: Given, answers: Answers, entry: EntryView | None = None) -> dict[str, Any]:
    """Return what was asked by prompt id: of what is taken from ``given``, as it says itself."""
    before, kept = (entry.answers, entry.wording) if entry else (NONE, NONE)
    new = {n for n, answer in answers.items() if answer == given.answers.get(n) != before.get(n)}
    own = {name: asked for name, asked in given.asked.items() if name in new}
    return wording(given.exercise, kept, answers, before) | own


def _set_aside(db: Session, edition: str, given: Given, entry: EntryView) -> Saved:
    """Keep an overtaken text beside the entry; the same text twice is kept once."""
    answers = joined(given.exercise, {}, given.answers)
    asides = [view.answers for view in versions_of(db, entry) if view.is_aside]
    if answers and answers not in asides:
        row = {
            "entry_id": entry.id,
            "version": given.base,
            "is_aside": True,
            "answers": answers,
            "wording": _asked(given, answers),
            "edition": edition,
            "saved_at": clock.now(),
        }
        db.execute(insert(EntryVersion).values(row))
        db.execute(update(Entry).where(Entry.id == entry.id).values(has_aside=True))
    return Saved(given.exercise, entry.version, entry.saved_at, differs=True)
