"""Organisations that somebody looks after."""

from sqlalchemy.orm import Session

from learning import organisations
from learning.accounts import Person
from learning.organisations import Work
from tests.cast import give_app
from tests.organisations.peopled import known

TRUST, COUNCIL = "Harbour Hospitals", "Harbour Council"


def looked_after(db: Session, person: Person, name: str = TRUST) -> int:
    """Let ``person`` look after an organisation, with a second factor; return its id."""
    (organisation_id,) = known(db, name)
    organisations.make_admin(db, organisation_id, person.id)
    give_app(db, person.id)
    return organisation_id


def works_at(db: Session, name: str, *people: Person) -> None:
    for person in people:
        organisations.set_profile(db, person, Work(organisation=name))
