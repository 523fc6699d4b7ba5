"""Adding the tallies of groups is adding what is in their lanes."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from learning.statistics.tallies import Tally

LANES = st.sets(st.integers(0, 700), max_size=40)
PEOPLE = st.lists(LANES, max_size=30)


def packed(people: list[set[int]]) -> Tally:
    return sum((Tally.of(lanes) for lanes in people), Tally())


def plain(people: list[set[int]]) -> dict[int, int]:
    return dict(Counter(lane for lanes in people for lane in lanes))


@given(PEOPLE, PEOPLE)
def test_a_sum_holds_everybody_of_both(some: list[set[int]], others: list[set[int]]) -> None:
    both = packed(some) + packed(others)

    assert dict(both) == plain(some + others)
    assert all(both.count(lane) == number for lane, number in plain(some + others).items())


@given(PEOPLE, PEOPLE)
def test_whoever_goes_is_taken_away_also_before_they_came(
    some: list[set[int]], others: list[set[int]]
) -> None:
    assert packed(some + others) - packed(others) == packed(some)
    assert (packed(some) - packed(others)) + packed(others) == packed(some)


@given(PEOPLE)
def test_what_is_stored_comes_back(people: list[set[int]]) -> None:
    stored = packed(people).to_bytes()

    assert Tally.from_bytes(stored) == packed(people)
    assert len(stored) == 4 * (max(plain(people), default=-1) + 1)


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 50))
def test_a_lane_holds_four_billion_and_leaves_its_neighbours_alone(
    here: int, there: int, lane: int
) -> None:
    tally = Tally.from_bytes(bytes(4 * lane) + here.to_bytes(4, "little"))
    tally += Tally.from_bytes(bytes(4 * lane + 4) + there.to_bytes(4, "little"))

    assert (tally.count(lane), tally.count(lane + 1)) == (here, there)
    assert dict(tally) == {at: n for at, n in ((lane, here), (lane + 1, there)) if n}


def test_nobody_is_nothing() -> None:
    assert not Tally()
    assert not list(Tally())
    assert Tally().to_bytes() == b""
    assert Tally.of([3, 3]).count(3) == 1
