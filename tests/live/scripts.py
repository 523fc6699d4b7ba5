"""A short session of every kind of step, and the people in it."""

from datetime import timedelta

from learning.content.scripts import StepKind
from learning.live import play
from learning.live.state import Planned, State
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
WHOLE = sum(step.seconds for step in STEPS)
UNBEGUN = State(steps=STEPS)
BEGUN = play.begin(UNBEGUN, NOON)


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def at(step_id: str) -> State:
    """A session that has just come to the step, by nobody pressing anything."""
    before = sum(step.seconds for step in STEPS[: BEGUN.position(step_id)])
    return play.as_of(BEGUN, NOON + later(before))


ENDED = play.as_of(BEGUN, NOON + later(WHOLE))
