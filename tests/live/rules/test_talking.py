"""Everybody is heard once before anybody is heard twice, and not always the same person first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.live.rules.talking import seconds_each, talking_order
from tests.live.rules.scripts import ADA, BEN, CLEO, DANA, EVERYBODY

people = st.lists(st.integers(1, 30), unique=True, max_size=30)


def test_each_discussion_begins_with_somebody_else() -> None:
    orders = [talking_order(EVERYBODY, position) for position in range(5)]

    assert orders[0] == EVERYBODY
    assert orders[1] == (BEN, CLEO, DANA, ADA)
    assert [order[0] for order in orders] == [*EVERYBODY, ADA]


def test_whoever_comes_late_speaks_last_and_moves_nobody() -> None:
    before = talking_order([ADA, BEN, CLEO], 4)

    assert before == (BEN, CLEO, ADA)
    assert talking_order(EVERYBODY, 4, late={DANA}) == (*before, DANA)
    assert talking_order([DANA, ADA, BEN, CLEO], 4, late=[DANA]) == (*before, DANA)


def test_nobody_is_heard_twice() -> None:
    assert talking_order([ADA, BEN, ADA], 1) == (BEN, ADA)
    assert talking_order([], 3) == ()
    assert talking_order([ADA, BEN], 1, late=[ADA, BEN]) == (ADA, BEN)


@settings(deadline=None)
@given(joined=people, position=st.integers(0, 12), later=people)
def test_all_are_heard_once_and_whoever_joins_changes_no_turn(
    joined: list[int], position: int, later: list[int]
) -> None:
    late = [who for who in later if who not in joined]
    order = talking_order(joined, position)

    assert sorted(order) == sorted(joined)
    assert talking_order([*joined, *late], position, late) == (*order, *late)
    if len(joined) > 1:
        assert order[0] != talking_order(joined, position + 1)[0]


@pytest.mark.parametrize(
    ("seconds", "number", "each"),
    [(600, 8, 75), (600, 30, 20), (600, 31, None), (100, 3, 33), (60, 1, 60), (60, 0, None)],
)
def test_the_time_is_shared_out_unless_that_is_too_little(
    seconds: int, number: int, each: int | None
) -> None:
    assert seconds_each(seconds, number) == each
