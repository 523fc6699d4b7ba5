"""What authors may write: every key of every file, as pydantic models.

The same models check what is written and become the JSON Schemas that help editors.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

MAX_ID = 64
MAX_LINE = 300
MAX_TEXT = 20_000
ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


def _language(code: str) -> str:
    parts = code.split("-")
    if len(parts[0]) not in (2, 3) or not all(part.isalnum() for part in parts):
        raise PydanticCustomError("bad_language", "")
    return code


def _web_link(link: str) -> str:
    scheme, _, rest = link.partition("://")
    if scheme not in ("https", "http") or not rest or " " in link:
        raise PydanticCustomError("bad_web_link", "")
    return link


def _rising(words: list[int]) -> list[int]:
    if words[0] > words[1]:
        raise PydanticCustomError("bad_words", "")
    return words


Id = Annotated[str, StringConstraints(pattern=ID, max_length=MAX_ID)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LINE)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]
WebLink = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_link)]
Language = Annotated[str, AfterValidator(_language)]
Minutes = Annotated[int, Field(ge=1, le=240)]
Year = Annotated[int, Field(ge=1000, le=2200)]
Words = Annotated[
    list[Annotated[int, Field(ge=1, le=10_000)]],
    Field(min_length=2, max_length=2),
    AfterValidator(_rising),
]
Lever = Literal["employment", "procurement", "estates", "environment", "partnership", "community"]


class Fields(BaseModel):
    """Keys that an author writes; others are mistakes, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class RatingFields(Fields):
    """A set of statements that scales measure."""

    low: Line = Field(description="What 0 means.")
    high: Line = Field(description="What 10 means.")
    statements: dict[Id, Text] = Field(min_length=1, description="Statements, by id.")


class ProgrammeFields(Fields):
    """``modules/programme.yaml``."""

    id: Id = Field(description="The programme’s identity for ever.")
    title: Line
    summary: Text = Field(description="One or two sentences for the front page.")
    provider: Line = Field(description="Who offers it; printed on the certificate.")
    language: Language = Field(description="Language of the text, e.g. en-GB.")
    edition: Line = Field(description="What you call this edition, in quotes.")
    statement: Line = Field(description="Printed after the holder’s name.")
    modules: list[Id] = Field(min_length=1, description="Ids of the modules, in order.")
    ratings: dict[Id, RatingFields] = Field(default={}, description="Statements to rate, by id.")
    retired: list[Id] = Field(default=[], description="Ids of modules of earlier editions.")


class ModuleFields(Fields):
    """The fields at the top of a module."""

    title: Line
    summary: Text = Field(description="One sentence for the contents page.")
    minutes: Minutes = Field(description="How long it takes alone; checked against the pages.")
    outcomes: list[Text] = Field(min_length=1, description="What people can do afterwards.")
    needs: list[Id] = Field(default=[], description="Ids of modules to finish first.")
    picture: Id | None = Field(default=None, description="Name of the line drawing.")
    was: list[Id] = Field(default=[], description="Ids that this module had before.")
    retired: list[Id] = Field(default=[], description="Ids of pages of earlier editions.")


class CaseNumberFields(Fields):
    """One figure a case reports."""

    text: Text
    year: Year
    evidence: Literal["self-reported", "compared", "reviewed"]
    source: Line
    link: WebLink | None = None


class CaseFields(Fields):
    """The fields at the top of a case."""

    title: Line
    place: Line
    levers: list[Lever] = Field(min_length=1)
    population: Text = Field(description="Who it is for.")
    problem: Text = Field(description="What was wrong.")
    changed: Text = Field(description="What was done.")
    numbers: list[CaseNumberFields] = Field(default=[], description="What was counted.")
    not_shown: Text = Field(description="What the numbers do not show.")
    try_it: Text = Field(description="A question to take home.")


class PromptFields(Fields):
    """One question of a reflection."""

    text: Text = Field(description="The question, plain text.")
    hint: Text | None = None
    why: Text | None = Field(default=None, description="Why we ask.")
    words: Words | None = Field(default=None, description="A hint: about this many, from and to.")
    required: bool = True
    was: list[Id] = Field(default=[], description="Ids that this prompt had before.")


class ChoiceFields(Fields):
    """One option of a check question."""

    text: Text
    right: bool = False
    feedback: Text = Field(description="What we say to whoever picks it, inline Markdown.")


def _one_right(choices: dict[str, ChoiceFields]) -> dict[str, ChoiceFields]:
    if not any(choice.right for choice in choices.values()):
        raise PydanticCustomError("none_right", "")
    return choices


Choices = Annotated[dict[Id, ChoiceFields], Field(min_length=2), AfterValidator(_one_right)]


class QuestionFields(Fields):
    """One question of a check."""

    text: Text = Field(description="The question, plain text.")
    hint: Text | None = None
    why: Text | None = Field(default=None, description="Why we ask.")
    required: bool = True
    was: list[Id] = Field(default=[], description="Ids that this question had before.")
    choices: Choices = Field(description="Options, by id.")


class ExerciseFields(Fields):
    """What every kind of exercise has."""

    title: Line
    minutes: Minutes
    required: bool = Field(default=False, description="Must be answered to finish the page.")
    intro: Text | None = Field(default=None, description="Markdown.")
    why: Text | None = Field(default=None, description="Why we ask.")
    was: list[Id] = Field(default=[], description="Ids that this exercise had before.")
    retired: list[Id] = Field(default=[], description="Ids of prompts of earlier editions.")


class ReflectionFields(ExerciseFields):
    """Questions answered in the learner’s own words."""

    kind: Literal["reflection"]
    prompts: dict[Id, PromptFields] = Field(min_length=1)


class ScaleFields(ExerciseFields):
    """Statements rated from 0 to 10."""

    kind: Literal["scale"]
    rating: Id = Field(description="Id of a rating in programme.yaml.")
    measure: Literal["start", "end", "then"]


class CheckFields(ExerciseFields):
    """Questions with choices and feedback on every one."""

    kind: Literal["check"]
    prompts: dict[Id, QuestionFields] = Field(min_length=1)


EXERCISES: dict[str, type[ExerciseFields]] = {
    "reflection": ReflectionFields,
    "scale": ScaleFields,
    "check": CheckFields,
}


class QuizFields(Fields):
    """A file in ``quizzes/``; each exercise is then checked by its ``kind``."""

    exercises: dict[str, Any] = Field(min_length=1, description="Exercises, by id.")
    retired: list[Id] = Field(default=[], description="Ids of exercises of earlier editions.")
