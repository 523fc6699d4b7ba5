"""The slow way: the script of a live session over days, for a team that finds no hour. Pure.

It is the same state, played by the same rules: a step that all are ready for ends early, and the
cards of one step are shown to everybody at the same moment.
"""

from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from learning.content.scripts import DAYS, Script
from learning.live.rules.state import DAY, Planned, State, planned

DUE = time(20)
"""By the clocks of the plan: a step ends in the evening of its last day."""
LAST_DAY = timedelta(hours=12)
"""From eight in the morning of that day people are told that it is the last."""


def over_days(script: Script, length: int, days: int, zone: str | None = None) -> State:
    """Return a session that has not begun, with ``days`` for each step; ``length`` is in minutes.

    In a ``zone`` each step ends at `DUE`, without one at the time of day at which it began.
    """
    if days not in DAYS:
        raise ValueError(f"{days} days for a step is not on offer")
    steps = (planned(step, each * DAY) for step, each in script.steps_over_days(length, days))
    return State(steps=tuple(steps), unit=DAY, most_minutes=length, zone=zone)


def ends_after(state: State, moment: datetime, seconds: float) -> datetime:
    """Return when something ends that begins at ``moment`` and lasts ``seconds``.

    Over days that is at `DUE` of its last day, whatever the clocks do meanwhile, and never at once.
    """
    if state.zone is None or not seconds:
        return moment + timedelta(seconds=seconds)
    here = ZoneInfo(state.zone)
    last = (moment.astimezone(here).replace(tzinfo=None) + timedelta(seconds=seconds)).date()
    evening = datetime.combine(last, DUE, here).astimezone(UTC)
    if evening > moment:
        return evening
    return datetime.combine(last + timedelta(days=1), DUE, here).astimezone(UTC)


def looked_at(state: State) -> tuple[Planned, ...]:
    """Return what is looked at together with the present step, in order."""
    before = reversed(state.steps[: state.at]) if state.step else ()
    return tuple(takewhile(lambda step: not step.seconds, before))[::-1]
