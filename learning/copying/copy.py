"""Copy all rows: in the order in which tables need each other, all of it or nothing."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, update
from sqlalchemy.exc import DataError, IntegrityError

from learning.copying.compare import refuse_differing
from learning.copying.counters import counters, set_counters
from learning.copying.fit import (
    left_behind,
    refuse_unknown,
    refuse_unless_empty,
    refuse_unless_today,
)
from learning.copying.moment import batches_of, moment_of
from learning.db import Base, Database, upgrade
from learning.errors import Conflict


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    rows: Mapping[str, int]
    """How many, by table."""
    left_behind: tuple[str, ...]
    """Tables that are not ours; they were not copied."""
    seconds: float

    @property
    def total(self) -> int:
        """Return how many rows it was in all."""
        return sum(self.rows.values())


def copy_everything(source: Database, goal: Database) -> Copied:
    """Copy every row as it is at one moment, compare each with its copy, and only then keep them.

    Others may write to ``source`` meanwhile; it comes without what they wrote. Raises `Conflict`
    in words if ``source`` is not at today's edition, ``goal`` is not empty or cannot hold a value,
    and `Differs` if what can be read there is not what was read here. Nothing is left in ``goal``
    then but its empty tables.
    """
    began = time.perf_counter()
    with moment_of(source) as ours:
        refuse_unless_today(ours)
        refuse_unless_empty(goal.engine)
        upgrade(goal.engine)
        refuse_unknown(goal)
        with goal.engine.begin() as theirs:
            rows = {table.name: _copy(ours, theirs, table) for table in Base.metadata.sorted_tables}
            set_counters(theirs, counters(ours))
            refuse_differing(ours, theirs)
        return Copied(rows, left_behind(ours), time.perf_counter() - began)


def _copy(ours: Connection, theirs: Connection, table: Table) -> int:
    """Copy one table and return how many rows it has."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    later: list[dict[str, object]] = []
    total = 0
    for batch in batches_of(ours, table):
        rows = [dict(row._mapping) for row in batch]
        # A row may name one that comes after it: first all rows, then whom they name.
        later += [_naming(table, own, row) for row in rows if any(row[name] for name in own)]
        _write(theirs, table, [row | dict.fromkeys(own) for row in rows])
        total += len(rows)
    if later:
        (key,) = table.primary_key
        names: dict[str, Any] = {name: bindparam(f"_{name}") for name in own}
        theirs.execute(update(table).where(key == bindparam("_key")).values(names), later)
    return total


def _naming(table: Table, own: Sequence[str], row: Mapping[str, object]) -> dict[str, object]:
    (key,) = table.primary_key
    return {"_key": row[key.name]} | {f"_{name}": row[name] for name in own}


def _write(theirs: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    try:
        theirs.execute(insert(table), rows)
    except (DataError, IntegrityError) as error:
        reason = str(error.orig).partition("\n")[0]
        raise Conflict(
            f"A row of {table.name} cannot be kept in the other database ({reason}). Nothing was"
            " copied. Mend or remove the row, then try again."
        ) from None
