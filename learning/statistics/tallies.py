"""How many people of a group have each mark, in one integer: 32 bits for each mark, its lane.

Adding the tallies of ten thousand groups is adding ten thousand integers. A sum is right as long
as every lane of the *result* is from 0 to 2³² less one, whatever was borrowed on the way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BITS = 32
"""Of a lane: more people than that have no mark."""
_FULL = (1 << BITS) - 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by lane; a lane that nobody has is 0."""

    packed: int = 0

    @classmethod
    def of(cls, lanes: Iterable[int]) -> "Tally":
        """Return one person's: 1 in each of these lanes."""
        return cls(sum(1 << (lane * BITS) for lane in set(lanes)))

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Tally":
        """Return what `to_bytes` gave."""
        return cls(int.from_bytes(stored, "little"))

    def to_bytes(self) -> bytes:
        """Return it as it is stored: lanes in order, each least byte first."""
        lanes = -(-self.packed.bit_length() // BITS)
        return self.packed.to_bytes(lanes * BITS // 8, "little")

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(self.packed + other.packed)

    def __sub__(self, other: "Tally") -> "Tally":
        """Return what is left; only a sum that is added to a larger one may lack something."""
        return Tally(self.packed - other.packed)

    def __bool__(self) -> bool:
        """Tell whether anybody is in it."""
        return bool(self.packed)

    def count(self, lane: int) -> int:
        """Return how many have the mark of ``lane``."""
        return (self.packed >> (lane * BITS)) & _FULL

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield each lane that somebody has, with how many."""
        stored = memoryview(self.to_bytes())
        for lane, number in enumerate(stored.cast("I") if stored else ()):
            if number:
                yield lane, number
