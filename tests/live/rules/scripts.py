"""A short session of every kind of step, and the people in it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from learning.content import load_programme
from learning.content.scripts import StepKind
from learning.errors import Conflict
from learning.live.rules import play
from learning.live.rules.state import Planned, State
from tests.conftest import NOON

ADA, BEN, CLEO, DANA = 11, 12, 13, 14
EVERYBODY = (ADA, BEN, CLEO, DANA)
NAMES = {ADA: "Ada", BEN: "Ben", CLEO: "Cleo", DANA: "Dana"}
SECRET = "of this session"

STEPS = (
    Planned(id="check-in", kind=StepKind.TALK, seconds=120),
    Planned(id="alone", kind=StepKind.WRITE, seconds=60),
    Planned(id="together", kind=StepKind.REVEAL, seconds=90, of="alone"),
    Planned(id="dots", kind=StepKind.VOTE, seconds=45, of="together"),
    Planned(id="actions", kind=StepKind.DECIDE, seconds=100),
    Planned(id="goodbye", kind=StepKind.CLOSE, seconds=30),
)
SHIPPED = {
    module.id: module.script
    for module in load_programme(Path(__file__).parents[3], today=NOON.date()).modules
    if module.script
}
SCRIPTS = [
    pytest.param(script, length, id=f"{module}-{length}")
    for module, script in SHIPPED.items()
    for length in script.lengths
]
WHOLE = sum(step.seconds for step in STEPS)
UNBEGUN = State(steps=STEPS)
BEGUN = play.begin(UNBEGUN, NOON)


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def at(step_id: str) -> State:
    """A session that has just come to the step, by nobody pressing anything."""
    before = sum(step.seconds for step in STEPS[: BEGUN.position(step_id)])
    return play.as_of(BEGUN, NOON + later(before))


def pressing(press: str, state: State, now: datetime) -> State:
    """What comes of a press, also if it is refused."""
    seen = play.as_of(state, now).at
    try:
        match press:
            case "ready":
                return play.ready(state, now, BEN, EVERYBODY, seen)
            case "pause":
                return play.pause(state, now)
            case "resume":
                return play.resume(state, now)
            case "add":
                return play.add_minute(state, now, seen, state.added)
            case "next":
                return play.next_step(state, now, seen)
            case _:
                return play.back(state, now, seen)
    except Conflict:
        return state


ENDED = play.as_of(BEGUN, NOON + later(WHOLE))
