"""The workbook, opened by a reader that did not write it."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from learning.exports import Document, Table, markdown, spreadsheet
from tests.exports.documents import CONTROLS, DOCUMENT, MARKUP, SCRIPTS, saying, with_parts


def opened(document: Document) -> Any:
    return openpyxl.load_workbook(BytesIO(spreadsheet(document)))


def test_a_sheet_holds_each_table_under_its_headers() -> None:
    second = Table("Who does what", ("A",), (("b",),))
    book = opened(with_parts(*DOCUMENT.parts, second))

    assert book.sheetnames == ["1 Who does what", "2 Who does what"]
    assert [[cell.value for cell in row] for row in book.worksheets[0].rows] == [
        ["Who does what", None], ["Who", "What"], ["Ben", "=1+1"], ["Cleo", "two\nlines"],
    ]  # fmt: skip
    assert book.worksheets[0].freeze_panes == "A3"
    assert book.properties.title == "The journal of Ada"
    assert book.properties.creator == "Ada Lovelace"


def test_a_book_of_one_table_begins_with_its_headers() -> None:
    sheet = opened(DOCUMENT).worksheets[0]

    assert [cell.value for cell in sheet[1]] == ["Who", "What"]
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("text", [*SCRIPTS, *MARKUP, CONTROLS, "2026-03-02", "007", "1e5"])
def test_a_cell_is_text_whatever_it_begins_with(text: str) -> None:
    cell = opened(saying(text)).worksheets[0]["A2"]

    assert cell.data_type == "s"
    assert cell.value == ("abcdefgh" if text == CONTROLS else text)


def test_numbers_and_days_can_be_worked_with_and_are_words_in_other_files() -> None:
    document = with_parts(Table("", ("Day", "Minutes"), ((date(2026, 3, 2), 45),)))
    day, minutes = opened(document).worksheets[0][2]

    assert (day.value.date(), day.number_format) == (date(2026, 3, 2), "d mmm yyyy")
    assert (minutes.value, minutes.data_type) == (45, "n")
    assert "| 2026-03-02 | 45 |" in markdown(document)


def test_a_row_is_as_tall_as_its_longest_text() -> None:
    """Not every reader makes room by itself: in LibreOffice one text lay on another."""
    table = Table("", ("A title of six words here", "B"), (("word " * 60, "b"), ("中" * 60, "b")))
    sheet = opened(with_parts(table)).worksheets[0]
    heights = [sheet.row_dimensions[at].height for at in (1, 2, 3)]

    assert sheet.column_dimensions["A"].width < 34
    assert heights[0] < 20
    assert heights[1] >= 10 * 15
    assert heights[2] >= 4 * 15


@pytest.mark.parametrize("caption", ["", "'", "[a]:*?/\\b", "History", "W" * 60, "  "])
def test_a_sheet_has_a_name_that_readers_accept(caption: str) -> None:
    (name,) = opened(with_parts(Table(caption, ("A",), (("b",),)))).sheetnames

    assert 0 < len(name) <= 31
    assert name.casefold() != "history"


def test_a_document_without_tables_is_an_empty_book() -> None:
    assert len(opened(with_parts()).sheetnames) == 1
