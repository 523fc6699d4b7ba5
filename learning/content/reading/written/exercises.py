"""The fields of exercises, kind by kind."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from learning.content.reading.written.parts import Fields, Id, Line, Minutes, Text, Words, rising


class AskedFields(Fields):
    """What every prompt has."""

    text: Text = Field(description="The question, plain text.")
    hint: Text | None = None
    why: Text | None = Field(default=None, description="Why we ask.")
    was: list[Id] = Field(default=[], description="Ids that this prompt had before.")


class MayBeLeftFields(AskedFields):
    """A prompt that can be left unanswered where the exercise is required."""

    required: bool = True


class PromptFields(MayBeLeftFields):
    """One question answered in words."""

    words: Words | None = Field(default=None, description="A hint: about this many, from and to.")


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


class QuestionFields(MayBeLeftFields):
    """One question of a check."""

    choices: Choices = Field(description="Options, by id.")


class ItemFields(AskedFields):
    """One thing to rank."""


class SortItemFields(MayBeLeftFields):
    """One thing to put into a group."""

    group: Id = Field(description="Id of the group it belongs to.")
    feedback: Text = Field(description="What we say of it, inline Markdown.")


class DimensionFields(MayBeLeftFields):
    """One row of a grid."""

    levels: dict[Id, Text] = Field(description="What each level looks like here, by its id.")


class ColumnFields(Fields):
    """One column of a table."""

    title: Line
    hint: Line | None = None
    choices: list[Line] | None = Field(
        default=None, min_length=2, max_length=12, description="To pick from instead of writing."
    )
    was: list[Id] = Field(default=[], description="Ids that this column had before.")


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


class LaidOutFields(ExerciseFields):
    """What the kinds that are not made of questions alone have in common."""

    prompts: dict[Id, PromptFields] = Field(default={}, description="Questions that come after.")


class SortFields(LaidOutFields):
    """Items to put into groups."""

    kind: Literal["sort"]
    groups: dict[Id, Line] = Field(min_length=2, max_length=6, description="Groups, by id.")
    items: dict[Id, SortItemFields] = Field(min_length=2, max_length=40)


class RankFields(LaidOutFields):
    """Items to put in order."""

    kind: Literal["rank"]
    items: dict[Id, ItemFields] = Field(min_length=2, max_length=20)
    places: Annotated[int, Field(ge=1, le=20)] | None = Field(
        default=None, description="How many places are given; left out: one for each item."
    )


class GridFields(LaidOutFields):
    """Dimensions, each with the same levels, and a line of evidence."""

    kind: Literal["grid"]
    levels: dict[Id, Line] = Field(min_length=2, max_length=6, description="Titles, lowest first.")
    evidence: Line = Field(default="What shows it?", description="What the evidence line asks.")
    dimensions: dict[Id, DimensionFields] = Field(min_length=1, max_length=20)


class TableFields(LaidOutFields):
    """Columns by the author, rows by the learner."""

    kind: Literal["table"]
    columns: dict[Id, ColumnFields] = Field(min_length=2, max_length=8)
    rows: Annotated[
        list[Annotated[int, Field(ge=1, le=30)]],
        Field(min_length=2, max_length=2),
        AfterValidator(rising),
    ] = Field(default=[3, 12], description="Rows shown at first, and rows at most.")


class PlanFields(LaidOutFields):
    """Actions with a first step, an owner and a date; the columns are given."""

    kind: Literal["plan"]
    actions: Annotated[int, Field(ge=1, le=10)] = Field(default=5, description="At most so many.")


EXERCISES: dict[str, type[ExerciseFields]] = {
    "reflection": ReflectionFields,
    "scale": ScaleFields,
    "check": CheckFields,
    "sort": SortFields,
    "rank": RankFields,
    "grid": GridFields,
    "table": TableFields,
    "plan": PlanFields,
}


class QuizFields(Fields):
    """A file in ``quizzes/``; each exercise is then checked by its ``kind``."""

    exercises: dict[str, Any] = Field(min_length=1, description="Exercises, by id.")
    retired: list[Id] = Field(default=[], description="Ids of exercises of earlier editions.")
