"""A session can begin once and end once, and outlives the server it is played on."""

import ast
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.errors import Conflict
from learning.live import rules
from learning.live.rules import play
from learning.live.rules.state import LOBBY, from_json, lobby, to_json
from tests.conftest import NOON
from tests.live.rules.scripts import ADA, BEGUN, ENDED, SHIPPED, STEPS, UNBEGUN, at, later, pressing

RULES = Path(rules.__file__).parent
PURE = {path.stem for path in RULES.glob("*.py")} - {"__init__"}


def test_it_waits_in_the_lobby_for_as_long_as_it_takes() -> None:
    assert play.as_of(UNBEGUN, NOON + timedelta(days=9)) == UNBEGUN
    assert (UNBEGUN.at, UNBEGUN.step, UNBEGUN.reached) == (LOBBY, None, LOBBY)


def test_beginning_twice_begins_once() -> None:
    assert BEGUN.began_at == NOON
    assert play.begin(BEGUN, NOON + later(3)) == BEGUN
    assert play.begin(BEGUN, NOON + later(125)).began_at == NOON
    with pytest.raises(Conflict, match="over"):
        play.begin(ENDED, NOON)


def test_stopping_early_keeps_what_was_done() -> None:
    state = play.finish(at("dots"), NOON + later(280))

    assert [p.step for p in state.log] == ["check-in", "alone", "together", "dots"]
    assert (state.ended_at, state.log[-1].seconds) == (NOON + later(280), 10)
    assert (state.at, state.reached, state.step) == (len(STEPS), 3, None)


def test_ended_stays_ended() -> None:
    assert play.finish(ENDED, NOON + timedelta(days=1)) == ENDED
    assert play.as_of(ENDED, NOON) == ENDED
    with pytest.raises(Conflict, match="not begun"):
        play.finish(UNBEGUN, NOON)


@settings(deadline=None)
@given(
    pressed=st.lists(
        st.sampled_from(["ready", "pause", "resume", "add", "next", "back"]), max_size=12
    ),
    waits=st.lists(st.floats(0, 50, allow_nan=False), min_size=12, max_size=12),
)
def test_what_was_kept_is_what_it_was_to_the_microsecond(
    pressed: list[str], waits: list[float]
) -> None:
    state, now = BEGUN, NOON
    for press, wait in zip(pressed, waits, strict=False):
        now += later(wait)
        state = pressing(press, state, now)
        assert from_json(json.loads(json.dumps(to_json(state)))) == state
    for state in (UNBEGUN, ENDED):
        assert from_json(json.loads(json.dumps(to_json(state)))) == state


def test_a_record_can_be_read_without_the_script_it_was_made_from() -> None:
    state = lobby(SHIPPED["good-work"], 60)
    kept = from_json(json.loads(json.dumps(to_json(state))))

    assert kept == state
    assert (kept.steps[0].title, kept.steps[0].question) == ("Check in", None)
    assert kept.steps[3].title == "Choose your three"
    assert kept.steps[3].question is not None


def test_a_session_that_was_opened_by_an_earlier_edition_goes_on() -> None:
    kept = to_json(at("dots"))
    del kept["unit"], kept["most_minutes"]
    for step in kept["steps"]:
        del step["title"], step["question"]

    assert from_json(kept) == at("dots")


def test_two_pauses_in_one_step_are_both_left_out_of_its_minutes() -> None:
    state = play.resume(play.pause(BEGUN, NOON + later(10)), NOON + later(20))
    state = from_json(to_json(state))
    state = play.resume(play.pause(state, NOON + later(30)), NOON + later(37))
    step = play.as_of(state, NOON + later(500)).log[0]

    assert (step.ended, step.paused, step.seconds) == (NOON + later(137), 17, 120)


def test_minutes_never_run_backwards_when_a_servers_clock_is_set_back() -> None:
    early = NOON - later(3)
    paused = play.pause(at("alone"), NOON + later(130))
    resumed = play.resume(paused, NOON + later(127))
    rested = play.resume(paused, NOON + later(140))
    moved = [
        play.next_step(BEGUN, early, 0),
        play.next_step(paused, NOON + later(129), 1),
        play.next_step(resumed, NOON + later(100), 1),
        play.finish(resumed, early),
        play.ready(BEGUN, early, ADA, [ADA], 0),
        play.next_step(rested, NOON + later(125), 1),
    ]

    assert [state.log[-1].seconds for state in moved] == [0, 10, 0, 0, 0, 0]
    assert all(p.began <= p.ended for state in moved for p in state.log)


@pytest.mark.parametrize(
    "now", [NOON.replace(tzinfo=None), NOON.astimezone(timezone(timedelta(hours=1)))]
)
def test_a_time_that_is_not_utc_is_refused(now: datetime) -> None:
    with pytest.raises(ValueError, match="UTC"):
        play.begin(UNBEGUN, now)


@pytest.mark.parametrize("name", sorted(PURE))
def test_the_heart_knows_no_database_no_web_and_no_clock(name: str) -> None:
    tree = ast.parse((RULES / f"{name}.py").read_text(encoding="utf-8"))
    used = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {module for module in used if module and module.startswith("learning")}

    assert ours <= {
        "learning.content.exercises",
        "learning.content.prompts",
        "learning.content.scripts",
        "learning.errors",
        *(f"learning.live.rules.{other}" for other in PURE),
    }
    assert not {"sqlalchemy", "flask"} & {module.split(".")[0] for module in used if module}
