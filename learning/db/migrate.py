"""Bring the database to today's edition. Safe when several processes start at once."""

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from learning.errors import CannotStart

MIGRATIONS = Path(__file__).parent.parent / "migrations"
HEAD = "0023"
"""The newest migration. Kept here so that a start that needs none loads no Alembic."""
_LOCK = 20_260_301
"""Any number, the same in every process: the name of PostgreSQL's advisory lock."""
CONTRACTS: dict[str, str] = {}
"""Migrations after 0022 that take away what code of their time still used: each with the oldest
edition whose code does without it. All others only add, so that older code serves meanwhile."""
OLDEST = max(CONTRACTS.values(), default="0022")
"""The oldest edition whose code may use a database of today's."""

_log = logging.getLogger(__name__)


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing, all in one transaction; a second call does nothing.

    On SQLite the writers' turn lets one process migrate at a time, on PostgreSQL an advisory
    lock. A database of a later edition is left as it is, if that edition says that code of ours
    may use it; else `CannotStart` is raised.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        current = revision(connection)
        if current == HEAD:
            return
        if current and current > HEAD:
            _may_be_used(connection, current)
            return
        _run(connection)
        _note_oldest(connection)


def revision(connection: Connection) -> str | None:
    """Return the migration the database is at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) if found else None


def _may_be_used(connection: Connection, current: str) -> None:
    """Raise `CannotStart` unless the edition that wrote it lets code of ours use the database."""
    oldest = _oldest(connection)
    said = f"The database is of edition {current}, this software knows {HEAD}."
    if oldest is None or oldest > HEAD:
        raise CannotStart(f"{said} Install the newer version again, or restore an older backup.")
    _log.warning("%s It may be used with it until the newer version is installed here, too.", said)


def _oldest(connection: Connection) -> str | None:
    """Return the oldest edition whose code may use the database; None if nobody noted it."""
    found = connection.execute(text("SELECT * FROM alembic_version")).mappings().first()
    return str(found["oldest"]) if found and found.get("oldest") else None


def _note_oldest(connection: Connection) -> None:
    """Note it beside the edition, where code of any edition can read it."""
    columns = {column["name"] for column in inspect(connection).get_columns("alembic_version")}
    if "oldest" not in columns:
        connection.execute(text("ALTER TABLE alembic_version ADD COLUMN oldest VARCHAR(32)"))
    connection.execute(text("UPDATE alembic_version SET oldest = :oldest"), {"oldest": OLDEST})


def _run(connection: Connection) -> None:
    from alembic import command  # slow to load, seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
