"""What becomes of the tallies when people are counted otherwise than before. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from learning.statistics.groups import KEPT, KEPT_BY_MONTH, KEPT_OF_PROGRESS, NOT_SAID, Attribute
from learning.statistics.marks import Family

Key = tuple[str, ...]
"""Of a row of tallies: family, month, which attributes are told apart, and their values."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one person is counted as, in lanes."""

    attributes: Mapping[str, str]
    packed: Mapping[tuple[str, str], int]
    """Family and month to a tally of one."""


NOBODY = Part({}, {})
"""As whom somebody is counted who was not, or is not any more."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What has to be added to each row of tallies; less than nothing where people went."""

    by_key: dict[Key, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, before: Part, now: Part) -> None:
        """Note that somebody who was counted as ``before`` is counted as ``now``."""
        same_group = before.attributes == now.attributes
        for names in before.packed.keys() | now.packed.keys():
            old, new = before.packed.get(names, 0), now.packed.get(names, 0)
            if same_group and old == new:
                continue
            if same_group:
                self._put(names, now.attributes, new - old)
            else:
                self._put(names, before.attributes, -old)
                self._put(names, now.attributes, new)

    def _put(self, names: tuple[str, str], attributes: Mapping[str, str], packed: int) -> None:
        if packed:
            for place in places_of(names[0], attributes):
                self.by_key[(*names, *place)] += packed

    def __iter__(self) -> Iterator[tuple[Key, int]]:
        """Yield each row that has to change, with what to add."""
        return ((key, packed) for key, packed in self.by_key.items() if packed)


def kept_as(told_apart: Sequence[Attribute]) -> int:
    """Return the column ``kept`` of rows that tell these attributes apart."""
    return sum(_BITS[attribute] for attribute in told_apart)


_BITS = {attribute: 1 << place for place, attribute in enumerate(Attribute)}


def places_of(
    family: str, attributes: Mapping[str, str] | Mapping[Attribute, str]
) -> Iterator[Key]:
    """Yield the end of the key of each row in which somebody with these attributes is counted."""
    for kept, columns in _PLACES[family]:
        values = (attributes.get(name, NOT_SAID) if name else NOT_SAID for name in columns)
        yield (kept, *values)


_Places = tuple[tuple[str, tuple[Attribute | None, ...]], ...]


def _places(kept: Sequence[Sequence[Attribute]]) -> _Places:
    return tuple(
        (str(kept_as(told_apart)), tuple(a if a in told_apart else None for a in Attribute))
        for told_apart in kept
    )


KEPT_OF = defaultdict(
    lambda: KEPT, {Family.MONTH: KEPT_BY_MONTH, Family.PROGRESS: KEPT_OF_PROGRESS}
)
_PLACES = {str(family): _places(KEPT_OF[family]) for family in Family}
