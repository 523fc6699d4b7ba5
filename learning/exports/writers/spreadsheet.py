"""The tables of a document as a workbook. A cell is text, whatever it begins with."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from learning.exports.document import Document, Table
from learning.exports.text import clean, one_line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

LONGEST_CELL = 32_767
"""Characters that a cell can hold, by the format."""
LONGEST_NAME = 31
"""Characters of a sheet’s name, by the format."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NARROWEST, _WIDEST = 12, 60
"""Characters across of a column."""


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
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    tables = [part for part in document.parts if isinstance(part, Table)]
    for number, table in enumerate(tables, 1):
        _sheet(book, table, number if len(tables) > 1 else None, head, cell)
    book.close()
    return out.getvalue()


def _sheet(
    book: "Workbook", table: Table, number: int | None, head: "Format", cell: "Format"
) -> None:
    sheet = book.add_worksheet(_name(table.caption, number))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for at, texts in enumerate((table.headers, *table.rows)):
        for column, text in enumerate(texts):
            sheet.write_string(at, column, clean(text)[:LONGEST_CELL], cell if at else head)
    for column, texts in enumerate(zip(table.headers, *table.rows, strict=True)):
        longest = max(len(line) for text in texts for line in text.split("\n"))
        sheet.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))


def _name(caption: str, number: int | None) -> str:
    """Return a name that the format allows and no other sheet has."""
    words = _NOT_IN_NAMES.sub(" ", one_line(caption)).strip() or "Table"
    if words.casefold() == "history":  # the one name that Excel keeps for itself
        number = number or 1
    return " ".join(f"{number or ''} {words}".split())[:LONGEST_NAME].rstrip()
