"""``INSERT … ON CONFLICT`` on either database: the way to write what may already be there."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from learning.db.tables import Base


def insert_or(db: Session, table: type[Base]) -> postgresql.Insert:
    """Return an insert into ``table`` that can take ``on_conflict_do_…`` on this database."""
    if db.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    # Both dialects spell it alike; one type is enough for callers.
    return sqlite.insert(table)  # type: ignore[return-value]
