"""A block that is never closed swallows the text below it; closed here, the rest can be read."""

import re

from learning.content.kinds import Kind
from learning.content.mistakes import Findings
from learning.content.reading.source import Source

# A block begins at the left margin; further in it belongs to a list, whose lines we leave alone.
_FENCE = re.compile(r"(`{3,}|~{3,})\s*(.*?)\s*")
_CLOSING = re.compile(r" {0,3}(`{3,}|~{3,})\s*")


def close_fences(below: Source, findings: Findings) -> Source:
    """Return ``below`` with every block closed, its lines where they were.

    A block ends at the latest where a page or another block begins: that is noted.
    """
    lines = list(below.lines)
    opened, marks = 0, ""
    for number, line in enumerate(lines):
        found = _FENCE.fullmatch(line)
        if not marks:
            opened, marks = (number, found.group(1)) if found else (0, "")
        elif (closing := _CLOSING.fullmatch(line)) and closing.group(1).startswith(marks):
            marks = ""
        elif line.startswith("## ") or (found and _begins(found, marks)):
            findings.add(Kind.OPEN_BLOCK, below.place(opened))
            lines[number - 1] = marks if number - 1 > opened else lines[number - 1]
            opened, marks = (number, found.group(1)) if found else (0, "")
    if marks:
        findings.add(Kind.OPEN_BLOCK, below.place(opened))
    return Source(below.path, "\n".join(lines), below.first)


def _begins(found: re.Match[str], marks: str) -> bool:
    return found.group(1) == marks and bool(found.group(2))
