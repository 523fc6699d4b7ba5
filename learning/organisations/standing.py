"""One organisation, by its number: the one that stands for it now, whatever was merged since."""

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, aliased

from learning import clock, recount
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import NotFound
from learning.organisations.finding import Known
from learning.organisations.naming import key_of
from learning.organisations.profile import new_row
from learning.organisations.tables import Organisation, Profile

_GONE = "This organisation is not there any more."
_TRIES = 3
"""It may be merged in the very moment it is looked for."""


def standing(db: Session, organisation_id: int) -> Known:
    """Return the organisation that stands for it now; one query. Raises `NotFound`."""
    row = db.execute(_standing(organisation_id)).first()
    if row is None:
        raise NotFound(_GONE)
    return Known(row.id, row.name)


def add(db: Session, name: str) -> int:
    """Make an organisation that nobody has named yet, to stay; return its id.

    Where the name leads to one already, that is the one.
    """
    db.execute(insert_or(db, Organisation).values(new_row(name)).on_conflict_do_nothing())
    spelt = select(Organisation.id).where(Organisation.key == key_of(name))
    return keep(db, db.scalars(spelt).one()).id


def keep(db: Session, organisation_id: int) -> Known:
    """Let it stay from now on, though nobody may name it; return the one that stands for it.

    It is held until the transaction ends: who counts what it has counts alone. Raises `NotFound`
    if there is none.
    """
    found = _held(db, organisation_id, read=False)
    unkept = (Organisation.id == found.id, Organisation.kept_at.is_(None))
    db.execute(update(Organisation).where(*unkept).values(kept_at=clock.now()))
    return found


def belong(db: Session, person: Person, organisation_id: int) -> Known:
    """Put the organisation onto the person’s profile in the place of another; the rest stays.

    Twice changes nothing. Raises `NotFound` if there is none.
    """
    found = _held(db, organisation_id, read=True)
    said = {"organisation_id": found.id, "typed": found.name}
    row = insert_or(db, Profile).values(user_id=person.id, **said)
    db.execute(row.on_conflict_do_update(index_elements=[Profile.user_id], set_=said))
    recount.mark(db, person.id)
    return found


def belongs_to(db: Session, person: Person) -> int | None:
    """Return the organisation on the person’s profile, or None; one query."""
    return db.scalar(select(Profile.organisation_id).where(Profile.user_id == person.id))


def _held(db: Session, organisation_id: int, *, read: bool) -> Known:
    """Hold it until the transaction ends, so that it cannot be merged into another meanwhile."""
    found = _standing(organisation_id)
    query = found.with_for_update(read=read, key_share=not read, of=Organisation)
    for _ in range(_TRIES):
        if row := db.execute(query).first():
            return Known(row.id, row.name)
    raise NotFound(_GONE)


def _standing(organisation_id: int) -> Select[int, str]:
    asked = aliased(Organisation)
    return (
        select(Organisation.id, Organisation.name)
        .join(asked, Organisation.id == func.coalesce(asked.merged_into, asked.id))
        .where(asked.id == organisation_id, Organisation.merged_into.is_(None))
    )
