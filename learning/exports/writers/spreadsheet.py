"""The tables of a document as a workbook: numbers and days to work with, all else is text.

A text stays text, whatever it begins with: nothing that somebody typed is ever worked out.
"""

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

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
_NARROWEST, _WIDEST = 12, 60
"""Characters across of a column; a day fits the narrowest."""


def written(document: Document) -> bytes:
    """Return a sheet for each table, its headers in sight; what is no table is left out."""
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
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    looks = {
        kind: book.add_format({"text_wrap": True, "valign": "top", "num_format": shown})
        for kind, shown in {str: "@", int: "0", date: "d mmm yyyy"}.items()
    }
    tables = [part for part in document.parts if isinstance(part, Table)]
    for number, table in enumerate(tables, 1):
        _sheet(book, table, number if len(tables) > 1 else None, head, looks)
    book.close()
    return out.getvalue()


def _sheet(
    book: "Workbook",
    table: Table,
    number: int | None,
    head: "Format",
    looks: dict[type[Cell], "Format"],
) -> None:
    sheet = book.add_worksheet(_name(table.caption, number))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for column, title in enumerate(table.headers):
        sheet.write_string(0, column, clean(title)[:LONGEST_CELL], head)
    for at, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _cell(sheet, at, column, cell, looks)
    for column, texts in enumerate(zip(*table.texts, strict=True)):
        longest = max(len(line) for text in texts for line in text.split("\n"))
        sheet.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))


def _cell(
    sheet: "Worksheet", at: int, column: int, cell: Cell, looks: dict[type[Cell], "Format"]
) -> None:
    """Write one cell as what it is."""
    match cell:
        case str():
            sheet.write_string(at, column, clean(cell)[:LONGEST_CELL], looks[str])
        case int():
            sheet.write_number(at, column, cell, looks[int])
        case date():
            sheet.write_datetime(at, column, cell, looks[date])


def _name(caption: str, number: int | None) -> str:
    """Return a name that the format allows and no other sheet has."""
    words = _NOT_IN_NAMES.sub(" ", one_line(caption)).strip() or "Table"
    if words.casefold() == "history":  # the one name that Excel keeps for itself
        number = number or 1
    return " ".join(f"{number or ''} {words}".split())[:LONGEST_NAME].rstrip()
