"""What authors may write between a block's first line and its dashes."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from learning.content.reading.written import Fields, Line, Minutes, Text, WebLink, Year

FileName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class FactFields(Fields):
    """A key fact."""

    source: Line
    year: Year
    link: WebLink | None = None
    checked: date | None = Field(default=None, description="Only for policy that moves.")


class DefinitionFields(Fields):
    """What a term means."""

    term: Line
    also: list[Line] = Field(default=[], description="Other forms of the term.")
    linked: bool = Field(default=True, description="Whether its uses lead to the glossary.")
    source: Line | None = None
    link: WebLink | None = None


class QuotationFields(Fields):
    """Somebody’s published words."""

    who: Line
    source: Line
    year: Year
    link: WebLink | None = None


class FigureFields(Fields):
    """A picture that carries meaning."""

    src: FileName
    alt: Text
    caption: Text | None = None


class NoteFields(Fields):
    """An aside."""

    title: Line | None = None


class AudioFields(Fields):
    """A recording; its text is the transcript."""

    src: FileName
    title: Line
    minutes: Minutes


class VideoFields(AudioFields):
    """A film; its text is the transcript."""

    captions: FileName | None = None


class DownloadFields(Fields):
    """A file to keep."""

    src: FileName
    title: Line
