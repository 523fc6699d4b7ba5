"""The script of a live session: what a team does together, step by step, without a facilitator."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class StepKind(StrEnum):
    """What people do in a step."""

    TALK = "talk"
    WRITE = "write"
    REVEAL = "reveal"
    COMPARE = "compare"
    VOTE = "vote"
    DISCUSS = "discuss"
    DECIDE = "decide"
    CLOSE = "close"


class Role(StrEnum):
    """Who leads a step; roles are dealt anew each time."""

    FACILITATOR = "facilitator"
    TIMEKEEPER = "timekeeper"
    SCRIBE = "scribe"
    OUTSIDE_IN = "outside-in"
    """The voice that asks who is affected and not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of a session. Its ``id`` is its identity within the script, for ever."""

    id: str
    kind: StepKind
    title: str
    minutes: tuple[int, ...]
    """One number for each length of the script; 0 leaves the step out."""
    led: Role
    card: str
    """Rendered block HTML: what whoever leads reads aloud."""
    notes: str | None = None
    """Rendered block HTML: quiet advice for whoever leads."""
    exercise: str | None = None
    """Id of the module's exercise that is used."""
    question: str | None = None
    """What is asked, plain text, where no exercise is used."""
    of: str | None = None
    """Id of the earlier step whose results are shown, compared or voted on."""
    options: tuple[str, ...] = ()
    votes: int | None = None
    """Dots a person has in a vote."""
    shows: Literal["actions"] | None = None
    """What a live session puts before a group that talks: ``actions``, the team’s open ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One file ``modules/NN-id.session.yaml``."""

    purpose: str
    lengths: tuple[int, ...]
    """Minutes, shortest first."""
    usual: int
    """The length that suits this module best."""
    read: tuple[str, ...]
    """Ids of the pages to look at again before."""
    questions: tuple[str, ...]
    """To think about before."""
    bring: tuple[str, ...] = ()
    guest: str | None = None
    steps: tuple[Step, ...]

    def steps_in(self, length: int) -> tuple[tuple[Step, int], ...]:
        """Return the steps of a session of ``length`` minutes, each with its minutes."""
        position = self.lengths.index(length)
        return tuple((s, s.minutes[position]) for s in self.steps if s.minutes[position])

    def left_out(self, length: int) -> tuple[Step, ...]:
        """Return the steps for which a session of ``length`` minutes has no time."""
        position = self.lengths.index(length)
        return tuple(step for step in self.steps if not step.minutes[position])
