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


DAYS = (1, 2, 3)
"""How many days each step may last where a team goes through a session over days."""
_LOOKING = (StepKind.REVEAL, StepKind.COMPARE)
"""Kinds that are never the last step: scripts end with a close."""


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

    @property
    def is_done_apart(self) -> bool:
        """Tell whether people who are not together have something to do, or to read, in it."""
        if self.kind is not StepKind.TALK:
            return True
        return bool(self.question or self.exercise or self.shows == "actions")


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

    def steps_over_days(self, length: int, days: int) -> tuple[tuple[Step, int], ...]:
        """Return the steps of a session that lasts days, each with its days.

        What is only said aloud is left out, but for the first step. What is only looked at has no
        day of its own: it is looked at together with the step that follows.
        """
        all_ = [step for step, _ in self.steps_in(length)]
        kept = [step for step in all_ if step is all_[0] or step.is_done_apart]
        return tuple((step, 0 if step.kind in _LOOKING else days) for step in kept)

    def days_in(self, length: int, days: int) -> int:
        """Return how many days the whole lasts, with ``days`` for each step, if nobody is early."""
        return sum(each for _, each in self.steps_over_days(length, days))

    def left_out(self, length: int) -> tuple[Step, ...]:
        """Return the steps for which a session of ``length`` minutes has no time."""
        position = self.lengths.index(length)
        return tuple(step for step in self.steps if not step.minutes[position])
