"""Two databases side by side, and whether they hold the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from learning.copying.counters import counters
from learning.db import Base, Database, connect
from tests.databases import Databases

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}
COUNTED_FOR_EVER = [
    table.name
    for table in Base.metadata.sorted_tables
    if table.dialect_options["sqlite"]["autoincrement"]
]
"""Tables in which no number is given twice, although its row is gone."""


@contextmanager
def another(databases: Databases, backend: str) -> Iterator[Database]:
    """Give an empty database of today besides the test's own, of the kind asked for."""
    if backend == "postgresql":
        with databases.fresh(backend) as database:
            yield database
        return
    database = connect(databases.sqlite_url())
    yield database
    database.close()


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, and the last numbers given where they count for ever."""
    with database.reading() as db:
        held = {
            table.name: sorted((tuple(row) for row in db.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }
        last = counters(db.connection())
    return held | {"": [(name, last[name]) for name in COUNTED_FOR_EVER]}
