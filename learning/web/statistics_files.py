"""A dashboard as files: comma-separated, a workbook, JSON. The same figures as on its page."""

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Final

from learning.content import Programme
from learning.exports import Document, spreadsheet
from learning.exports import Table as Sheetful
from learning.exports.document import Cell
from learning.exports.formulas import harmless
from learning.statistics import (
    Count,
    Dashboard,
    Definition,
    Value,
    cell,
    heading,
    number_of,
    rounding_notes,
)
from learning.statistics.dashboards.definitions import POINTS

FORMAT_VERSION = 1
"""Of the JSON; grows when a reader of the earlier format would stumble."""
_DEFINITIONS = "Data dictionary"
_DICTIONARY = ("Id", "Figure", "Rule", "Who", "Period", "Missing answers", "Unit")
_KEYS = ("id", "name", "rule", "who", "period", "missing_answers", "unit")
_LONGEST_CHOICE = 60
"""Characters of a choice in the name of a file; paths must not become too long for Windows."""
_LONG = ("Table", "Row", "Figure", "Value", "Note", "Unit", "Definition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A dashboard with all that has to be said about it."""

    dashboard: Dashboard
    programme: Programme
    chosen: tuple[tuple[str, str], ...]
    """Who is counted, in words; empty: everybody."""
    smallest: int
    counted_at: datetime | None
    """By the clocks where the programme is at home."""

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """Return what was counted, of whom, when, and how numbers were rounded."""
        at = self.counted_at
        counted = f"{at.day} {at:%B %Y, %H:%M (%Z)}" if at else "Nothing was counted yet"
        who = "; ".join(f"{name}: {value}" for name, value in self.chosen) or "Everybody"
        return (
            ("Programme", f"{self.programme.title}, edition {self.programme.edition}"),
            ("Figures", self.dashboard.title),
            ("Who", who),
            ("Counted", counted),
            *(("Rounding", note) for note in rounding_notes(self.smallest)),
            *((f"About “{t.title}”", t.note) for t in self.dashboard.tables if t.note),
        )


def comma_separated(sheet: Sheet) -> bytes:
    """Return a line for each figure, in UTF-8 with a mark at its beginning.

    Text that begins as a formula does gets an apostrophe before it.
    """
    lines = StringIO()
    writer = csv.writer(lines)
    writer.writerow(_LONG)
    for name, words in sheet.about:
        writer.writerow(["About", name, "", "", harmless(words), "", ""])
    for table in sheet.dashboard.tables:
        for row in table.rows:
            for column, value in zip(table.columns, row.values, strict=True):
                number = _digits(value, column)
                note = "" if number else cell(value, column)
                texts = (table.title, row.name, column.name)
                after = (note, column.unit, _in_words(column))
                writer.writerow([*map(harmless, texts), number, *map(harmless, after)])
    return ("\ufeff" + lines.getvalue()).encode()


def workbook(sheet: Sheet) -> bytes:
    """Return a sheet for each table, one with the definitions and one about the file.

    That lists the others, for a tab shows but the beginning of a title.
    """
    dashboard = sheet.dashboard
    titles = (*(table.title for table in dashboard.tables), _DEFINITIONS)
    listed = tuple((f"Sheet {number}", title) for number, title in enumerate(titles, 2))
    tables = (
        Sheetful("About", ("What", "Words"), (*sheet.about, *listed)),
        *(
            Sheetful(
                table.title,
                (table.first, *map(heading, table.columns)),
                tuple((row.name, *map(_cell, row.values, table.columns)) for row in table.rows),
            )
            for table in dashboard.tables
        ),
        Sheetful(_DEFINITIONS, _DICTIONARY, tuple(map(_explained, dashboard.definitions))),
    )
    return spreadsheet(
        Document(
            title=f"{sheet.programme.title}: {dashboard.title}",
            language=sheet.programme.language,
            subtitle="; ".join(words for _, words in sheet.about[:4]),
            author=sheet.programme.provider,
            made_at=sheet.counted_at or datetime(1970, 1, 1, tzinfo=UTC),
            parts=tables,
        )
    )


def as_json(sheet: Sheet) -> bytes:
    """Return it for machines; docs/schemas/statistics.schema.json describes it."""
    dashboard = sheet.dashboard
    at = dashboard.counted_at
    said = {
        "format": "learning-statistics",
        "format_version": FORMAT_VERSION,
        "programme": {"id": sheet.programme.id, "edition": sheet.programme.edition},
        "dashboard": {"id": dashboard.id, "title": dashboard.title},
        "who": dict(sheet.chosen),
        "counted_at": at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None,
        "smallest_group": sheet.smallest,
        "rounding": rounding_notes(sheet.smallest),
        "tables": [
            {
                "id": table.id,
                "title": table.title,
                "rows_are": table.first,
                "figures": [column.id for column in table.columns],
                "rows": [
                    {
                        "id": row.key or row.name,
                        "name": row.name,
                        "values": list(map(_value, row.values, table.columns)),
                    }
                    for row in table.rows
                ],
                "note": table.note,
            }
            for table in dashboard.tables
        ],
        "definitions": [
            dict(zip(_KEYS, _explained(column), strict=True)) for column in dashboard.definitions
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


WRITERS: Final[dict[str, Callable[[Sheet], bytes]]] = {
    "csv": comma_separated,
    "xlsx": workbook,
    "json": as_json,
}


def file_words(what: str, chosen: Iterable[tuple[str, str]]) -> str:
    """Return what a file is and of whom, for its name: ``statistics overview – Housing``."""
    who = ", ".join(value for _, value in chosen)
    return f"{what} – {who[:_LONGEST_CHOICE].rstrip()}" if who else what


def _digits(value: Value, column: Definition) -> str:
    """Return the number in a cell without signs between its digits: ``1240``, ``6.0``."""
    number = number_of(value)
    if number is None:
        return ""
    return f"{number:.1f}" if column.unit == POINTS else str(number)


def _cell(value: Value, column: Definition) -> Cell:
    number = number_of(value)
    return cell(value, column) if number is None else number


def _value(value: Value, column: Definition) -> dict[str, Any]:
    shown = cell(value, column)
    if isinstance(value, Count) and value.number is None:
        return {"number": None, "shown": shown, "hidden": "small group"}
    hidden = "too few" if value is None else None
    return {"number": number_of(value), "shown": shown, "hidden": hidden}


def _explained(column: Definition) -> tuple[str, ...]:
    return (
        column.id, column.name, column.rule, column.who, column.period, column.missing, column.unit,
    )  # fmt: skip


def _in_words(column: Definition) -> str:
    return (
        f"{column.rule} Who: {column.who}. Period: {column.period}."
        f" Missing answers: {column.missing}."
    )
