"""Dots are counted and not traced."""

import pytest

from learning.errors import Conflict
from learning.live.rules import play
from learning.live.rules.outcomes import Tally, count_voted, place_dots, tally
from learning.live.rules.reveal import Count
from tests.conftest import NOON
from tests.live.rules.scripts import ADA, BEN, CLEO, DANA, ENDED, EVERYBODY, at, later

OPTIONS = ("more", "less")
BALLOTS = {ADA: {"more": 2, "gone": 1}, BEN: {"more": 1, "less": 1}, CLEO: {}}


def test_dots_may_stand_together_and_not_be_more_than_one_has() -> None:
    ballot = place_dots({}, "more", 2, options=OPTIONS, most=3)
    ballot = place_dots(ballot, "less", 1, options=OPTIONS, most=3)

    assert ballot == {"more": 2, "less": 1}
    assert place_dots(ballot, "less", 1, options=OPTIONS, most=3) == ballot, "the same press twice"
    assert place_dots(ballot, "more", 0, options=OPTIONS, most=3) == {"less": 1}
    with pytest.raises(Conflict, match="3 dots in all"):
        place_dots(ballot, "less", 2, options=OPTIONS, most=3)
    with pytest.raises(Conflict, match="one dot in all"):
        place_dots({"more": 1}, "less", 1, options=OPTIONS, most=1)


def test_dots_on_what_is_no_longer_there_are_free_again() -> None:
    assert place_dots({"gone": 2}, "more", 2, options=OPTIONS, most=2) == {"more": 2}


@pytest.mark.parametrize(("option", "dots"), [("gone", 1), ("more", -1)])
def test_what_is_not_there_cannot_be_voted_on(option: str, dots: int) -> None:
    with pytest.raises(Conflict, match="Choose from"):
        place_dots({}, option, dots, options=OPTIONS, most=3)


def test_nobody_sees_a_dot_before_the_vote_is_over() -> None:
    counted = (Tally("more", 3), Tally("less", 1))
    went_back = play.back(at("actions"), NOON + later(320), seen=4)

    assert [tally(at(step), "dots", BALLOTS, OPTIONS) for step in ("alone", "dots")] == [None] * 2
    assert tally(at("actions"), "dots", BALLOTS, OPTIONS) == counted
    assert tally(ENDED, "dots", BALLOTS, OPTIONS) == counted
    assert tally(went_back, "dots", BALLOTS, OPTIONS) is None


def test_stopping_during_a_vote_keeps_its_dots() -> None:
    assert tally(play.finish(at("dots"), NOON + later(300)), "dots", BALLOTS, OPTIONS)


def test_how_many_have_voted_is_said_without_who() -> None:
    assert count_voted(BALLOTS, EVERYBODY) == Count(2, 4)
    assert count_voted({ADA: {"more": 1}}, [ADA, DANA]) is None
