"""Which organisation is meant, as far as that may be told."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.organisations import Organisation, key_of
from learning.statistics.dashboards.shown import Shown
from learning.statistics.groups import Group
from learning.statistics.marks import Family
from learning.statistics.reading import counts_of
from learning.statistics.rounding import Protection


def organisation_called(db: Session, protection: Protection, name: str) -> str | None:
    """Return the id of an organisation from which enough people joined; at most two statements.

    None if they are too few, or there is none: to tell the two apart would tell that some are.
    """
    goal = func.coalesce(Organisation.merged_into, Organisation.id)
    id_ = db.scalar(select(goal).where(Organisation.key == key_of(name)))
    if id_ is None:
        return None
    group = Group(organisation=str(id_))
    joined = Shown(counts_of(db, group, Family.PROGRESS), protection, group)("joined")
    return None if joined.number is None else str(id_)
