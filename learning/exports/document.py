"""A document apart from the file it becomes: parts in reading order, plain text. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, pairwise
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title, 3 the lowest."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text as somebody wrote it: a blank line begins a new paragraph, line breaks stay."""

    text: str
    kind: Literal["text", "small", "label", "question"] = "text"
    """A label is small, and stays on the page of what it stands above, as a question does."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what stands for each, ``("Date", "2 March 2026")``."""

    pairs: tuple[tuple[str, str], ...]


Cell = str | int | float | date
"""What a workbook can work with; in every other file it is text."""
_NARROWEST, _WIDEST = 16, 38
"""Letters, of the column that gets least and most of a line."""
_APART = 4
"""Letters that would fit between two columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headers; every row is as long as that."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the headers and the rows as text; a day as ``2026-03-02``."""
        return (self.headers, *(tuple(map(str, row)) for row in self.rows))

    @property
    def widths(self) -> tuple[int, ...]:
        """Return how wide each column is, in parts: as its longest line, within reason."""
        columns = zip(*self.texts, strict=True)
        longest = (max(len(line) for t in texts for line in t.split("\n")) for texts in columns)
        return tuple(min(max(length + _APART, _NARROWEST), _WIDEST) for length in longest)

    @property
    def counts(self) -> tuple[bool, ...]:
        """Tell of each column whether there are numbers in it, and nothing else."""
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.headers)
        return tuple(
            any(isinstance(cell, int | float) for cell in column)
            and all(isinstance(cell, int | float) or not cell for cell in column)
            for column in columns
        )


@dataclass(frozen=True, slots=True)
class Items:
    """A list without numbers."""

    texts: tuple[str, ...]


Part = Heading | Paragraph | Facts | Table | Items


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What each writer turns into a file that says the same."""

    title: str
    language: str
    """BCP 47, e.g. ``en-GB``."""
    subtitle: str
    """Stands below the title: who wrote it, when it was made, of which edition (`made_by`)."""
    author: str
    """The name of whoever wrote what is in it; a property of the file."""
    made_at: datetime
    """Aware. A property of the file; the same document made at the same time is the same bytes."""
    parts: tuple[Part, ...]

    @property
    def made_at_utc(self) -> datetime:
        """Return when it was made as Office files note it: in UTC, to the second, and naive."""
        return self.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    @property
    def texts(self) -> Iterator[str]:
        """Yield everything that is read in it, in reading order."""
        yield from (self.title, self.subtitle)
        for part in self.parts:
            match part:
                case Heading() | Paragraph():
                    yield part.text
                case Facts():
                    yield from chain.from_iterable(part.pairs)
                case Items():
                    yield from part.texts
                case Table():
                    yield from (part.caption, *chain.from_iterable(part.texts))

    def __post_init__(self) -> None:
        """Refuse a heading that skips a level: no accessible file may have one."""
        levels = [0, *(part.level for part in self.parts if isinstance(part, Heading))]
        for before, level in pairwise(levels):
            if level > before + 1:
                raise ValueError(f"A heading of level {level} follows one of level {before}.")
