"""A team that finds no hour together goes through the same script over days."""

from datetime import timedelta

import pytest

from learning.content.scripts import Script
from learning.errors import Conflict
from learning.live.rules import play
from learning.live.rules.days import looked_at, over_days
from learning.live.rules.reveal import is_revealed
from learning.live.rules.state import DAY, State, from_json, to_json
from tests.conftest import NOON
from tests.live.rules.scripts import ADA, BEN, EVERYBODY, SCRIPTS, SHIPPED

WHERE_WE_ARE = SHIPPED["where-we-are"]
UNBEGUN = over_days(WHERE_WE_ARE, 90, 2)
BEGUN = play.begin(UNBEGUN, NOON)


def days(number: float) -> timedelta:
    return timedelta(days=number)


def at(step_id: str) -> State:
    """The session when it has just come to the step, by nobody pressing anything."""
    before = sum(step.seconds for step in BEGUN.steps[: BEGUN.position(step_id)])
    return play.as_of(BEGUN, NOON + timedelta(seconds=before))


def test_what_is_only_said_aloud_is_left_out_and_what_is_only_looked_at_takes_no_day() -> None:
    assert "one-grid" in [step.id for step in WHERE_WE_ARE.steps]
    assert [(step.id, step.seconds / DAY) for step in UNBEGUN.steps] == [
        ("check-in", 2),
        ("last-actions", 2),
        ("what-we-found", 2),
        ("look-again", 2),
        ("all-at-once", 0),
        ("two-or-more", 0),
        ("who-does-what", 2),
        ("check-out", 2),
    ]


@pytest.mark.parametrize(("script", "length"), SCRIPTS)
@pytest.mark.parametrize("each", [1, 2, 3])
def test_if_nobody_presses_anything_it_ends_after_its_days(
    script: Script, length: int, each: int
) -> None:
    state = over_days(script, length, each)
    ended = play.as_of(play.begin(state, NOON), NOON + days(100))

    assert ended.ended_at == NOON + days(each * sum(step.seconds > 0 for step in state.steps))
    assert [passage.step for passage in ended.log] == [step.id for step in state.steps]
    assert ended.most_minutes == length
    assert {step.id for step in state.steps} <= {step.id for step, _ in script.steps_in(length)}
    assert all(step.of in {None, *(s.id for s in state.steps)} for step in state.steps)


@pytest.mark.parametrize(("script", "length"), SCRIPTS)
def test_if_everybody_only_says_that_they_are_ready_it_ends_early(
    script: Script, length: int
) -> None:
    now, state = NOON, play.begin(over_days(script, length, 3), NOON)
    while not state.ended_at:
        seen = state.at
        for who in EVERYBODY:
            now += timedelta(hours=1)
            state = play.as_of(play.ready(state, now, who, EVERYBODY, seen), now)

    assert [passage.step for passage in state.log] == [step.id for step in state.steps]
    assert {passage.seconds for passage in state.log} <= {0, 4 * 3600}


def test_the_cards_are_shown_together_with_the_step_that_follows() -> None:
    assert not is_revealed(at("look-again"), "look-again")
    state = at("who-does-what")

    assert is_revealed(state, "look-again")
    assert [step.id for step in looked_at(state)] == ["all-at-once", "two-or-more"]
    assert looked_at(at("look-again")) == looked_at(UNBEGUN) == ()
    assert looked_at(play.as_of(BEGUN, NOON + days(99))) == ()


def test_each_step_says_when_it_is_due() -> None:
    whole = sum(step.seconds for step in UNBEGUN.steps) // DAY
    assert UNBEGUN.ends_at is None
    assert BEGUN.ends_at == NOON + days(2)
    assert at("who-does-what").ends_at == NOON + days(whole - 2)
    assert play.pause(BEGUN, NOON).ends_at is None


def test_going_back_leads_to_where_something_was_done() -> None:
    state = at("who-does-what")
    assert state.since

    back = play.back(state, state.since, state.at)
    assert back.step
    assert back.step.id == "look-again"
    assert back.ends_at == state.since + days(1), "a day at least"
    assert play.as_of(back, state.since + days(1)).at == state.at
    with pytest.raises(Conflict, match="first step"):
        play.back(BEGUN, NOON, 0)


def test_a_step_is_lengthened_by_days() -> None:
    state = BEGUN
    for day in range(10):
        state = play.add_minute(state, NOON, 0, day * DAY)

    assert state.ends_at == NOON + days(2 + 10)
    with pytest.raises(Conflict, match="Ten days"):
        play.add_minute(state, NOON, 0, 10 * DAY)
    again = play.as_of(state, NOON + days(12))
    assert play.add_minute(again, NOON + days(12), 1, 0).ends_at == NOON + days(12 + 2 + 1)
    paused = play.add_minute(play.pause(BEGUN, NOON), NOON, 0, 0)
    assert paused.left == 3 * DAY


def test_a_holiday_is_not_the_end() -> None:
    paused = play.pause(BEGUN, NOON + days(1))

    assert play.as_of(paused, NOON + days(28)) == paused
    assert play.as_of(paused, NOON + days(29)).ended_at == NOON + days(1)
    assert play.resume(paused, NOON + days(20), [ADA, BEN]).ends_at == NOON + days(21)


def test_it_is_kept_like_any_other() -> None:
    for state in (UNBEGUN, BEGUN, at("who-does-what"), play.pause(BEGUN, NOON)):
        assert from_json(to_json(state)) == state


@pytest.mark.parametrize("number", [0, 4])
def test_other_days_are_not_on_offer(number: int) -> None:
    with pytest.raises(ValueError, match="not on offer"):
        over_days(WHERE_WE_ARE, 60, number)
