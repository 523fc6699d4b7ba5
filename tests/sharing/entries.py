"""What somebody has written, to be shared or not."""

from typing import Any

from sqlalchemy.orm import Session

from learning import journal
from learning.accounts import Person
from learning.content import Programme
from learning.journal import Given

PLANTED = "A planted sentence"


def written(
    db: Session, person: Person, programme: Programme, heard: str = PLANTED, **more: Any
) -> int:
    """Save the person’s answer to one exercise, over what stands there, and return the entry’s id.

    ``more`` are further answers to it.
    """
    exercise = programme.exercise("last-conversation")
    entry = journal.entries_of(db, person, [exercise]).get(exercise.id)
    given = Given(exercise, {"heard": heard, **more}, entry.version if entry else 0)
    journal.save_entries(db, person, programme.edition, [given])
    return journal.entries_of(db, person, [exercise])[exercise.id].id
