"""Which lane of a tally a mark has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.statistics.tables import Lane
from learning.statistics.tallies import Tally

Kept = Mapping[str, list[int]]
"""Family, in that of months with the month behind it, to lanes: as `Counted` keeps it."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes there are; whoever asks for another adds it."""

    known: dict[tuple[str, str], int]
    """Family and mark to lane."""
    new: list[dict[str, object]] = field(default_factory=list)
    """Rows that are not in the table yet."""
    next: dict[str, int] = field(default_factory=dict)

    def kept(self, marks: Mapping[tuple[str, str], Iterable[str]]) -> dict[str, list[int]]:
        """Return marks, by family and month, as `Counted` keeps them."""
        return {
            f"{family} {month}".strip(): sorted(self._lane(family, name) for name in names)
            for (family, month), names in marks.items()
        }

    def of(self, family: str, numbers: Mapping[str, int]) -> dict[int, int]:
        """Return numbers by the lanes of their marks."""
        return {self._lane(family, name): number for name, number in numbers.items()}

    def _lane(self, family: str, name: str) -> int:
        lane = self.known.get((family, name))
        if lane is None:
            lane = self.next.get(family, 0)
            self.next[family] = lane + 1
            self.known[family, name] = lane
            self.new.append({"family": str(family), "name": name, "lane": lane})
        return lane


def lanes_of(db: Session) -> Lanes:
    """Return the lanes there are; one query."""
    lanes = Lanes({})
    for family, name, lane in db.execute(select(Lane.family, Lane.name, Lane.lane)):
        lanes.known[family, name] = lane
        lanes.next[family] = max(lanes.next.get(family, 0), lane + 1)
    return lanes


def packed(kept: Kept) -> dict[tuple[str, str], int]:
    """Return the tally of one person, by family and month."""
    found = {}
    for key, lanes in kept.items():
        family, _, month = key.partition(" ")
        found[family, month] = Tally.of(lanes).packed
    return found
