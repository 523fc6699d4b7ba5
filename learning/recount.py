"""Who has to be counted again: appended by the writes that may change a statistic.

Rows are only added here, so people who act at the same moment never wait for each other, and
`learning.statistics` takes away those that it has counted.
"""

from typing import cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from learning.db import Base


class Recount(Base):
    """One person whose statistics may have changed. It outlives their account."""

    __tablename__ = "recount"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int]


# Of the table, for a row of objects costs more than the query: every tick pays for this.
_ADD = insert(cast("Table", Recount.__table__)).inline()


def mark(db: Session, *user_ids: int | None) -> None:
    """Note that these people have to be counted again; None is nobody. One statement, or none."""
    if rows := [{"user_id": user_id} for user_id in user_ids if user_id]:
        db.execute(_ADD, rows)


def waiting(db: Session) -> int:
    """Return how many marks have not been counted yet; one query."""
    return db.scalar(select(func.count()).select_from(Recount)) or 0
