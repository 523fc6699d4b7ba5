"""A live session as it is played: the step it is at, and what time and people do to it.

Pure: a state and a moment in, a state out. Time alone moves a session on, so nothing has to run
while nobody asks: whoever asks applies `as_of` first, as every event here does. Events raise
`Conflict` before the beginning and after the end; done twice they change nothing more.

``seen`` is the step a person had on the screen when they pressed. If the session has moved on
meanwhile, nothing happens: of two presses at once, one counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from learning.errors import Conflict
from learning.live.rules.days import LAST_DAY, ends_after
from learning.live.rules.state import LOBBY, Participant, Passage, State

MOST_ADDED = 10
"""Minutes, or days, that can be added to a step each time it is played."""
WARNING = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(hours=12)
"""A session that was paused and forgotten ended with the pause."""
LONGEST_HOLIDAY = timedelta(days=28)
"""The same where a session lasts days."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a browser may know of time: its own clock may be hours wrong."""

    left: float | None
    """Seconds until the step's time is up; None where no time runs out."""


def as_of(state: State, now: datetime) -> State:
    """Return what time alone has made of ``state``. Asking again, or for earlier, changes nothing.

    A step ends when its time was up, however much later somebody asks.
    """
    if now.utcoffset() != timedelta():
        raise ValueError("the time must be aware and in UTC")
    if state.paused_at and now >= state.paused_at + longest_pause(state):
        return _move(state, len(state.steps), state.paused_at)
    while state.ends_at and state.ends_at <= now:
        state = _move(state, state.at + 1, state.ends_at)
    return state


def longest_pause(state: State) -> timedelta:
    """Return how long a pause lasts before it was the end."""
    return LONGEST_HOLIDAY if state.is_over_days else LONGEST_PAUSE


def clock_for(state: State, now: datetime) -> Clock:
    """Return the time a step has left, to be counted down from when the answer arrives."""
    state = as_of(state, now)
    left = (state.ends_at - now).total_seconds() if state.ends_at else state.left
    return Clock(left)


def warns(state: State, now: datetime) -> bool:
    """Tell whether the present step ends soon, unless somebody extends it.

    Soon is within twenty seconds; over days, it is on its last day.
    """
    ends_at = as_of(state, now).ends_at
    soon = LAST_DAY if state.is_over_days else WARNING
    return ends_at is not None and ends_at - now <= soon


def begin(state: State, now: datetime) -> State:
    """Begin with the first step; once it has begun, change nothing."""
    state = as_of(state, now)
    if state.at != LOBBY:
        _refuse_after_the_end(state)
        return state
    ends_at = ends_after(state, now, state.steps[0].seconds)
    return replace(state, at=0, since=now, ends_at=ends_at, began_at=now)


def ready(
    state: State, now: datetime, who: Participant, present: Iterable[Participant], seen: int
) -> State:
    """Note that ``who`` is ready to go on, and go on if all are who are ``present``.

    In a pause it is noted, and waits for the pause to end.
    """
    state = as_of(state, now)
    if _is_stale(state, seen):
        return state
    _refuse_unless_running(state)
    state = replace(state, ready=state.ready | {who})
    return go_on_if_ready(state, now, {who, *present})


def not_ready(state: State, now: datetime, who: Participant) -> State:
    """Take back that ``who`` is ready."""
    state = as_of(state, now)
    _refuse_unless_running(state)
    return replace(state, ready=state.ready - {who})


def go_on_if_ready(state: State, now: datetime, present: Iterable[Participant]) -> State:
    """Go on if all who are ``present`` are ready: to be asked when somebody has left.

    An empty room is not ready, nor is a session in a pause.
    """
    state, here = as_of(state, now), frozenset(present)
    if state.ends_at and here and here <= state.ready:
        return _move(state, state.at + 1, _not_before(state, now))
    return state


def next_step(state: State, now: datetime, seen: int) -> State:
    """Go on, and end the session after the last step; a pause is over with it."""
    state = as_of(state, now)
    if _is_stale(state, seen):
        return state
    _refuse_unless_running(state)
    return _move(state, state.at + 1, _not_before(state, now))


