"""The fields of a session script."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from learning.content.reading.written.parts import Fields, Id, Line, Minutes, Text

MAX_STEPS = 40


def _each_longer(lengths: list[int]) -> list[int]:
    if sorted(set(lengths)) != lengths:
        raise PydanticCustomError("not_rising", "")
    return lengths


class BeforeFields(Fields):
    """What is sent out the day before."""

    read: list[Id] = Field(default=[], description="Ids of pages of this module.")
    questions: list[Text] = Field(min_length=2, max_length=2, description="To think about.")


class StepFields(Fields):
    """One step of a session."""

    id: Id = Field(description="Unique in the script, for ever.")
    kind: Literal["talk", "write", "reveal", "compare", "vote", "discuss", "decide", "close"]
    title: Line
    minutes: list[Annotated[int, Field(ge=0, le=240)]] = Field(
        min_length=1, description="One number for each of `lengths`; 0 leaves the step out."
    )
    led: Literal["facilitator", "timekeeper", "scribe", "outside-in"] = Field(
        default="facilitator", description="Who leads."
    )
    card: Text = Field(description="Markdown, read aloud to all.")
    notes: Text | None = Field(default=None, description="Markdown, for whoever leads.")
    exercise: Id | None = Field(default=None, description="Id of an exercise of this module.")
    question: Text | None = Field(default=None, description="The session’s own question.")
    of: Id | None = Field(default=None, description="Id of the earlier step that is used.")
    options: list[Line] | None = Field(
        default=None, min_length=2, max_length=12, description="What is voted on."
    )
    votes: Annotated[int, Field(ge=1, le=12)] | None = Field(
        default=None, description="How many dots each person has."
    )
    shows: Literal["actions"] | None = Field(
        default=None, description="In a `talk`: the open actions of the team."
    )


class ScriptFields(Fields):
    """``modules/NN-<module>.session.yaml``."""

    purpose: Text = Field(description="What the team has in its hands at the end.")
    lengths: Annotated[
        list[Minutes], Field(min_length=1, max_length=6), AfterValidator(_each_longer)
    ] = Field(description="Minutes a session may take, shortest first.")
    usual: Minutes = Field(description="The one of `lengths` that suits this module best.")
    before: BeforeFields
    bring: list[Text] = Field(default=[], description="What to have at hand.")
    guest: Text | None = Field(default=None, description="Somebody to invite.")
    steps: list[StepFields] = Field(min_length=1, max_length=MAX_STEPS)
