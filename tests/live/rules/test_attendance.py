"""Everybody is credited with the minutes they were there, and nobody with more than were played."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.live.rules import play
from learning.live.rules.attendance import Stay, minutes_of, played_minutes, seconds_of
from learning.live.rules.state import State
from tests.conftest import NOON
from tests.live.rules.scripts import BEGUN, ENDED, UNBEGUN, WHOLE, later, pressing

WHOLE_MINUTES = WHOLE // 60
PRESSES = ("pause", "resume", "add", "next", "back", "nothing")


def stay(came: float, left: float | None = None) -> Stay:
    """Somebody who came and left so many seconds after noon."""
    return NOON + later(came), None if left is None else NOON + later(left)


def play_through(presses: Sequence[tuple[str, float]]) -> State:
    """A session that is over, after these presses, each after so many seconds."""
    state, now = BEGUN, NOON
    for press, wait in presses:
        now += later(wait)
        if press != "nothing":
            state = pressing(press, state, now)
    return play.as_of(state, now + timedelta(days=2))


waits = st.integers(0, 90) | st.floats(0, 90, allow_nan=False)
played = st.lists(st.tuples(st.sampled_from(PRESSES), waits), max_size=12).map(play_through)
hurried = st.lists(st.tuples(st.sampled_from(("next", "back", "add")), waits)).map(play_through)
moments = st.integers(-100, WHOLE + 900)
stays = st.lists(
    st.tuples(moments, moments | st.none()).map(lambda found: stay(*found)), max_size=30
)


def test_who_was_there_from_first_to_last_has_what_was_played() -> None:
    assert minutes_of([stay(-300)], ENDED) == played_minutes(ENDED) == WHOLE_MINUTES
    assert minutes_of([stay(-300, WHOLE + 900)], ENDED) == WHOLE_MINUTES


@pytest.mark.parametrize(
    ("there", "minutes"),
    [
        ([], 0),
        ([stay(-300, 0)], 0),
        ([stay(-300, -100)], 0),
        ([stay(WHOLE), stay(WHOLE + 60)], 0),
        ([stay(60, 60)], 0),
        ([stay(90, 30)], 0),
        ([stay(60, 61)], 1),
        ([stay(WHOLE - 1)], 1),
        ([stay(60, 179)], 1),
        ([stay(60, 180)], 2),
        ([stay(WHOLE - 185)], 3),
        ([stay(0, 60), stay(120, 180)], 2),
        ([stay(0, 59), stay(120, 180)], 1),
        ([stay(0, 120), stay(60, 180)], 3),
        ([stay(0, 240), stay(60, 120), stay(60, 120)], 4),
        ([stay(0, 100), stay(30, 10), stay(40, 100)], 1),
        ([stay(second, second + 4) for second in range(0, 300, 10)], 2),
    ],
)
def test_minutes_are_those_between_coming_and_going(there: list[Stay], minutes: int) -> None:
    assert minutes_of(there, ENDED) == minutes
    assert minutes_of(there[::-1], ENDED) == minutes


def test_a_pause_is_nobodys_minutes() -> None:
    state = play.pause(BEGUN, NOON + later(60))
    state = play.resume(state, NOON + later(60 + 3600))
    ended = play.as_of(state, NOON + timedelta(days=1))

    assert played_minutes(ended) == minutes_of([stay(0)], ended) == WHOLE_MINUTES
    assert minutes_of([stay(0, 60)], ended) == 1
    assert minutes_of([stay(0, 60), stay(60 + 3600)], ended) == WHOLE_MINUTES
    assert minutes_of([stay(0, 3000)], ended) == 2, "the step it was in, and no more"


def test_before_the_beginning_nobody_has_a_minute_and_then_each_step_counts_when_it_is_over() -> (
    None
):
    assert minutes_of([stay(-60)], UNBEGUN) == played_minutes(UNBEGUN) == 0
    assert minutes_of([stay(0)], BEGUN) == 0
    assert minutes_of([stay(0)], play.as_of(BEGUN, NOON + later(130))) == 2


def test_a_session_that_was_ended_at_once_is_a_minute() -> None:
    ended = play.finish(BEGUN, NOON + later(5))

    assert minutes_of([stay(0)], ended) == played_minutes(ended) == 1
    assert minutes_of([stay(6)], ended) == 0


def test_over_days_nobody_has_more_than_the_session_is_long() -> None:
    slow = replace(ENDED, most_minutes=5)

    assert minutes_of([stay(0)], slow) == played_minutes(slow) == 5
    assert minutes_of([stay(0, 120)], slow) == 2


@settings(deadline=None)
@given(state=hurried, cuts=st.lists(moments, max_size=8), people=st.integers(1, 4))
def test_shared_out_among_several_the_time_is_what_was_played(
    state: State, cuts: list[int], people: int
) -> None:
    edges = [-200, *sorted(cuts), 40 * WHOLE]
    parts = [stay(came, left) for came, left in pairwise(edges)]
    shares = [seconds_of(parts[person::people], state) for person in range(people)]

    assert sum(shares) == pytest.approx(sum(passage.seconds for passage in state.log))


@settings(deadline=None)
@given(state=played, there=stays, more=stays)
def test_who_was_there_longer_never_has_less_and_nobody_more_than_was_played(
    state: State, there: list[Stay], more: list[Stay]
) -> None:
    minutes = minutes_of(there, state)
    longer = [(came - later(60), left and left + later(60)) for came, left in there if left != came]

    assert 0 <= minutes <= minutes_of(there + more, state) <= played_minutes(state)
    assert minutes <= minutes_of([*longer, *there], state)
    assert minutes_of(there + there, state) == minutes, "a second device"
    assert played_minutes(state) == minutes_of([stay(0)], state)
