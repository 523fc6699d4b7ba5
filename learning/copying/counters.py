"""The last number that was given in each table, so that none is given twice after a copy.

SQLite counts on by itself from the highest number there is, but in the tables that never give a
number twice; PostgreSQL counts everywhere.
"""

from sqlalchemy import Connection, Integer, Table, func, select, text

from learning.db import Base

_SEQUENCE = "pg_get_serial_sequence(quote_ident(:table), :column)"


def counters(connection: Connection) -> dict[str, int]:
    """Return the last number that was given, by table; 0 where none was."""
    kept = _of_sqlite(connection) if connection.dialect.name == "sqlite" else None
    found = {}
    for table in filter(_is_numbered, Base.metadata.sorted_tables):
        (key,) = table.primary_key
        counted = _of_postgres(connection, table) if kept is None else kept.get(table.name, 0)
        found[table.name] = max(counted, connection.scalar(select(func.max(key))) or 0)
    return found


def set_counters(connection: Connection, last: dict[str, int]) -> None:
    """Let each table go on counting after the number given."""
    for name, number in last.items():
        if not number:
            continue
        if connection.dialect.name == "postgresql":
            (key,) = Base.metadata.tables[name].primary_key
            values = {"table": name, "column": key.name, "last": number}
            connection.execute(text(f"SELECT setval({_SEQUENCE}, :last)"), values)
        elif Base.metadata.tables[name].dialect_options["sqlite"]["autoincrement"]:
            forget = text("DELETE FROM sqlite_sequence WHERE name = :table")
            connection.execute(forget, {"table": name})
            keep = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
            connection.execute(keep, {"table": name, "last": number})


def _is_numbered(table: Table) -> bool:
    """Tell whether the database gives the rows their numbers."""
    key = table.autoincrement_column
    return key is not None and isinstance(key.type, Integer)


def _of_sqlite(connection: Connection) -> dict[str, int]:
    found = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    return {str(name): int(last) for name, last in found}


def _of_postgres(connection: Connection, table: Table) -> int:
    (key,) = table.primary_key
    asked = text(f"SELECT pg_sequence_last_value({_SEQUENCE}::regclass)")
    return connection.scalar(asked, {"table": table.name, "column": key.name}) or 0
