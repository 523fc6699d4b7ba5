"""Where a live session is: plain values that are kept as JSON, and nothing that happens to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from learning.content.scripts import Script, Step, StepKind

Participant = int
"""The id of somebody in one live session."""
LOBBY = -1
"""Where a session is before it begins."""
MINUTE = 60
DAY = 24 * 60 * MINUTE
_MOMENTS = ("since", "ends_at", "paused_at", "began_at", "ended_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A step as the script had it when the session was opened; later edits do not reach it."""

    id: str
    kind: StepKind
    seconds: int
    of: str | None = None
    title: str = ""
    """Empty in sessions that were opened before titles were kept."""
    question: str | None = None
    """What was asked, where the script had a question of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A step that was played, from its beginning to its end; the next begins at that moment."""

    step: str
    began: datetime
    ended: datetime
    paused: float
    """Seconds of it during which the session was paused."""

    @property
    def seconds(self) -> float:
        """Return how long the step was played, without the pauses."""
        return (self.ended - self.began).total_seconds() - self.paused


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a session is. Times are aware and UTC."""

    steps: tuple[Planned, ...]
    at: int = LOBBY
    """`LOBBY`, the position of a step from 0, or their number once the session has ended."""
    since: datetime | None = None
    """When the present step began."""
    ends_at: datetime | None = None
    """When its time is up; None in the lobby, in a pause and after the end."""
    paused_at: datetime | None = None
    left: float | None = None
    """Seconds the step has left, in a pause."""
    paused: float = 0
    """Seconds of earlier pauses in this step."""
    added: int = 0
    """Seconds added to this step."""
    ready: frozenset[Participant] = frozenset()
    log: tuple[Passage, ...] = ()
    began_at: datetime | None = None
    ended_at: datetime | None = None
    unit: int = MINUTE
    """Seconds by which a step is lengthened: `MINUTE`, or `DAY` where a session lasts days."""
    most_minutes: int | None = None
    """Minutes that count at most for who was there, where it lasts days; else None."""
    zone: str | None = None
    """By whose clocks a step is due, where it lasts days; else None."""

    @property
    def step(self) -> Planned | None:
        """Return the present step, if the session is at one."""
        return self.steps[self.at] if 0 <= self.at < len(self.steps) else None

    @property
    def reached(self) -> int:
        """Return where the session is or, once it has ended, the step it was at then."""
        return self.position(self.log[-1].step) if self.ended_at and self.log else self.at

    @property
    def is_over_days(self) -> bool:
        """Tell whether each does the steps when it suits them."""
        return self.unit == DAY

    def position(self, step_id: str) -> int:
        """Return where the step called ``step_id`` stands, which must be one of these."""
        return [step.id for step in self.steps].index(step_id)


def lobby(script: Script, length: int) -> State:
    """Return a session of ``length`` minutes that has not begun."""
    return State(
        steps=tuple(planned(step, minutes * MINUTE) for step, minutes in script.steps_in(length))
    )


def planned(step: Step, seconds: int) -> Planned:
    """Return a step of a script as it is kept, to last ``seconds``."""
    return Planned(
        id=step.id,
        kind=step.kind,
        seconds=seconds,
        of=step.of,
        title=step.title,
        question=step.question,
    )


def to_json(state: State) -> dict[str, Any]:
    """Return ``state`` as plain values; `from_json` makes the same state of them again."""
    return {
        "steps": [
            {
                "id": step.id,
                "kind": step.kind.value,
                "seconds": step.seconds,
                "of": step.of,
                "title": step.title,
                "question": step.question,
            }
            for step in state.steps
        ],
        "at": state.at,
        "left": state.left,
        "paused": state.paused,
        "added": state.added,
        "unit": state.unit,
        "most_minutes": state.most_minutes,
        "zone": state.zone,
        "ready": sorted(state.ready),
        "log": [
            {
                "step": passage.step,
                "began": passage.began.isoformat(),
                "ended": passage.ended.isoformat(),
                "paused": passage.paused,
            }
            for passage in state.log
        ],
        **{name: moment and moment.isoformat() for name, moment in _moments(state).items()},
    }


def from_json(kept: Mapping[str, Any]) -> State:
    """Return the state that was kept, also by an earlier edition, which kept less."""
    return State(
        steps=tuple(
            Planned(
                id=step["id"],
                kind=StepKind(step["kind"]),
                seconds=step["seconds"],
                of=step["of"],
                title=step.get("title", ""),
                question=step.get("question"),
            )
            for step in kept["steps"]
        ),
        at=kept["at"],
        left=kept["left"],
        paused=kept["paused"],
        added=kept["added"],
        unit=kept.get("unit", MINUTE),
        most_minutes=kept.get("most_minutes"),
        zone=kept.get("zone"),
        ready=frozenset(kept["ready"]),
        log=tuple(
            Passage(
                step=passage["step"],
                began=datetime.fromisoformat(passage["began"]),
                ended=datetime.fromisoformat(passage["ended"]),
                paused=passage["paused"],
            )
            for passage in kept["log"]
        ),
        **{name: kept[name] and datetime.fromisoformat(kept[name]) for name in _MOMENTS},
    )


def _moments(state: State) -> dict[str, datetime | None]:
    return {name: getattr(state, name) for name in _MOMENTS}
