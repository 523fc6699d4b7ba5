"""How a number is shown: never under five, always the same, and right on average."""

from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from learning.statistics.groups import EVERYBODY, Group
from learning.statistics.rounding import Protection

KEY = bytes(range(32))
NUMBERS = st.integers(0, 10**7)
LIMITS = st.integers(5, 50)


@given(NUMBERS, LIMITS, st.binary(min_size=32, max_size=32), st.text())
def test_what_is_shown_is_a_multiple_and_never_too_small(
    true: int, smallest: int, key: bytes, figure: str
) -> None:
    shown = Protection(key, smallest).count(true, figure, EVERYBODY)

    if shown.number is None:
        assert str(shown) == f"fewer than {smallest}"
    else:
        assert true >= smallest
        assert shown.number % smallest == 0
        assert shown.number >= smallest


def test_what_is_hidden_may_be_more_than_four() -> None:
    protection = Protection(KEY)
    hidden = {
        true
        for true in range(30)
        if any(protection.count(true, str(n), EVERYBODY).number is None for n in range(5_000))
    }

    assert hidden >= set(range(10))


@given(NUMBERS)
def test_the_same_figure_of_the_same_group_is_always_shown_the_same(true: int) -> None:
    protection = Protection(KEY)
    chosen_so = Group(sector="health").within(*next(iter(Group(nation="wales").chosen)))
    chosen_otherwise = Group(nation="wales", sector="health")

    first = protection.count(true, "finished", chosen_so, "2026-11")

    assert first == Protection(KEY).count(true, "finished", chosen_otherwise, "2026-11")


def test_figures_groups_months_and_keys_are_rounded_independently() -> None:
    def shown(
        figure: str = "a", group: Group = EVERYBODY, month: str = "", key: bytes = KEY
    ) -> int:
        return Protection(key).count(1_002, figure, group, month).number or 0

    many = range(200)
    assert len({shown(figure=str(n)) for n in many}) > 1
    assert len({shown(group=Group(organisation=str(n))) for n in many}) > 1
    assert len({shown(month=str(n)) for n in many}) > 1
    assert len({shown(key=bytes([n]) * 32) for n in many}) > 1


def test_a_group_cannot_pass_for_another() -> None:
    left_open, anybody = Group(sector=""), EVERYBODY

    assert left_open.key != anybody.key


def test_on_average_a_number_is_shown_as_it_is() -> None:
    protection = Protection(KEY)
    for true in (100, 101, 103, 1_004):
        shown = [protection.count(true, str(n), EVERYBODY).number or 0 for n in range(20_000)]

        assert abs(mean(shown) - true) < 0.1
        assert min(shown) < true < max(shown)
