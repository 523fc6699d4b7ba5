"""Entries that belong to no exercise of the authors: forms for a professional record."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import recount
from learning.accounts import Person
from learning.errors import NotAllowed
from learning.journal.entries import COLUMNS, FORM, EntryView
from learning.journal.tables import Entry


def forms_of(db: Session, person: Person, prefix: str = FORM) -> list[EntryView]:
    """Return one’s forms whose ids begin with ``prefix``, latest first; one query."""
    own = (Entry.user_id == person.id, Entry.exercise_id.startswith(prefix, autoescape=True))
    query = select(*COLUMNS).where(*own).order_by(Entry.saved_at.desc(), Entry.id.desc())
    return [EntryView(*row) for row in db.execute(query)]


def discard_form(db: Session, person: Person, exercise_id: str) -> None:
    """Delete one of one’s forms with its versions, for good; twice changes nothing.

    Raises `NotAllowed` for anything else: what answers an exercise is never deleted.
    """
    if not exercise_id.startswith(FORM):
        raise NotAllowed("Only forms for your own record can be thrown away.")
    own = (Entry.user_id == person.id, Entry.exercise_id == exercise_id)
    db.execute(delete(Entry).where(*own))
    recount.mark(db, person.id)
