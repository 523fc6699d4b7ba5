"""The tables of a document as a workbook: numbers and days to work with, all else is text.

A text stays text, whatever it begins with: nothing that somebody typed is ever worked out.
"""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import repeat
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import xlsxwriter

from learning.exports.document import Cell, Document, Table
from learning.exports.text import clean, one_line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters that a cell can hold, by the format."""
LONGEST_NAME = 31
"""Characters of a sheet’s name, by the format."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NARROWEST, _WIDEST = 12, 32
"""Characters across of a column; a day fits the narrowest, and ten of the widest a printed page."""
_LINE, _TALLEST = 15.5, 409.0
"""Points: a line of text, and the tallest row by the format."""


def written(document: Document) -> bytes:
    """Return a sheet for each table, its headers in sight; what is no table is left out.

    In a book of several sheets each says its whole caption above its headers, for the name of a
    sheet is short.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": one_line(document.title),
            "author": one_line(document.author),
            "comments": one_line(document.subtitle),
            "created": document.made_at_utc,
        }
    )
    title = book.add_format({"bold": True, "font_size": 13})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    looks = {
        kind: book.add_format({"text_wrap": True, "valign": "top", "num_format": shown, **sides})
        for kind, shown, sides in (
            (str, "@", {}),
            (int, "0", {"align": "right", "indent": 1}),
            (float, "0.0", {"align": "right", "indent": 1}),
            (date, "d mmm yyyy", {"align": "left"}),
        )
    }
    tables = [part for part in document.parts if isinstance(part, Table)]
    for number, table in enumerate(tables, 1):
        _sheet(book, table, number if len(tables) > 1 else None, (title, head), looks)
    book.close()
    return out.getvalue()


def _sheet(
    book: "Workbook",
    table: Table,
    number: int | None,
    above: tuple["Format", "Format"],
    looks: dict[type[Cell], "Format"],
) -> None:
    title, head = above
    sheet = book.add_worksheet(_name(table.caption, number))
    top = 0 if number is None else 1
    if top:
        sheet.write_string(0, 0, one_line(table.caption)[:LONGEST_CELL], title)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(0, top)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.set_footer("&CPage &P of &N")
    for column, header in enumerate(table.headers):
        sheet.write_string(top, column, clean(header)[:LONGEST_CELL], head)
    for at, row in enumerate(table.rows, top + 1):
        for column, cell in enumerate(row):
            _cell(sheet, at, column, cell, looks)
    _measure(sheet, table, top)


def _measure(sheet: "Worksheet", table: Table, top: int) -> None:
    """Make columns as wide and rows as tall as what is in them; not every reader does it itself."""
    wide = [_width(title, texts) for title, texts in _columns(table)]
    for column, width in enumerate(wide):
        sheet.set_column(column, column, width)
    for at, texts in enumerate(table.texts, top):
        lines = max(_lines(text, width) for text, width in zip(texts, wide, strict=True))
        sheet.set_row(at, min(lines * _LINE, _TALLEST))


def _columns(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    headers, *rows = table.texts
    texts = zip(*rows, strict=True) if rows else repeat((), len(headers))
    return zip(headers, texts, strict=True)


def _width(title: str, texts: tuple[str, ...]) -> int:
    """Return how wide a column is; its title may go over several lines, but keeps its words."""
    longest = (_across(line) for text in texts for line in text.split("\n"))
    words = (_across(word) for word in title.split())
    return min(max(_NARROWEST, *(n + 2 for n in (*longest, *words))), _WIDEST)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes; a few too many rather than one too few."""
    return sum(1 + _across(line) // (width - 1) for line in text.split("\n"))


def _across(line: str) -> int:
    """Return how wide a line is in Latin letters: a Chinese character is as wide as two."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in line)


def _cell(
    sheet: "Worksheet", at: int, column: int, cell: Cell, looks: dict[type[Cell], "Format"]
) -> None:
    """Write one cell as what it is."""
    match cell:
        case str():
            sheet.write_string(at, column, clean(cell)[:LONGEST_CELL], looks[str])
        case int() | float():
            sheet.write_number(at, column, cell, looks[type(cell)])
        case date():
            sheet.write_datetime(at, column, cell, looks[date])


def _name(caption: str, number: int | None) -> str:
    """Return a name that the format allows and no other sheet has."""
    words = _NOT_IN_NAMES.sub(" ", one_line(caption)).strip() or "Table"
    if words.casefold() == "history":  # the one name that Excel keeps for itself
        number = number or 1
    return " ".join(f"{number or ''} {words}".split())[:LONGEST_NAME].rstrip()
