"""The figures of a dashboard, read back from its page and from each of its files."""

import csv
import io
import json
from html.parser import HTMLParser
from typing import Any

import openpyxl

Figures = dict[str, list[float | str]]
"""Title of a table to its cells, row by row: numbers, or words such as “fewer than 5”."""


def number_or_words(text: str) -> float | str:
    """Return ``1,240`` and ``45%`` as numbers, words as they are."""
    text = " ".join(text.split())
    try:
        return float(text.replace(",", "").removesuffix("%"))
    except ValueError:
        return text


class _Page(HTMLParser):
    """Cells of tables and large numbers, under the heading they stand below."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Figures = {}
        self.rows: list[str] = []
        self._title = ""
        self._in = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        classes = (said.get("class") or "").split()
        is_row = tag == "th" and said.get("scope") == "row"
        if tag in {"h2", "td"} or is_row or "statistic__number" in classes:
            self._in, self._text = tag, ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag != self._in:
            return
        text, self._in = " ".join(self._text.split()), ""
        if tag == "h2":
            self._title = text
        elif tag == "th":
            self.rows.append(text)
        else:
            self.found.setdefault(self._title, []).append(number_or_words(text))


def from_page(html: str) -> Figures:
    page = _Page()
    page.feed(html)
    return page.found


def names_on_page(html: str) -> list[str]:
    """Return what the rows of the tables are called."""
    page = _Page()
    page.feed(html)
    return page.rows


def from_csv(sent: bytes) -> Figures:
    found: Figures = {}
    for row in csv.DictReader(io.StringIO(sent.decode("utf-8-sig"))):
        if row["Table"] != "About":
            said = number_or_words(row["Value"]) if row["Value"] else row["Note"]
            found.setdefault(row["Table"], []).append(said)
    return found


def from_json(sent: bytes) -> Figures:
    tables = json.loads(sent)["tables"]
    return {
        table["title"]: [
            value["shown"] if value["number"] is None else float(value["number"])
            for row in table["rows"]
            for value in row["values"]
        ]
        for table in tables
        if table["rows"]
    }


HEADERS = 2
"""The row of a sheet with the headers; above it is the title."""


def opened(sent: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(sent))


def from_workbook(sent: bytes) -> list[list[float | str]]:
    """Return the cells of each sheet but the first and last, without what is above and beside."""
    return [
        [
            float(cell.value) if cell.data_type == "n" else cell.value
            for row in sheet.iter_rows(min_row=HEADERS + 1, min_col=2)
            for cell in row
        ]
        for sheet in opened(sent).worksheets[1:-1]
    ]
