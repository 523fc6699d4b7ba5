"""A journal as a document: every answer under its question as it read on the day. Pure."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby

from learning import journal
from learning.content import Exercise
from learning.exports.document import Document, Facts, Heading, Paragraph, Part, Table
from learning.exports.journal_copy import CopiedEntry, JournalCopy
from learning.exports.origin import moment_words, origin
from learning.journal import EntryView, ShownAnswer, VersionView
from learning.live import Credit

MOST_COLUMNS = 4
"""Columns that have room beside each other on paper; a wider table is written row by row."""
_MEASURED = {"rating": ("Statement", "Rating, 0 to 10"), "place": ("What was ranked", "Place")}
"""Kinds of answers of which several stand in one table, by the titles of its columns."""

Local = Callable[[datetime], datetime]
"""Returns the moment as the clocks show it where the programme is at home."""


def document_of(copy: JournalCopy, local: Local) -> Document:
    """Return the copy as a document."""
    made_at = local(copy.made_at)
    return Document(
        title=f"The journal of {copy.writer}",
        language=copy.programme.language,
        subtitle=origin(copy.writer, copy.programme, made_at, _extent(copy)),
        author=copy.writer,
        made_at=made_at,
        parts=tuple(_parts(copy, local)),
    )


def _extent(copy: JournalCopy) -> str:
    number, all_ = len(copy.entries), copy.written
    entries = "entry" if number == 1 else "entries"
    what = f"{number} {entries}" if copy.is_whole else f"{number} of {all_} entries, as chosen"
    return f"{what}, with earlier versions" if copy.with_versions else what


def _parts(copy: JournalCopy, local: Local) -> Iterator[Part]:
    for group in copy.groups:
        yield Heading(1, group.title)
        for entry in group.entries:
            yield from _entry(entry, local)
    if copy.credits:
        yield Heading(1, "Together with others")
        yield _credits(copy, copy.credits)


def _entry(copied: CopiedEntry, local: Local) -> Iterator[Part]:
    entry = copied.entry
    yield Heading(2, entry.title)
    facts = [copied.page.title] if copied.page else []
    facts += [f"saved {moment_words(local(entry.saved_at))}", f"edition {entry.edition}"]
    line = " · ".join(facts)
    yield Paragraph(line[:1].upper() + line[1:], "label")
    yield from _answers(entry, copied.exercise)
    for version in copied.versions:
        what = "Kept from another window," if version.is_aside else "As it was on"
        yield Heading(3, f"{what} {moment_words(local(version.saved_at))}")
        yield from _answers(version, copied.exercise)


def _answers(kept: EntryView | VersionView, exercise: Exercise | None) -> Iterator[Part]:
    found = journal.shown(kept, exercise)
    if not found:
        yield Paragraph("Nothing was written here.", "small")
    for kind, answers in groupby(found, lambda answer: answer.answered_by):
        if kind in _MEASURED:
            yield from _measured(kind, tuple(answers))
        else:
            for answer in answers:
                yield Paragraph(answer.question, "question")
                yield from _answer(answer)
                yield from _since(answer)


def _measured(kind: str, answers: Iterable[ShownAnswer]) -> Iterator[Part]:
    answers = tuple(answers)
    rows = tuple((answer.question, str(answer.answer)) for answer in answers)
    yield Table("", _MEASURED[kind], rows)
    for answer in answers:
        yield from _since(answer, f"“{answer.question}”: ")


def _answer(answer: ShownAnswer) -> Iterator[Part]:
    if answer.rows and answer.answered_by == "rows" and len(answer.columns) <= MOST_COLUMNS:
        yield Table("", answer.columns, answer.rows)
    elif answer.rows:
        for number, row in enumerate(answer.rows, 1):
            name = "Action" if answer.answered_by == "actions" else "Row"
            yield Paragraph(f"{name} {number}", "label")
            pairs = zip(answer.columns, row, strict=True)
            yield Facts(tuple((title, cell) for title, cell in pairs if cell))
    elif answer.answer is not None:
        yield Paragraph(str(answer.answer))
    if answer.evidence:
        yield Paragraph(answer.evidence[0], "label")
        yield Paragraph(answer.evidence[1])


def _since(answer: ShownAnswer, about: str = "") -> Iterator[Part]:
    """Say what has become of the question since."""
    if answer.is_earlier:
        yield Paragraph(f"{about}This question is from an earlier edition.", "small")
    elif answer.now_reads:
        yield Paragraph(f"{about}The question now reads: “{answer.now_reads}”", "small")


def _credits(copy: JournalCopy, credits: Iterable[Credit]) -> Table:
    rows = []
    for credit in credits:
        module = credit.module(copy.programme)
        day = f"{credit.day.day} {credit.day:%B %Y}"
        title = module.title if module else credit.module_id
        rows.append((day, title, credit.team_name, str(credit.minutes)))
    return Table("Live sessions that count", ("Date", "Module", "Team", "Minutes"), tuple(rows))
