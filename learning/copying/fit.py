"""What cannot be copied, or not to there, is refused before anything is written."""

from sqlalchemy import Connection, Engine, inspect, literal, select

from learning.db import Base, Database
from learning.db.migrate import HEAD, revision
from learning.errors import Conflict

_ALEMBIC = "alembic_version"
_ANY = select(literal(1)).limit(1)


def refuse_unless_today(connection: Connection) -> None:
    """Raise `Conflict` unless the database stands at today's edition."""
    found = revision(connection)
    if found is None:
        raise Conflict("There is nothing to copy: no database of ours is there.")
    if found != HEAD:
        raise Conflict(
            f"The database is of edition {found}, this software knows {HEAD}. Start the server of"
            " this version once, which brings the database up to date, and copy it then."
        )


def refuse_unless_empty(engine: Engine) -> None:
    """Raise `Conflict` if there are tables that are not ours, or any row in ours."""
    with engine.connect() as connection:
        have = set(inspect(connection).get_table_names())
        if not have:
            return
        if _ALEMBIC not in have:
            raise Conflict("The database to write to holds something else. Give an empty one.")
        for table in Base.metadata.sorted_tables:
            if table.name in have and connection.scalar(_ANY.select_from(table)):
                raise Conflict(
                    "The database to write to is not empty: somebody has used it. Nothing was"
                    " written. Give an empty one."
                )


def left_behind(source: Connection) -> tuple[str, ...]:
    """Return the tables that are not ours, which somebody else made in this database."""
    return tuple(sorted(_tables(source) - set(Base.metadata.tables)))


def refuse_unknown(goal: Database) -> None:
    """Raise `RuntimeError` if a table of ours was not imported: its rows would be left behind."""
    with goal.engine.connect() as connection:
        forgotten = _tables(connection) - set(Base.metadata.tables)
    if forgotten:
        raise RuntimeError(f"tables that nobody imported: {', '.join(sorted(forgotten))}")


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {_ALEMBIC}
