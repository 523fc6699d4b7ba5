"""How long a long journal takes: 500 entries of 5,000 characters, which is a thousand pages."""

import json
from random import Random
from resource import RUSAGE_SELF, getrusage

import pytest
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.content import Programme
from learning.db import insert_or
from learning.exports import JournalCopy, copy_of, markdown, pdf, word
from learning.exports.journal_document import document_of
from learning.exports.journal_json import json_of
from learning.journal import Entry
from tests import pace
from tests.cast import Cast
from tests.test_architecture import loaded_by

pytestmark = [pytest.mark.budget, pytest.mark.slow]
LETTERS = 5_000
PAGES_OF_50_ENTRIES = 2.0
"""Seconds of the processor that a PDF of 50 entries may take, 110 pages; 0.6 were measured."""
EACH = 3.0
"""Seconds of the processor that any other file of 500 entries may take; Word took 1.4."""
LONGEST_PDF = 6.0
"""The same for the PDF, 1,100 pages; 3.2 were measured."""


def text(luck: Random) -> str:
    words = (
        "".join(luck.choices("abcdefghiklmnoprstuvwy", k=luck.randint(2, 9))) for _ in range(900)
    )
    sentences = " ".join(words)
    return "\n\n".join(sentences[at : at + 500] for at in range(0, LETTERS, 500))[:LETTERS]


def journal_of(db: Session, person: Person, programme: Programme, entries: int) -> JournalCopy:
    """Return a journal with so many entries."""
    luck = Random(5)  # noqa: S311 (words, not secrets)
    row = {
        "user_id": person.id, "version": 1, "title": "A title", "edition": "1", "firsts": {},
        "sitting_at": clock.now(), "saved_at": clock.now(),
        "wording": {"said": "What did you hear?"},
    }  # fmt: skip
    rows = [
        row | {"exercise_id": f"gone-{number}", "answers": {"said": text(luck)}}
        for number in range(entries)
    ]
    db.execute(insert_or(db, Entry), rows)
    return copy_of(db, person, programme)


def test_a_very_long_journal_is_written_in_seconds(
    db: Session, cast: Cast, programme: Programme
) -> None:
    copy = journal_of(db, cast.ada, programme, 500)
    document = document_of(copy, lambda moment: moment)

    assert len(json.loads(json_of(copy))["entries"]) == 500
    assert not pace.too_long(EACH, lambda: json_of(copy))
    assert not pace.too_long(EACH, lambda: markdown(document))
    assert not pace.too_long(EACH, lambda: word(document))
    assert not pace.too_long(LONGEST_PDF, lambda: pdf(document))


def test_a_pdf_of_fifty_entries_takes_no_time_and_leaves_no_memory(
    db: Session, cast: Cast, programme: Programme
) -> None:
    document = document_of(journal_of(db, cast.ada, programme, 50), lambda moment: moment)
    before = getrusage(RUSAGE_SELF).ru_maxrss

    assert not pace.too_long(PAGES_OF_50_ENTRIES, lambda: pdf(document))
    assert getrusage(RUSAGE_SELF).ru_maxrss - before <= 20_000  # kilobytes


def test_nothing_heavy_is_loaded_before_the_first_file_is_wanted() -> None:
    heavy = {"docx", "lxml", "xlsxwriter", "typst"}

    assert not heavy & loaded_by("import learning.web, learning.exports")
