"""What somebody says about their work: read by themselves alone."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from learning import recount
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import Conflict
from learning.organisations import naming
from learning.organisations.choices import Nation, Sector, Stage, WorkRole
from learning.organisations.tables import Organisation, Profile

LONGEST_NAME = 120
_TRIES = 5
"""More merges of one name than this do not happen while somebody types it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What somebody says about their work; None is what they leave open."""

    organisation: str | None = field(default=None, repr=False)
    """Its name, as they wrote it."""
    sector: Sector | None = field(default=None, repr=False)
    nation: Nation | None = field(default=None, repr=False)
    role: WorkRole | None = field(default=None, repr=False)
    stage: Stage | None = field(default=None, repr=False)


NOTHING = Work()


def profile_of(db: Session, person: Person) -> Work | None:
    """Return what the person says, or None if they neither said nor declined to; one query."""
    query = (
        # Invented learners typed nothing: they have the name of where they were put.
        select(func.coalesce(Profile.typed, Organisation.name).label("organisation"))
        .add_columns(Profile.sector, Profile.nation, Profile.role, Profile.stage)
        .select_from(Profile)
        .outerjoin(Organisation)
        .where(Profile.user_id == person.id)
    )
    row = db.execute(query).first()
    return Work(**row._asdict()) if row else None


def is_unasked(db: Session, person: Person) -> bool:
    """Tell whether to invite the person to say something; one query, none for an admin.

    Admins are not counted, so nobody needs to know.
    """
    if person.is_admin:
        return False
    return db.scalar(select(Profile.user_id).where(Profile.user_id == person.id)) is None


def set_profile(db: Session, person: Person, work: Work) -> None:
    """Keep what the person says in the place of what they said before; twice changes nothing.

    An organisation of a new name is made, also when two people type it at the same moment; a name
    that was merged leads to the one that stands for it, but they go on reading their own. Raises
    `Conflict` if it is merged on and on meanwhile.
    """
    organisation_id = _standing(db, work.organisation) if work.organisation else None
    said = {
        "organisation_id": organisation_id, "typed": work.organisation, "sector": work.sector,
        "nation": work.nation, "role": work.role, "stage": work.stage,
    }  # fmt: skip
    row = insert_or(db, Profile).values(user_id=person.id, **said)
    db.execute(row.on_conflict_do_update(index_elements=[Profile.user_id], set_=said))
    recount.mark(db, person.id)


def decline(db: Session, person: Person) -> None:
    """Note that the person says nothing for now; what they said already stays."""
    row = insert_or(db, Profile).values(user_id=person.id)
    db.execute(row.on_conflict_do_nothing())


def _standing(db: Session, name: str) -> int:
    """Return the organisation that ``name`` leads to, made if it is new.

    It is held until the transaction ends, so that it cannot be merged into another meanwhile.
    """
    key = naming.key_of(name)
    spelling = aliased(Organisation)
    query = (
        select(Organisation.id)
        .join(spelling, Organisation.id == _goal(spelling))
        .where(spelling.key == key, Organisation.merged_into.is_(None))
        .with_for_update(read=True, of=Organisation)
    )
    for _ in range(_TRIES):
        if (found := db.scalar(query)) is not None:
            return found
        # Nobody has typed it yet, or it was merged in the very moment it was looked for.
        db.execute(insert_or(db, Organisation).values(new_row(name)).on_conflict_do_nothing())
    raise Conflict("This organisation is just being changed. Try again in a moment")


def _goal(spelling: type[Organisation]) -> ColumnElement[int]:
    return func.coalesce(spelling.merged_into, spelling.id)


def new_row(name: str) -> dict[str, str]:
    """Return the row of an organisation that nobody has named yet."""
    key = naming.key_of(name)
    block, initials = naming.block_of(key), naming.initials_of(key)
    return {"name": name.strip(), "key": key, "block": block, "initials": initials}
