"""What a learner answers. Every exercise is a tuple of prompts; the kind says what an answer is."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """When a scale is taken: before, after, or after and thinking back (*then*)."""

    START = "start"
    END = "end"
    THEN = "then"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a check question, with what we say to whoever picks it."""

    id: str
    text: str
    right: bool
    feedback: str
    """Rendered inline HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question of an exercise. Its ``id`` is its identity for ever."""

    id: str
    text: str
    """The wording, plain text; it is kept with every answer."""
    hint: str | None = None
    why: str | None = None
    """Why we ask, plain text."""
    words: tuple[int, int] | None = None
    """A hint, never a limit: about this many words, from and to."""
    required: bool = True
    was: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    """Only for a check question."""

    def choice(self, choice_id: str) -> Choice | None:
        """Return the option called ``choice_id``, if there is one."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What one id in ``quizzes/*.yaml`` describes; see the subclasses for the kinds."""

    id: str
    title: str
    minutes: int
    prompts: tuple[Prompt, ...]
    intro: str | None = None
    """Rendered block HTML."""
    why: str | None = None
    required: bool = False
    was: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    """Ids of prompts that were asked in an earlier edition."""

    @property
    def kind(self) -> str:
        """Return the word authors use: ``reflection``, ``scale`` or ``check``."""
        return type(self).__name__.lower()

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
