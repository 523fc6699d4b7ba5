"""A session runs itself; people hurry it, hold it up and end it; every minute is accounted for."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.scripts import Script
from learning.errors import Conflict
from learning.live.rules import play
from learning.live.rules.state import State, lobby
from tests.conftest import NOON
from tests.live.rules.scripts import (
    ADA,
    BEGUN,
    BEN,
    CLEO,
    ENDED,
    EVERYBODY,
    SCRIPTS,
    UNBEGUN,
    WHOLE,
    at,
    later,
)

Event = Callable[[State, datetime], State]
EVENTS: dict[str, Event] = {
    "ready": lambda state, now: play.ready(state, now, ADA, EVERYBODY, state.at),
    "not ready": lambda state, now: play.not_ready(state, now, ADA),
    "next": lambda state, now: play.next_step(state, now, state.at),
    "back": lambda state, now: play.back(state, now, state.at),
    "pause": play.pause,
    "resume": play.resume,
    "a minute": lambda state, now: play.add_minute(state, now, state.at, state.added),
}


@pytest.mark.parametrize(("script", "length"), SCRIPTS)
def test_if_nobody_presses_anything_it_ends_exactly_when_its_script_does(
    script: Script, length: int
) -> None:
    state = play.begin(lobby(script, length), NOON)
    almost = play.as_of(state, NOON + timedelta(minutes=length) - timedelta(microseconds=1))
    ended = play.as_of(state, NOON + timedelta(days=1))

    assert almost.at == len(state.steps) - 1
    assert ended.ended_at == NOON + timedelta(minutes=length)
    assert [(p.step, p.seconds) for p in ended.log] == [
        (step.id, minutes * 60) for step, minutes in script.steps_in(length)
    ]


@pytest.mark.parametrize(("script", "length"), SCRIPTS)
def test_if_everybody_only_says_that_they_are_ready_it_ends_early_with_a_complete_log(
    script: Script, length: int
) -> None:
    now, state = NOON, play.begin(lobby(script, length), NOON)
    while not state.ended_at:
        seen = state.at
        for who in EVERYBODY:
            now += later(1)
            state = play.ready(state, now, who, EVERYBODY, seen)

    assert [p.step for p in state.log] == [step.id for step, _ in script.steps_in(length)]
    assert {p.seconds for p in state.log} == {4}
    assert state.ended_at == now


@settings(deadline=None)
@given(st.lists(st.integers(0, WHOLE + 200)))
def test_however_often_and_whenever_somebody_asks_the_same_comes_out(moments: list[int]) -> None:
    state = BEGUN
    for moment in sorted(moments):
        state = play.as_of(state, NOON + later(moment))
        assert state == play.as_of(BEGUN, NOON + later(moment))
        assert play.as_of(state, NOON) == state


def test_a_step_ends_when_its_time_was_up_not_when_somebody_asked() -> None:
    state = play.as_of(BEGUN, NOON + later(130))

    assert state.at == 1
    assert state.since == state.log[-1].ended == NOON + later(120)


@pytest.mark.parametrize("press", [play.next_step, play.back])
def test_two_presses_at_once_move_one_step(press: Callable[[State, datetime, int], State]) -> None:
    state = at("together")
    assert state.since

    once = press(state, state.since + later(5), state.at)
    twice = press(once, state.since + later(5), state.at)

    assert abs(once.at - state.at) == 1
    assert twice == once


def test_a_press_that_comes_after_time_has_moved_on_moves_nothing_more() -> None:
    state = play.next_step(BEGUN, NOON + later(120.1), seen=0)
    last = play.next_step(at("goodbye"), NOON + later(WHOLE), seen=5)

    assert state.at == 1
    assert last == ENDED


def test_a_second_click_on_ready_is_not_about_the_next_step() -> None:
    state = play.ready(BEGUN, NOON, ADA, [ADA], seen=0)
    again = play.ready(state, NOON, ADA, [ADA], seen=0)

    assert state.at == 1
    assert again == state


def test_it_goes_on_when_all_who_are_still_there_are_ready() -> None:
    state = play.ready(BEGUN, NOON, ADA, EVERYBODY, seen=0)
    state = play.ready(state, NOON, BEN, EVERYBODY, seen=0)
    assert (state.at, state.ready) == (0, frozenset({ADA, BEN}))

    assert play.ready(state, NOON, CLEO, [ADA, BEN, CLEO], seen=0).at == 1
    assert play.go_on_if_ready(state, NOON, [ADA, BEN, CLEO]).at == 0
    assert play.go_on_if_ready(state, NOON, [ADA, BEN]).at == 1
    assert play.go_on_if_ready(state, NOON, []).at == 0
    assert play.go_on_if_ready(play.not_ready(state, NOON, BEN), NOON, [ADA, BEN]).at == 0
    assert play.go_on_if_ready(UNBEGUN, NOON, [ADA]) == UNBEGUN


def test_whoever_presses_is_there() -> None:
    assert play.ready(BEGUN, NOON, ADA, [], seen=0).at == 1
    assert play.ready(BEGUN, NOON, ADA, [BEN], seen=0).at == 0


def test_who_was_ready_is_not_ready_for_the_next_step() -> None:
    state = play.ready(BEGUN, NOON, ADA, EVERYBODY, seen=0)

    assert play.as_of(state, NOON + later(120)).ready == frozenset()


def test_in_a_pause_nothing_moves_until_it_ends() -> None:
    state = play.pause(BEGUN, NOON + later(30))
    state = play.ready(state, NOON + later(100), ADA, [ADA], seen=0)
    assert play.as_of(state, NOON + timedelta(hours=3)) == state
    assert play.clock_for(state, NOON + later(500)).left == 90

    alone = play.resume(state, NOON + later(500), [ADA])
    with_ben = play.resume(state, NOON + later(500), [ADA, BEN])

    assert (alone.at, alone.log[0].paused, alone.log[0].seconds) == (1, 470, 30)
    assert with_ben.ends_at == NOON + later(590)


@pytest.mark.parametrize(("event", "where"), [("next", 1), ("back", 0)])
def test_going_on_or_back_ends_a_pause(event: str, where: int) -> None:
    state = play.pause(at("alone") if event == "back" else BEGUN, NOON + later(125 - 125 * where))
    moved = EVENTS[event](state, NOON + later(200))

    assert moved.at == where
    assert moved.ends_at
    assert moved.paused_at is None


def test_a_pause_that_everybody_forgot_was_the_end() -> None:
    paused = play.pause(BEGUN, NOON + later(30))

    assert play.as_of(paused, NOON + timedelta(hours=12)).at == 0
    ended = play.as_of(paused, NOON + timedelta(hours=13))
    assert ended.ended_at == NOON + later(30)
    assert [(p.step, p.seconds) for p in ended.log] == [("check-in", 30)]


def test_whoever_goes_back_finds_the_time_that_was_left_or_a_minute() -> None:
    hasty = play.next_step(BEGUN, NOON + later(20), seen=0)
    assert play.back(hasty, NOON + later(25), seen=1).ends_at == NOON + later(25 + 100)

    used = play.back(at("alone"), NOON + later(121), seen=1)
    assert used.ends_at == NOON + later(121 + 60)
    with pytest.raises(Conflict, match="first step"):
        play.back(BEGUN, NOON, seen=0)


def test_anyone_can_extend_a_step_by_ten_minutes_in_all() -> None:
    state = BEGUN
    for minute in range(10):
        state = play.add_minute(state, NOON, 0, minute * 60)
        assert play.add_minute(state, NOON, 0, minute * 60) == state, "the same press twice"

    assert state.ends_at == NOON + later(120 + 600)
    with pytest.raises(Conflict, match="Ten minutes"):
        play.add_minute(state, NOON, 0, 600)
    assert play.add_minute(state, NOON + later(720), 0, 600).added == 0, "too late: it has moved on"
    paused = play.add_minute(play.pause(BEGUN, NOON), NOON, 0, 0)
    assert play.clock_for(paused, NOON).left == 180


def test_it_warns_in_the_last_twenty_seconds_unless_it_is_extended() -> None:
    almost, soon = NOON + later(99.9), NOON + later(100)

    assert not play.warns(BEGUN, almost)
    assert play.warns(BEGUN, soon)
    assert not play.warns(BEGUN, NOON + later(120)), "that is the next step"
    assert not play.warns(play.add_minute(BEGUN, soon, 0, 0), soon)
    assert not any(play.warns(s, soon) for s in (UNBEGUN, play.pause(BEGUN, soon), ENDED))


def test_browsers_are_told_what_is_left_and_not_when_it_ends() -> None:
    assert play.clock_for(BEGUN, NOON + later(125)) == play.Clock(55)
    assert play.clock_for(UNBEGUN, NOON).left is None
    assert play.clock_for(ENDED, NOON).left is None


@pytest.mark.parametrize("press", EVENTS.values(), ids=EVENTS)
def test_before_the_beginning_and_after_the_end_nothing_can_be_pressed(press: Event) -> None:
    with pytest.raises(Conflict, match="not begun"):
        press(UNBEGUN, NOON)
    with pytest.raises(Conflict, match="over"):
        press(ENDED, NOON + timedelta(days=1))
