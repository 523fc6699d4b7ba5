"""Whether two databases say the same: every value of every row, in the order of the keys."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from sqlalchemy import Connection, Row, Table

from learning.copying.counters import counters
from learning.copying.moment import rows_of
from learning.db import Base
from learning.errors import Conflict

FEW = 5
"""Differences that are told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two databases differ; never the value itself, which somebody may have written."""

    table: str
    row: str
    """The row's key if that is made of numbers, else which row it is in their order."""
    column: str
    """Empty where one of the two has no such row."""

    def __str__(self) -> str:
        return f"{self.table}, row {self.row}" + (f", {self.column}" if self.column else "")


class Differs(Conflict):
    """What was written is not what was read; the transaction is to be taken back."""

    def __init__(self, found: Sequence[Difference]) -> None:
        told = "; ".join(map(str, found))
        super().__init__(f"What was written is not what was read, so nothing was kept: {told}.")
        self.found = tuple(found)


def refuse_differing(source: Connection, goal: Connection) -> None:
    """Compare everything; raise `Differs` with the first few differences."""
    for table in Base.metadata.sorted_tables:
        pairs = zip_longest(rows_of(source, table), rows_of(goal, table))
        if found := list(islice(_differences(table, pairs), FEW)):
            raise Differs(found)
    _refuse_other_counters(source, goal)


def _differences(
    table: Table,
    pairs: Iterable[tuple[Row[Any] | None, Row[Any] | None]],
) -> Iterator[Difference]:
    for number, (ours, theirs) in enumerate(pairs, start=1):
        if ours is None or theirs is None:
            yield Difference(table.name, _named(table, ours or theirs, number), "")
        elif ours != theirs:
            for column in table.columns:
                if ours._mapping[column] != theirs._mapping[column]:
                    yield Difference(table.name, _named(table, ours, number), column.name)


def _named(table: Table, row: Row[Any] | None, number: int) -> str:
    key = [row._mapping[column] for column in table.primary_key] if row else []
    if key and all(isinstance(value, int) for value in key):
        return " ".join(str(value) for value in key)
    return f"number {number}"


def _refuse_other_counters(source: Connection, goal: Connection) -> None:
    """Where both count, the one copied to may not be behind: a number would be given twice."""
    given, there = counters(source), counters(goal)
    behind = [
        Difference(name, str(there[name]), "the last number given")
        for name, last in given.items()
        if there[name] < last and _counts(goal, name)
    ]
    if behind:
        raise Differs(behind)


def _counts(goal: Connection, name: str) -> bool:
    """Tell whether the database keeps the last number of this table, though its row is gone."""
    counts_on = Base.metadata.tables[name].dialect_options["sqlite"]["autoincrement"]
    return goal.dialect.name == "postgresql" or bool(counts_on)
