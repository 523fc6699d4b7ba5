"""Which names a learner may be shown: only of organisations that enough people name."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.organisations.tables import Organisation, Profile


def shown_name(db: Session, person: Person, few: int) -> str | None:
    """Return by which name the person is counted, None if fewer than ``few`` are; one query."""
    query = (
        select(Organisation.name)
        .join(Profile, Profile.organisation_id == Organisation.id)
        .where(Profile.user_id == person.id, is_shown(Organisation, few))
    )
    return db.scalar(query)


def is_shown(goal: type[Organisation], few: int) -> ColumnElement[bool]:
    """Say that ``few`` people or more name it; looks at no more of them than that."""
    people = select(Profile.user_id).where(Profile.organisation_id == goal.id)
    return people.correlate(goal).offset(few - 1).limit(1).exists()
