"""The slow way: the script of a live session over days, for a team that finds no hour. Pure.

It is the same state, played by the same rules: a step that all are ready for ends early, and the
cards of one step are shown to everybody at the same moment.
"""

from datetime import datetime
from itertools import takewhile

from learning.content.scripts import Script, Step, StepKind
from learning.live.state import DAY, Planned, State, planned

DAYS = (1, 2, 3)
"""How many days each step may last."""
_LOOKING = (StepKind.REVEAL, StepKind.COMPARE)
"""Kinds that are never the last step: scripts end with a close."""


def over_days(script: Script, length: int, days: int) -> State:
    """Return a session that has not begun, with ``days`` for each step; ``length`` is in minutes.

    What is only said aloud is left out, but for the first step and the actions of last time. What
    is only looked at has no time of its own: it is looked at together with the step that follows.
    """
    if days not in DAYS:
        raise ValueError(f"{days} days for a step is not on offer")
    kept = [step for step, _ in script.steps_in(length)]
    kept = [step for step in kept if step is kept[0] or _is_done_apart(step)]
    steps = (planned(step, 0 if step.kind in _LOOKING else days * DAY) for step in kept)
    return State(steps=tuple(steps), unit=DAY, most_minutes=length)


def days_in(state: State) -> int:
    """Return how many days the whole lasts if nobody hurries it or holds it up."""
    return sum(step.seconds for step in state.steps) // DAY


def due(state: State) -> datetime | None:
    """Return when the present step is due; None where no time runs out."""
    return state.ends_at


def looked_at(state: State) -> tuple[Planned, ...]:
    """Return what is looked at together with the present step, in order."""
    before = reversed(state.steps[: state.at]) if state.step else ()
    return tuple(takewhile(lambda step: not step.seconds, before))[::-1]


def _is_done_apart(step: Step) -> bool:
    """Tell whether people who are not together have something to do, or to read, in it."""
    if step.kind is not StepKind.TALK:
        return True
    return bool(step.question or step.exercise or step.shows == "actions")
