"""Which organisation is meant, as far as that may be told."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from learning.organisations import Organisation, key_of
from learning.statistics.dashboards.shown import Shown
from learning.statistics.groups import Group
from learning.statistics.marks import Family
from learning.statistics.reading import counts_of
from learning.statistics.rounding import Protection


def organisation_called(db: Session, protection: Protection, name: str) -> tuple[str, str] | None:
    """Return id and standing name of an organisation called so; at most two statements.

    None if too few people joined from it, or there is none: to tell the two apart would tell that
    some did. An organisation that was merged into another is that other.
    """
    standing = aliased(Organisation)
    goal = func.coalesce(Organisation.merged_into, Organisation.id)
    found = db.execute(
        select(standing.id, standing.name)
        .join(Organisation, goal == standing.id)
        .where(Organisation.key == key_of(name))
    ).first()
    if found is None:
        return None
    group = Group(organisation=str(found.id))
    joined = Shown(counts_of(db, group, Family.PROGRESS), protection, group)("joined")
    return None if joined.number is None else (str(found.id), found.name)
