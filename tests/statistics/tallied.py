"""Tallies as counting leaves them, written straight away: crowds of people who are all alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from learning import clock
from learning.statistics import Attribute, Family, Group
from learning.statistics.counting.beginning import THE_ONE
from learning.statistics.counting.rows import places_of
from learning.statistics.tables import Counting, Lane, TallyRow
from learning.statistics.tallies import Tally

Marks = Mapping[Family, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Alike:
    """So many people with the same attributes and marks."""

    number: int
    who: Group
    marks: Marks
    months: Mapping[str, Iterable[str]] = field(default_factory=dict)


def publish(db: Session, *crowds: Alike, anew_after: int | None = None) -> None:
    """Write the tallies of these people, counted now."""
    lanes: dict[tuple[Family, str], int] = {}
    sums: dict[tuple[str, ...], Tally] = defaultdict(Tally)
    for crowd in crowds:
        said = dict(crowd.who.chosen)
        parts = [(family, "", marks) for family, marks in crowd.marks.items()]
        parts += [(Family.MONTH, month, marks) for month, marks in crowd.months.items()]
        for family, month, marks in parts:
            own = Tally.of(lanes.setdefault((family, mark), len(lanes)) for mark in marks)
            for place in places_of(family, said):
                sums[family, month, *place] += Tally(own.packed * crowd.number)
    db.add_all(Lane(family=f, name=name, lane=lane) for (f, name), lane in lanes.items())
    db.add_all(_row(key, tally) for key, tally in sums.items())
    begun: dict[str, Any] = {"id": THE_ONE, "key": b"k" * 32, "shape": "", "batches": 1}
    db.add(Counting(**begun, anew_after=anew_after, counted_at=clock.now(), teams_at=clock.now()))
    db.flush()


def _row(key: tuple[str, ...], tally: Tally) -> TallyRow:
    family, month, kept, *values = key
    columns = dict(zip(map(str, Attribute), values, strict=True))
    return TallyRow(
        key="|".join(key), family=family, month=month, kept=int(kept), counts=tally.to_bytes(),
        **columns,
    )  # fmt: skip
