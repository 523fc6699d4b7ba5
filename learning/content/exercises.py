"""What a learner answers: a tuple of prompts; the kind of exercise says how they are laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from learning.content.prompts import Item, Prompt, Rows


class Measure(StrEnum):
    """When a scale is taken: before, after, or after and thinking back (*then*)."""

    START = "start"
    END = "end"
    THEN = "then"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What one id in ``quizzes/*.yaml`` describes; see the subclasses for the kinds."""

    id: str
    title: str
    minutes: int
    prompts: tuple[Prompt, ...]
    """What the kind asks, then the questions in words that follow."""
    intro: str | None = None
    """Rendered block HTML."""
    why: str | None = None
    required: bool = False
    was: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    """Ids of prompts that were asked in an earlier edition."""

    @property
    def kind(self) -> str:
        """Return the word authors use, e.g. ``reflection``."""
        return type(self).__name__.lower()

    def unanswered(self, answers: Mapping[str, Any]) -> list[str]:
        """Return the ids of required prompts that lack an answer, in order."""
        return [prompt.id for prompt in self.prompts if prompt.lacks(answers)]

    @property
    def former_names(self) -> Mapping[str, str]:
        """Return the ids of today of what was renamed, by what it was called.

        A key is ``exercise``, ``exercise.prompt`` or ``exercise.prompt.column``: the last part as
        it was, the others as they are.
        """
        found = dict.fromkeys(self.was, self.id)
        for prompt in self.prompts:
            path = f"{self.id}.{prompt.id}"
            found |= {f"{self.id}.{former}": prompt.id for former in prompt.was}
            columns = prompt.columns if isinstance(prompt, Rows) else ()
            found |= {f"{path}.{former}": c.id for c in columns for former in c.was}
        return found

    def prompt(self, prompt_id: str) -> Prompt | None:
        """Return the prompt that is, or once was, called ``prompt_id``."""
        return next((p for p in self.prompts if prompt_id in (p.id, *p.was)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Exercise):
    """One or more questions answered in the learner's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Exercise):
    """Statements rated from 0 to 10."""

    rating: str
    """The id of the statements in ``programme.yaml``; the prompts are those statements."""
    measure: Measure
    low: str
    """What 0 means, e.g. “Not at all”."""
    high: str
    """What 10 means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Exercise):
    """Questions with choices and feedback on every one; unlimited tries, no score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort(Exercise):
    """Items to put into groups, with feedback; each item is a question whose choices are groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank(Exercise):
    """Items to put in order, all of them or the first few."""

    places: int
    """How many places are given."""

    def unanswered(self, answers: Mapping[str, Any]) -> list[str]:
        """Return the ids of required prompts that lack an answer, in order.

        Of the items, it is the first without a place while any place is still free.
        """
        items = [prompt for prompt in self.prompts if isinstance(prompt, Item)]
        left = [item.id for item in items if item.lacks(answers)]
        waiting = left[:1] if len(items) - len(left) < self.places else []
        others = [p for p in self.prompts if not isinstance(p, Item) and p.lacks(answers)]
        return [*waiting, *(prompt.id for prompt in others)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Exercise):
    """Dimensions, each with the same levels described in its own words, and a line of evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Exercise):
    """Columns by the author, rows by the learner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Exercise):
    """Actions: *when … I will …*, first step, owner, date, review date, status."""
