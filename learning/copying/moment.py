"""A database as it is at one moment, whoever writes meanwhile; nobody waits for who reads it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    String,
    Table,
    collate,
    func,
    select,
)

from learning.db import Base, Database

AT_ONCE = 1000
"""Rows that are read, or written, in one go."""


@contextmanager
def moment_of(database: Database) -> Iterator[Connection]:
    """Give a connection that reads one moment: the one of its first question."""
    if database.engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with database.engine.connect().execution_options(**options) as connection:
            yield connection
        return
    with database.reading.kw["bind"].connect() as connection:
        yield connection  # a transaction that reads an SQLite file sees one moment by itself


def batches_of(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    """Yield all rows, some at a time, in the order of the primary key, the same on both kinds."""
    inorder = select(table).order_by(*(_by_bytes(connection, c) for c in table.primary_key))
    with connection.execute(inorder.execution_options(yield_per=AT_ONCE)) as found:
        yield from found.partitions()


def rows_of(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    """Yield all rows one by one, as `batches_of`."""
    return chain.from_iterable(batches_of(connection, table))


def counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has, by its name; one query a table."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def _by_bytes(connection: Connection, column: Column[Any]) -> ColumnElement[Any]:
    """Put words in the order of their bytes, as SQLite does; PostgreSQL knows other orders."""
    is_words = isinstance(column.type, String)
    return collate(column, "C") if is_words and connection.dialect.name != "sqlite" else column
