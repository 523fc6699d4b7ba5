"""Bring the database to today's edition. Safe when several processes start at once."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from learning.errors import CannotStart

MIGRATIONS = Path(__file__).parent.parent / "migrations"
HEAD = "0022"
"""The newest migration. Kept here so that a start that needs none loads no Alembic."""
_LOCK = 20_260_301
"""Any number, the same in every process: the name of PostgreSQL's advisory lock."""


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing, all in one transaction; a second call does nothing.

    On SQLite the writers' turn lets one process migrate at a time, on PostgreSQL an advisory
    lock. Raises `CannotStart` for a database that a later edition has written.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        current = revision(connection)
        if current == HEAD:
            return
        if current and current > HEAD:
            raise CannotStart(
                f"The database is of edition {current}, this software knows {HEAD}."
                " Install the newer version again, or restore an older backup."
            )
        _run(connection)


def revision(connection: Connection) -> str | None:
    """Return the migration the database is at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) if found else None


def _run(connection: Connection) -> None:
    from alembic import command  # slow to load, seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
