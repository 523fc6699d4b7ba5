"""Bringing an earlier text back, putting two together, and removing one that was set aside."""

from dataclasses import replace

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content import Programme
from learning.errors import Conflict
from learning.journal.answers import Answers
from learning.journal.beside import Texts, both_answers, texts_beside
from learning.journal.entries import entry_of, versions_of
from learning.journal.history import version_among, waiting
from learning.journal.save import Given, Saved, save_entries
from learning.journal.tables import Entry, EntryVersion


def restore(
    db: Session, person: Person, programme: Programme, entry_id: int, version_id: int
) -> Saved:
    """Make an earlier text, or one that was set aside, the present one; the present one is kept.

    Of what is asked today, an answer that today’s form cannot show stays as it is in the entry. An
    exercise that nobody asks any more is brought back just as it was, with what was left empty.
    Doing it twice changes nothing. Raises `NotFound` for what is not one's own or is not there.
    Four queries.
    """
    texts = _texts(db, person, programme, entry_id, version_id)
    return _save(db, person, programme, texts, texts.answers)


def put_together(
    db: Session, person: Person, programme: Programme, entry_id: int, version_id: int
) -> Saved:
    """Add a text that was set aside to the one that stands; a choice or rating stays as it stands.

    Doing it twice changes nothing. Raises `NotFound` as `restore` does, and `Conflict` if both
    together are too long.
    """
    texts = _texts(db, person, programme, entry_id, version_id)
    asked = texts.both_asked()
    return _save(db, person, programme, replace(texts, wording=asked), both_answers(texts))


def remove_aside(
    db: Session, person: Person, programme: Programme, entry_id: int, version_id: int
) -> None:
    """Delete a text that was set aside, for good; twice changes nothing.

    Raises `NotFound` for what is not one's own, and `Conflict` for an earlier version: those stay.
    """
    entry = entry_of(db, person, entry_id, programme)
    versions = versions_of(db, entry)
    found = next((v for v in versions if v.id == version_id), None)
    if found is None:
        return
    if not found.is_aside:
        raise Conflict("Only a text from another window can be removed. Earlier versions stay.")
    db.execute(delete(EntryVersion).where(EntryVersion.id == version_id))
    if not any(v.id != version_id for v in waiting(entry, versions)):
        db.execute(update(Entry).where(Entry.id == entry.id).values(has_aside=False))


def _texts(
    db: Session, person: Person, programme: Programme, entry_id: int, version_id: int
) -> Texts:
    entry = entry_of(db, person, entry_id, programme)
    version = version_among(versions_of(db, entry), version_id)
    return texts_beside(entry, version, programme.exercises.get(entry.exercise_id))


def _save(
    db: Session, person: Person, programme: Programme, texts: Texts, answers: Answers
) -> Saved:
    given = Given(texts.exercise, answers, texts.entry.version, asked=texts.wording, keeps=True)
    return save_entries(db, person, programme.edition, [given])[texts.exercise.id]