def back(state: State, now: datetime, seen: int) -> State:
    """Go back a step, for the time it had left, at least a minute (or a day)."""
    state = as_of(state, now)
    if _is_stale(state, seen):
        return state
    _refuse_unless_running(state)
    # A step without time of its own would be over at once.
    earlier = [at for at in range(state.at) if state.steps[at].seconds]
    if not earlier:
        raise Conflict("This is the first step. There is none before it.")
    return _move(state, earlier[-1], _not_before(state, now))


def pause(state: State, now: datetime) -> State:
    """Stop the clock until `resume`."""
    state = as_of(state, now)
    _refuse_unless_running(state)
    if state.ends_at is None:
        return state
    now = _not_before(state, now)
    left = (state.ends_at - now).total_seconds()
    return replace(state, ends_at=None, paused_at=now, left=left)


def resume(state: State, now: datetime, present: Iterable[Participant] = ()) -> State:
    """Let the clock run again, or go on if all who are ``present`` said they are ready."""
    state = as_of(state, now)
    _refuse_unless_running(state)
    if state.paused_at is None or state.left is None:
        return state
    now = _not_before(state, now)
    ends_at, paused = ends_after(state, now, state.left), _paused(state, now)
    state = replace(state, ends_at=ends_at, paused=paused, paused_at=None, left=None)
    return go_on_if_ready(state, now, present)


def add_minute(state: State, now: datetime, seen: int, added: int) -> State:
    """Give the step a minute more, or a day where the session lasts days.

    ``added`` is what had been added when the person pressed, in seconds. Raises `Conflict` when
    ten have been added already.
    """
    state = as_of(state, now)
    if _is_stale(state, seen) or (state.step and added != state.added):
        return state
    _refuse_unless_running(state)
    if state.added >= MOST_ADDED * state.unit:
        ten = "Ten days" if state.is_over_days else "Ten minutes"
        raise Conflict(f"{ten} have been added to this step already. It is time to go on.")
    more = replace(state, added=state.added + state.unit)
    if state.ends_at:
        return replace(more, ends_at=ends_after(state, state.ends_at, state.unit))
    return replace(more, left=(state.left or 0) + state.unit)


def finish(state: State, now: datetime) -> State:
    """End the session here; what was done until now is kept. Done twice it changes nothing."""
    state = as_of(state, now)
    if state.ended_at:
        return state
    _refuse_unless_running(state)
    return _move(state, len(state.steps), _not_before(state, now))


def _move(state: State, at: int, now: datetime) -> State:
    """Leave the present step at ``now`` for the one at ``at``, or for the end."""
    passage = Passage(
        step=state.steps[state.at].id,
        began=state.since or now,
        ended=now,
        paused=_paused(state, now),
    )
    moved = State(
        steps=state.steps,
        at=at,
        log=(*state.log, passage),
        began_at=state.began_at,
        unit=state.unit,
        most_minutes=state.most_minutes,
        zone=state.zone,
    )
    if at == len(state.steps):
        return replace(moved, ended_at=now)
    planned = state.steps[at]
    # Whoever comes back to a step finds the time it had left, and never less than a minute, or day.
    spent = sum(passage.seconds for passage in moved.log if passage.step == planned.id)
    lasts = max(planned.seconds - spent, min(planned.seconds, state.unit))
    return replace(moved, since=now, ends_at=ends_after(state, now, lasts))


def _paused(state: State, now: datetime) -> float:
    """Return how long this step was paused until ``now``, in seconds."""
    open_ = (now - state.paused_at).total_seconds() if state.paused_at else 0
    return state.paused + open_


def _not_before(state: State, now: datetime) -> datetime:
    """Return ``now``, or the last thing that happened if a server's clock went back meanwhile."""
    since = state.since + timedelta(seconds=state.paused) if state.since else now
    return max(now, state.paused_at or since)


def _is_stale(state: State, seen: int) -> bool:
    return state.at not in (LOBBY, seen)


def _refuse_after_the_end(state: State) -> None:
    if state.ended_at:
        raise Conflict("This session is over. What was done in it is kept in its record.")


def _refuse_unless_running(state: State) -> None:
    if state.at == LOBBY:
        raise Conflict("This session has not begun yet.")
    _refuse_after_the_end(state)
