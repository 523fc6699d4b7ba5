"""What a dashboard holds: the one shape from which page, files and report are made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from learning.statistics.groups import Group
from learning.statistics.rounding import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What exactly a figure counts. Every figure has one, and no two figures share a name."""

    id: str
    """Stays as long as the figure is meant: ``finished``, ``page``, ``rating-mean``."""
    name: str
    """The heading of its column, e.g. “Finished”."""
    rule: str
    """One sentence: what somebody must have done to be counted."""
    who: str = "Learners with an account; admins and deleted accounts are left out"
    period: str = "Since the programme began, as counted at the time on the page"
    missing: str = "Nobody is left out for want of an answer"
    """What becomes of those who have given no answer."""
    unit: str = "people"


Value = Count | float | str | None
"""A count of people; a measure such as a mean or a median; words; None: not shown, too few."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is about, and a value for each definition."""

    name: str
    values: tuple[Value, ...]
    key: str = ""
    """Stable name in files, e.g. the id of the module; empty: the name itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures under one another, and how they are drawn beside it."""

    id: str
    title: str
    first: str
    """What the rows are: “Module”, “Page”, “Month”."""
    columns: tuple[Definition, ...]
    rows: tuple[Row, ...]
    chart: Literal["none", "bars", "lines", "spread"] = "none"
    note: str = ""
    """A sentence below it, such as how many rows are left out."""
    page: int = 1
    pages: int = 1
    """Which page of a long table the rows are, of how many; in files all rows are one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """One page of figures about one group."""

    id: str
    title: str
    group: Group
    counted_at: datetime | None
    """Aware; None: nothing was counted yet."""
    tables: tuple[Table, ...]

    @property
    def is_hidden(self) -> bool:
        """Tell whether there are figures, and all of them are of too few people to be shown."""
        values = [value for table in self.tables for row in table.rows for value in row.values]
        return bool(values) and all(
            value is None or (isinstance(value, Count) and value.number is None) for value in values
        )

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Return every definition once, in the order of the page: the data dictionary."""
        found = {d.id: d for table in self.tables for d in table.columns}
        return tuple(found.values())
