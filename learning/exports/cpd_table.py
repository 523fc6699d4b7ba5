"""The log of continuing professional development as a document, and as comma-separated values."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO

from learning.content import Programme
from learning.exports.cpd_log import Done, Log, fields_for
from learning.exports.document import Cell, Document, Heading, Items, Paragraph, Part, Table
from learning.exports.formulas import harmless
from learning.exports.origin import origin

HONEST = (
    "Minutes alone are as planned by the programme, not measured: reading is not tracked."
    " Minutes of live sessions are those between coming in and leaving."
    " Either may have been corrected by hand."
)
TITLES = {
    "nmc": "CPD log for revalidation with the NMC",
    "hcpc": "CPD record for the HCPC",
    "plain": "CPD log",
}
PROMISED = "What the module is for"
"""Stands before the outcomes that the programme names, which nobody claims as their own."""
_LAST = {
    "nmc": (("Link to the Code", "code"),),
    "hcpc": (("Benefit to service users", "benefit"),),
}


def document_of(log: Log, writer: str, programme: Programme, at: datetime) -> Document:
    """Return the log to read: a short table, then what each row says in words.

    ``at`` is by the clocks where the programme is at home.
    """
    return _document(log, writer, programme, at, tuple(_parts(log)))


def workbook_of(log: Log, writer: str, programme: Programme, at: datetime) -> Document:
    """Return the log to work with: one wide table, for a spreadsheet."""
    return _document(log, writer, programme, at, (table_of(log),))


def comma_separated(log: Log) -> str:
    """Return the table as a spreadsheet reads it, in UTF-8 with a mark at its beginning.

    A cell that begins as a formula does gets an apostrophe before it.
    """
    lines = StringIO()
    writer = csv.writer(lines)
    for row in table_of(log).texts:
        writer.writerow(map(harmless, row))
    return "\ufeff" + lines.getvalue()


def table_of(log: Log) -> Table:
    """Return the rows and, as the last, their totals; days and minutes as such."""
    own = (
        ("What I learned", "outcomes"),
        ("Link to practice", "practice"),
        *_LAST.get(log.body, ()),
    )
    headers = (
        "First day", "Last day", "Activity", "Method", "Minutes alone, as planned unless corrected",
        "Participatory minutes", PROMISED,
        *(title for title, _ in own),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            row.first, row.last, row.title, row.method, *_minutes(log, row),
            "\n".join(row.outcomes), *(log.answer(row, name) for _, name in own),
        )
        for row in log.rows
    ]  # fmt: skip
    totals = ("", "", "Total", "", *_totals(log), "", *("" for _ in own))
    return Table("What was done", headers, (*rows, totals))


def _document(
    log: Log, writer: str, programme: Programme, at: datetime, parts: tuple[Part, ...]
) -> Document:
    return Document(
        title=TITLES[log.body],
        language=programme.language,
        subtitle=origin(writer, programme, at),
        author=writer,
        made_at=at,
        parts=parts,
    )


def _parts(log: Log) -> Iterator[Part]:
    alone, together = log.total(together=False), log.total(together=True)
    yield Heading(1, "What was done")
    yield Table(
        f"Minutes: {alone} alone, {together} participatory, {alone + together} together",
        ("Date", "Activity", "Alone", "Participatory"),
        (
            *((_days(row), row.title, *_minutes(log, row)) for row in log.rows),
            ("", "Total", *_totals(log)),
        ),
    )
    yield Paragraph(HONEST, "small")
    for row in log.rows:
        yield Heading(1, row.title)
        yield Paragraph(f"{_days(row)}. {row.method}.", "label")
        if row.outcomes:
            yield Paragraph(PROMISED, "question")
            yield Items(row.outcomes)
        for name, label in fields_for(log.body).items():
            if said := log.answer(row, name):
                yield Paragraph(label, "question")
                yield Paragraph(said)


def _minutes(log: Log, row: Done) -> tuple[Cell, Cell]:
    """Return the minutes of a row in the column where they count, alone or participatory."""
    minutes = log.minutes(row)
    return ("", minutes) if row.is_together else (minutes, "")


def _totals(log: Log) -> tuple[Cell, Cell]:
    return log.total(together=False), log.total(together=True)


def _days(row: Done) -> str:
    return _day(row.first) if row.first == row.last else f"{_day(row.first)} to {_day(row.last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
