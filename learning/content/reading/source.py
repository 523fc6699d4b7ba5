"""A text file as lines, so that everything found in it can say where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Place

FENCE = "---"
"""The line between fields and text."""

_TEXT = re.compile(r"## |```|~~~")
"""What certainly stands below the fields."""
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Source:
    """A text and where it stands: ``first`` is the line of the file it begins in, from 0."""

    path: str
    text: str
    first: int = 0

    @cached_property
    def lines(self) -> Sequence[str]:
        """Return the lines of the text, without their ends."""
        return self.text.split("\n")

    def place(self, line: int = 0, column: int = 0) -> Place:
        """Return the place of a line and column of this text, both from 0."""
        return Place(self.path, self.first + line + 1, column + 1)

    def find(self, words: str, line: int = 0, *, skip: int = 0) -> Place:
        """Return where ``words`` stand at or after ``line``, else the start of that line.

        ``skip`` is how many characters of ``words`` come before what is meant.
        """
        lines = self.lines
        for number in range(line, len(lines)):
            if (column := lines[number].find(words)) >= 0:
                return self.place(number, column + skip)
        start = lines[line] if line < len(lines) else ""
        return self.place(line, len(start) - len(start.lstrip()))

    def split(self, line: int) -> tuple["Source", "Source"]:
        """Return what stands before ``line``, and what stands after it."""
        lines = self.lines
        before = Source(self.path, "\n".join(lines[:line]), self.first)
        after = Source(self.path, "\n".join(lines[line + 1 :]), self.first + line + 1)
        return before, after


def read_text(path: str, content: bytes, findings: Findings) -> Source:
    """Return ``content`` as text; what is not text is noted and replaced.

    A byte order mark at the start and the line ends of any system are accepted.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = content[: error.start].decode("utf-8-sig").split("\n")
        findings.add(Kind.NOT_UTF8, Place(path, len(lines), len(lines[-1]) + 1))
        text = content.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(path, text)
    if not text.strip():
        findings.add(Kind.EMPTY, source.place())
    if _INVISIBLE.search(text):
        source = Source(path, _without_invisible(source, findings))
    return source


def _without_invisible(source: Source, findings: Findings) -> str:
    for number, line in enumerate(source.lines):
        for found in _INVISIBLE.finditer(line):
            code = f"{ord(found.group()):04X}"
            findings.add(Kind.CONTROL, source.place(number, found.start()), code=code)
    return _INVISIBLE.sub(" ", source.text)


def front_matter(source: Source, findings: Findings) -> tuple[Source, Source]:
    """Split a file into its fields and its text; where either is missing, that is noted."""
    lines = [line.rstrip() for line in source.lines]
    if lines[0] != FENCE:
        if source.text.strip():
            findings.add(Kind.NO_FRONT_MATTER, source.place())
        return Source(source.path, ""), source
    begins = next((n for n, line in enumerate(lines) if _TEXT.match(line)), len(lines))
    if FENCE in lines[1:begins]:
        end = lines.index(FENCE, 1)
    else:
        findings.add(Kind.OPEN_FRONT_MATTER, source.place())
        # The fields end at the first empty line, so that both parts can still be read.
        end = lines.index("") if "" in lines[:begins] else begins - 1
    fields, text = source.split(end)
    return Source(fields.path, fields.text.partition("\n")[2], 1), text
