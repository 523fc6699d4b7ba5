"""True counts of groups, read from the tallies. They never leave `learning.statistics` as such."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, LargeBinary, Select, null, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from learning.statistics.counting.rows import KEPT_OF, kept_as
from learning.statistics.groups import KEPT_BY_MONTH, Attribute, Group, rows_for
from learning.statistics.marks import Family as Family
from learning.statistics.rounding import Protection
from learning.statistics.tables import Counting, Lane, TallyRow
from learning.statistics.tallies import Tally


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people of a group have each mark."""

    tally: Tally
    lanes: Mapping[str, int] = field(repr=False)
    """Name of a mark to its lane."""

    def __call__(self, mark: str) -> int:
        """Return how many have ``mark``; 0 for a mark that nobody ever had."""
        lane = self.lanes.get(mark)
        return 0 if lane is None else self.tally.count(lane)

    def starting(self, prefix: str) -> dict[str, int]:
        """Return how many have each mark that begins so, without those that nobody has."""
        found = {name: self(name) for name in self.lanes if name.startswith(prefix)}
        return {name: number for name, number in found.items() if number}


NOBODY = Counts(Tally(), {})


def counts_of(db: Session, group: Group, family: Family) -> Counts:
    """Return the counts of ``group``; one statement."""
    return _summed(db, _rows(group, family), family).get("", NOBODY)


def counts_by(db: Session, group: Group, attribute: Attribute, family: Family) -> dict[str, Counts]:
    """Return the counts of those of ``group`` who have each value of ``attribute``.

    Values are as in `Group`; who left it open is under ``NOT_SAID``. Values that nobody has are
    left out. One statement.
    """
    return _summed(db, _rows(group, family, attribute), family)


def counts_by_month(db: Session, group: Group, family: Family = Family.MONTH) -> dict[str, Counts]:
    """Return the counts of what was done in each month, ``2026-11``; months of nothing left out.

    Raises `ValueError` for a group of a cohort and another attribute: those are not kept by month.
    One statement.
    """
    told_apart = rows_for(group, kept=KEPT_BY_MONTH)
    if told_apart is None:
        raise ValueError("months are kept of a cohort by itself only")
    found = _summed(db, _of(group, family, told_apart, TallyRow.month), family)
    return {month: counts for month, counts in sorted(found.items()) if month}


def counted_at(db: Session) -> datetime | None:
    """Return when people were counted last, or None if never; one statement."""
    return db.scalar(select(Counting.counted_at))


def is_counting_anew(db: Session) -> bool:
    """Tell whether everybody is being counted again, so that figures are of part of them."""
    return db.scalar(select(Counting.anew_after)) is not None


def protection_of(db: Session, smallest: int) -> Protection:
    """Return how numbers are rounded and hidden here; one statement."""
    key = db.scalar(select(Counting.key))
    return Protection(key or bytes(32), smallest)  # nothing was counted yet, so nothing is shown


_Choice = tuple[Attribute, ...]
_Key = ColumnElement[str] | InstrumentedAttribute[str]


def _rows(group: Group, family: Family, also: Attribute | None = None) -> Select[str, bytes]:
    told_apart = rows_for(group, also, KEPT_OF[family])
    if told_apart is None:
        raise ValueError("every choice is kept")
    key = getattr(TallyRow, also) if also else TallyRow.month
    return _of(group, family, told_apart, key).where(TallyRow.month == "")


def _of(group: Group, family: Family, told_apart: _Choice, key: _Key) -> Select[str, bytes]:
    chosen = [getattr(TallyRow, attribute) == value for attribute, value in group.chosen]
    kept = TallyRow.kept == kept_as(told_apart)
    return select(key, TallyRow.counts).where(TallyRow.family == family, kept, *chosen)


def _summed(db: Session, rows: Select[str, bytes], family: Family) -> dict[str, Counts]:
    """Return the sum of ``rows`` by their key. The names of lanes come in the same statement."""
    no_counts = type_coerce(null(), LargeBinary)
    no_lane = type_coerce(null(), Integer)
    lanes = select(Lane.name, no_counts, Lane.lane).where(Lane.family == family)
    names: dict[str, int] = {}
    sums: dict[str, int] = defaultdict(int)
    found: Iterable[Any] = db.execute(lanes.union_all(rows.add_columns(no_lane)))
    for key, counts, lane in found:
        if counts is None:
            names[key] = lane
        else:
            sums[key] += int.from_bytes(counts, "little")
    return {key: Counts(Tally(packed), names) for key, packed in sums.items() if packed}
