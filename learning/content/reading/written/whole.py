"""The fields of the programme and its modules."""

import datetime

from pydantic import Field

from learning.content.reading.written.parts import Fields, Id, Language, Line, Minutes, Text


class RatingFields(Fields):
    """A set of statements that scales measure."""

    low: Line = Field(description="What 0 means.")
    high: Line = Field(description="What 10 means.")
    statements: dict[Id, Text] = Field(min_length=1, description="Statements, by id.")


class EditionFields(Fields):
    """What is new in an edition."""

    edition: Line = Field(description="What it is called, in quotes.")
    date: datetime.date = Field(description="The day it appeared.")
    note: Line = Field(description="One sentence for learners.")
    changed: dict[Id, Line] = Field(
        default={}, description="One sentence of what is different, by the id of the page."
    )


class ProgrammeFields(Fields):
    """``modules/programme.yaml``."""

    id: Id = Field(description="The programme’s identity for ever.")
    title: Line
    summary: Text = Field(description="One or two sentences for the front page.")
    provider: Line = Field(description="Who offers it; printed on the certificate.")
    language: Language = Field(description="Language of the text, e.g. en-GB.")
    edition: Line = Field(description="What you call this edition, in quotes.")
    editions: list[EditionFields] = Field(
        default=[], description="What each edition changed, the newest first."
    )
    statement: Line = Field(description="Printed after the holder’s name.")
    modules: list[Id] = Field(min_length=1, description="Ids of the modules, in order.")
    any_order: list[Id] = Field(default=[], description="Modules that may be taken in any order.")
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
