"""Whatever is published, nobody can work out a number under five: an attacker tries."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.statistics.groups import Attribute, Group
from learning.statistics.rounding import Protection
from tests.statistics.attacker import (
    People,
    Shown,
    groups_of,
    guesses,
    hidden_only,
    rounded,
    size,
)

CHOICES: Mapping[Attribute, Sequence[str]] = {
    Attribute.ORGANISATION: ("1", "2", "3"),
    Attribute.SECTOR: ("health", "housing"),
    Attribute.ROLE: ("lead", "buyer", "nurse"),
    Attribute.COHORT: ("2026-10", "2026-11"),
}
SURE = 0.95
EVERY_KIND = [g for g in groups_of(CHOICES) if len(g.chosen) == len(CHOICES)]

crowds = st.lists(st.integers(0, 9), min_size=len(EVERY_KIND), max_size=len(EVERY_KIND))
"""How many there are of each kind of person."""
keys = st.binary(min_size=32, max_size=32)


def people_in(sizes: Sequence[int]) -> People:
    return dict(zip(EVERY_KIND, sizes, strict=True))


def published(people: People, key: bytes) -> dict[Group, Shown]:
    protection = Protection(key)
    found = ((group, size(people, group)) for group in groups_of(CHOICES))
    return {group: protection.count(true, "joined", group).number for group, true in found}


@settings(max_examples=60, deadline=None)
@given(sizes=crowds, key=keys)
def test_no_filter_and_no_total_tells_how_many_there_are(sizes: list[int], key: bytes) -> None:
    found = guesses(published(people_in(sizes), key), CHOICES, rounded)

    assert max((max(guess.values()) for guess in found.values()), default=0) < SURE


@settings(max_examples=30, deadline=None)
@given(each=st.integers(0, 4), key=keys)
def test_nor_where_all_are_alike(each: int, key: bytes) -> None:
    found = guesses(published(people_in([each] * len(EVERY_KIND)), key), CHOICES, rounded)

    assert max((max(guess.values()) for guess in found.values()), default=0) < SURE


def test_the_attacker_finds_them_where_small_numbers_are_only_left_out() -> None:
    people = people_in([3, 8, 7, 6, 9, 6, 5, 2, 8, 7, 6, 9] * 3)
    exact = {group: size(people, group) for group in groups_of(CHOICES)}
    left_out = {group: true if true >= 5 else None for group, true in exact.items()}
    found = guesses(left_out, CHOICES, hidden_only)

    assert found
    for group, guess in found.items():
        assert guess[exact[group]] == pytest.approx(1)


def test_nor_do_parts_that_are_shown_against_parts_that_are_hidden() -> None:
    """Twenty people, five in each of four sectors, which are shown, and four of each of five kinds.

    So there are twenty at least, and were “fewer than 5” certain, each kind would be four.
    """
    total, kinds = 20, 5
    hidden = [rounded(None, true) for true in range(10)]
    as_many: dict[tuple[int, ...], float] = {(): 1.0}
    for _ in range(kinds):
        as_many = {
            (*others, true): chance * hidden[true]
            for others, chance in as_many.items()
            for true in range(10)
            if sum(others) + true <= total + 4
        }
    left = {some: chance for some, chance in as_many.items() if sum(some) >= total}

    assert left[(4,) * kinds] / sum(left.values()) < SURE / 2


@settings(max_examples=200, deadline=None)
@given(before=st.integers(0, 60), more=st.integers(0, 4), key=keys)
def test_from_one_day_to_the_next_a_few_more_make_no_difference_of_a_few(
    before: int, more: int, key: bytes
) -> None:
    protection = Protection(key)
    days = [protection.count(n, "joined", Group()).number for n in (before, before + more)]

    assert all(number is None or number % 5 == 0 for number in days)
    if days[0] is not None and days[1] is not None:
        assert days[1] - days[0] in (0, 5)


@pytest.mark.parametrize("true", [3, 5, 8, 41])
def test_the_attacker_knows_how_numbers_are_rounded(true: int) -> None:
    often = 4_000
    keys = (number.to_bytes(32, "big") for number in range(often))
    found = Counter(Protection(key).count(true, "joined", Group()).number for key in keys)

    for shown, times in found.items():
        assert times / often == pytest.approx(rounded(shown, true), abs=0.03)
