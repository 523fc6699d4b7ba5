"""A document apart from the file it becomes: parts in reading order, plain text. Pure."""

from collections.abc import Iterable, Iterator
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
LETTERS_ACROSS = 84
"""Letters of a table’s size that fit a page from side to side, with something to spare."""
_APART = 2
"""Letters that would fit between two columns."""
_LONGEST_WORD = 20
"""Letters; a longer word may be broken."""
_BOLD = 1.2
"""How much wider a word is in a header."""
_WIDEST = 64
"""Letters beyond which a column is no wider for a longer text."""
_LINES_OF_HEADER = 5
"""Over so many lines a header may go before its column becomes wider for it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headers; every row is as long as that."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: tuple[bool, ...] = ()
    """Of each column, whether it is of numbers in words such as “1,240”; empty: none is."""

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the headers and the rows as text; a day as ``2026-03-02``."""
        return (self.headers, *(tuple(map(str, row)) for row in self.rows))

    @property
    def widths(self) -> tuple[int, ...]:
        """Return how wide each column is, in letters; together no more than `LETTERS_ACROSS`.

        Each has room for its longest word. The rest goes to those whose texts are longest.
        """
        columns = [_needs(header, texts) for header, *texts in zip(*self.texts, strict=True)]
        least, best = (sum(of_all) for of_all in zip(*columns, strict=True))
        if best <= LETTERS_ACROSS:
            return tuple(width for _, width in columns)
        if least >= LETTERS_ACROSS:
            return tuple(max(width * LETTERS_ACROSS // least, 1) for width, _ in columns)
        share = (LETTERS_ACROSS - least) / (best - least)
        return tuple(narrow + int((wide - narrow) * share) for narrow, wide in columns)

    @property
    def counts(self) -> tuple[bool, ...]:
        """Tell of each column whether there are numbers in it, and nothing else."""
        if self.figures:
            return self.figures
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.headers)
        return tuple(
            any(isinstance(cell, int | float) for cell in column)
            and all(isinstance(cell, int | float) or not cell for cell in column)
            for column in columns
        )


def _needs(header: str, texts: Iterable[str]) -> tuple[int, int]:
    """Return the letters that a column needs at least, and those with which no text is broken."""
    lines = [line for text in texts for line in text.split("\n")]
    words = (len(word) for line in lines for word in line.split())
    bold = (round(len(word) * _BOLD) for word in header.split())
    least = min(max((*words, *bold), default=1), _LONGEST_WORD)
    longest = max(map(len, lines), default=1)
    best = max(least, min(longest, _WIDEST), len(header) // _LINES_OF_HEADER)
    return least + _APART, best + _APART


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
