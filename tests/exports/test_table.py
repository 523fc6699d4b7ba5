"""How wide the columns of a table are, before and in a file."""

from io import BytesIO

import docx
import pytest

from learning.exports import Table, word
from learning.exports.document import LETTERS_ACROSS
from tests.exports.documents import with_parts


def test_a_long_header_goes_over_several_lines_and_keeps_its_words() -> None:
    headers = ("Question", "Answered", "Right first time, of those who tried", "Everybody")
    question = "What would you say to somebody who has just been told that the post is gone?"
    table = Table("", headers, ((question, "1,240", "84%", "fewer than 5"),), (False, *[True] * 3))
    grid = docx.Document(BytesIO(word(with_parts(table)))).tables[0]
    wide, *others = (column.width for column in grid.columns)

    assert wide > 2.5 * max(others)
    for column, header, width in zip(grid.columns, headers, table.widths, strict=True):
        assert width > 1.2 * max(map(len, header.split()))
        assert column.width.mm / width > 160 / LETTERS_ACROSS * 0.95
    assert [cell.paragraphs[0].style.name for cell in grid.rows[1].cells] == [
        "Cell", "Number", "Number", "Number",
    ]  # fmt: skip


@pytest.mark.parametrize("texts", [("w" * 90,) * 9, ("w " * 90, "w"), ("", "w"), ("w w " * 9,) * 4])
def test_columns_never_take_more_than_a_page_is_wide(texts: tuple[str, ...]) -> None:
    widths = Table("", texts, (texts,)).widths

    assert sum(widths) <= LETTERS_ACROSS
    assert min(widths) > 0
