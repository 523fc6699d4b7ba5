"""The fields of what stands in the library."""

from typing import Literal

from pydantic import Field

from learning.content.reading.written.parts import Fields, Id, Line, Text, WebLink, Year

Lever = Literal["employment", "procurement", "estates", "environment", "partnership", "community"]
KindOfPlace = Literal["city", "town", "coast", "county", "nation", "abroad"]
Form = Literal["toolkit", "report", "guidance", "website", "book", "course", "dataset"]


class CaseNumberFields(Fields):
    """One figure a case reports."""

    text: Text
    year: Year
    evidence: Literal["self-reported", "compared", "reviewed"]
    source: Line
    link: WebLink | None = None


class CaseFields(Fields):
    """The fields at the top of a case."""

    kind: Literal["case"] = "case"
    title: Line
    place: Line
    kind_of_place: list[KindOfPlace] = Field(min_length=1)
    by: Line | None = Field(default=None, description="Who did it.")
    levers: list[Lever] = Field(min_length=1)
    population: Text = Field(description="Who it is for.")
    problem: Text = Field(description="What was wrong.")
    changed: Text = Field(description="What was done.")
    numbers: list[CaseNumberFields] = Field(default=[], description="What was counted.")
    not_shown: Text = Field(description="What the numbers do not show.")
    try_it: Text = Field(description="A question to take home.")
    was: list[Id] = Field(default=[], description="Ids that this case had before.")


class ResourceFields(Fields):
    """The fields of a tool or a reading."""

    kind: Literal["resource"]
    title: Line
    by: Line = Field(description="Who published it.")
    year: Year | None = Field(default=None, description="When it was published.")
    form: Form
    levers: list[Lever] = Field(default=[], description="The levers it is about, if any.")
    good_for: Text = Field(description="What to use it for, and when.")
    limits: Text | None = Field(default=None, description="What it is not good for.")
    link: WebLink
    was: list[Id] = Field(default=[], description="Ids that this resource had before.")


LIBRARY: dict[str, type[Fields]] = {"case": CaseFields, "resource": ResourceFields}
"""What may stand in ``modules/cases/``, by its ``kind``."""
