"""A list of addresses, as somebody pasted it or saved it from a spreadsheet: read line by line."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from dataclasses import dataclass, field

from learning.accounts import LONGEST_NAME, is_email, normal_email
from learning.errors import LearningError

MOST_LINES = 2_000
LARGEST_FILE = 500_000
"""Bytes: so many lines with long names, in the widest encoding."""
_MOST_CELLS = 3
"""An address, a first and a last name."""
_A_FORMULA = ("=", "+", "-", "@", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_WITH_NAME = re.compile(r"(?P<name>[^<>]*)<(?:mailto:)?(?P<email>[^<>]*)>")
_A_WORKBOOK = b"PK\x03\x04"
_HEADING = re.compile(r"mail|address|name", re.IGNORECASE)
_LONGEST_SAID = 60
_LONGEST_LINE = 1_000
"""Characters: far more than an address and a name, far fewer than a cell can be read of."""


class CannotRead(LearningError):
    """The file is no list that can be read; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to invite."""

    line: int
    email: str = field(repr=False)
    name: str = field(repr=False)
    """Empty if there is none."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a line, in a sentence."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list says."""

    guests: tuple[Guest, ...]
    mistakes: tuple[Mistake, ...]


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252; raise `CannotRead` else."""
    if len(content) > LARGEST_FILE:
        raise CannotRead(f"This file is too large. Send at most {MOST_LINES:,} lines at a time")
    if content.startswith(_A_WORKBOOK):
        raise CannotRead("This is a workbook. Save it as CSV first, then choose that file")
    try:
        return content.decode(_encoding_of(content))
    except UnicodeDecodeError:
        raise CannotRead("This file is not a list of words. Save yours as CSV (UTF-8)") from None


def read(text: str) -> Reading:
    """Return whom a list names, each once, and what is wrong with its other lines. Pure.

    Each line has an address and may have a name, in any order, with commas, semicolons or tabs
    between. A heading is passed over.
    """
    guests: dict[str, Guest] = {}
    mistakes = []
    lines = text.splitlines()
    for number, line in _filled(lines):
        found = _guest(number, line)
        if isinstance(found, Guest) and (before := guests.get(found.email)):
            found = Mistake(number, f"“{_short(found.email)}” is on line {before.line} already")
        if isinstance(found, Guest):
            guests[found.email] = found
        else:
            mistakes.append(found)
    if len(lines) > MOST_LINES:
        words = f"From here on nothing was read: {MOST_LINES:,} lines at a time are the most"
        mistakes.append(Mistake(MOST_LINES + 1, words))
    return Reading(tuple(guests.values()), tuple(mistakes))


def as_text(guests: Iterable[Guest]) -> str:
    """Return a list that reads as these guests."""
    return "\n".join(f"{guest.email}\t{guest.name}" for guest in guests)


def _encoding_of(content: bytes) -> str:
    if content.startswith(BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in content:  # letters of ASCII in two bytes each, and no mark that says in which order
        return "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _filled(lines: list[str]) -> list[tuple[int, str]]:
    """Return the lines that say something, each with its number, without a heading."""
    filled = [(n, line) for n, line in enumerate(lines[:MOST_LINES], 1) if line.strip(" \t,;\"'")]
    is_heading = filled and "@" not in filled[0][1] and _HEADING.search(filled[0][1])
    return filled[1:] if is_heading else filled


def _guest(number: int, line: str) -> Guest | Mistake:
    if len(line) > _LONGEST_LINE:
        return Mistake(number, "The line is too long. Only an address and a name are needed")
    cells = _cells(line)
    with_sign = [cell for cell in cells if "@" in cell]
    if len(with_sign) != 1:
        return Mistake(number, _no_address(line) if not with_sign else _TWO)
    if len(cells) > _MOST_CELLS:
        return Mistake(number, "Only an address and a name are needed. Take out the other columns")
    email, inside = _split(with_sign[0])
    name = " ".join(
        [*inside.split(), *(word for cell in cells if "@" not in cell for word in cell.split())]
    )
    if refusal := _refusal(email, name):
        return Mistake(number, refusal)
    return Guest(number, normal_email(email), name)


_TWO = "There are two addresses on this line. Put each on a line of its own"


def _no_address(line: str) -> str:
    return f"There is no address in “{_short(line.strip())}”"


def _refusal(email: str, name: str) -> str | None:
    if not is_email(email):
        return f"“{_short(email)}” is not an address like name@example.org"
    if email.startswith(_A_FORMULA) or name.startswith(_A_FORMULA):
        return "This begins as a formula of a spreadsheet does. Write the name in letters"
    if len(name) > LONGEST_NAME:
        return f"The name is too long. Use at most {LONGEST_NAME} characters"
    return None


def _cells(line: str) -> list[str]:
    """Return the cells that say something. Each line is read alone: an open quote ends with it."""
    sign = next((sign for sign in "\t;" if sign in line), ",")
    cells = next(csv.reader([line], delimiter=sign), [])
    stripped = (cell.strip().lstrip("'").strip() for cell in cells)
    return [cell for cell in stripped if cell]


def _split(cell: str) -> tuple[str, str]:
    """Return the address in ``Ada <ada@example.org>``, and the name before it."""
    if written := _WITH_NAME.fullmatch(cell):
        return written["email"].strip(), written["name"].strip(" \"'")
    return cell.removeprefix("mailto:"), ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else f"{text[:_LONGEST_SAID]}…"
