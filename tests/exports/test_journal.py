"""A journal taken along as a document: every word of every kind of exercise, after edits too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Exercise, Programme, load_programme
from learning.content.blocks import ExerciseBlock
from learning.exports import Paragraph, copy_of, markdown, word
from learning.exports.document import Document, Table
from learning.exports.journal_document import document_of
from learning.journal import Given
from tests.cast import WORDS, Cast, write
from tests.conftest import NOON, StoppedClock
from tests.rewriting import EVERY_KIND

WHOLE = load_programme(EVERY_KIND, today=NOON.date())


def at_home(moment: datetime) -> datetime:
    return moment


def document(db: Session, cast: Cast, programme: Programme = WHOLE, **asked: Any) -> Document:
    return document_of(copy_of(db, cast.ada, programme, **asked), at_home)


def texts(document: Document) -> Iterator[str]:
    for line in docx.Document(BytesIO(word(document))).paragraphs:
        yield line.text
    for table in docx.Document(BytesIO(word(document))).tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


@pytest.fixture
def everything(db: Session, cast: Cast) -> None:
    """Ada has answered every exercise."""
    for exercise in WHOLE.exercises.values():
        write(db, cast.ada, WHOLE, exercise)


def test_every_question_and_answer_of_every_kind_is_in_it(
    db: Session, cast: Cast, everything: None
) -> None:
    said = "\n".join(texts(document(db, cast)))

    for entry in journal.journal_of(db, cast.ada, WHOLE):
        assert entry.title in said
        for answer in journal.shown(entry, WHOLE.exercises[entry.exercise_id]):
            assert answer.answered_by in ("rows", "actions") or answer.question in said
            assert str(answer.answer or "") in said
            assert not answer.evidence or answer.evidence[1] in said
            for cell in (cell for row in answer.rows for cell in row):
                assert cell in said
    assert WORDS in said


def test_it_says_who_wrote_it_when_and_of_which_edition(
    db: Session, cast: Cast, everything: None
) -> None:
    made = document(db, cast)

    assert made.title == "The journal of Ada"
    assert made.subtitle.splitlines()[:2] == [
        "Written by Ada", "Downloaded on 2 March 2026 at 12:00",
    ]  # fmt: skip
    assert f"{WHOLE.title}, edition {WHOLE.edition}" in made.subtitle
    assert f"{len(journal.journal_of(db, cast.ada, WHOLE))} entries" in made.subtitle


def test_a_selection_says_that_it_is_one(db: Session, cast: Cast, everything: None) -> None:
    first, second, *_ = journal.journal_of(db, cast.ada, WHOLE)
    made = document(db, cast, chosen=[first.id, second.id])

    total = len(journal.journal_of(db, cast.ada, WHOLE))
    assert f"2 of {total} entries, as chosen" in made.subtitle


def test_what_became_of_a_question_is_said(db: Session, cast: Cast, programme: Programme) -> None:
    exercise = programme.exercise("last-conversation")
    given = Given(exercise, {"heard": "Rain", "missed": "The pause"}, 0)
    journal.save_entries(db, cast.ada, "1", [given])
    heard, _ = exercise.prompts
    later = replace(exercise, prompts=(replace(heard, text="What reached you?"),))

    said = "\n".join(texts(document(db, cast, edited(programme, later))))

    assert "What did you hear?\nRain\nThe question now reads: “What reached you?”" in said
    assert "What did you miss?\nThe pause\nThis question is from an earlier edition." in said


def test_an_exercise_that_is_gone_keeps_its_place_in_the_file(
    db: Session, cast: Cast, programme: Programme
) -> None:
    write(db, cast.ada, programme, programme.exercise("last-conversation"))

    said = "\n".join(texts(document(db, cast, WHOLE)))  # a programme that has no such exercise

    assert "From earlier editions" in said
    assert f"What did you hear?\n{WORDS}" in said


def test_versions_stand_below_their_entry_latest_first(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    exercise = programme.exercise("last-conversation")
    for version, text in enumerate(("First", "Second", "Third")):
        journal.save_entries(db, cast.ada, "1", [Given(exercise, {"heard": text}, version)])
        stopped.move(minutes=30)

    said = markdown(document(db, cast, programme, with_versions=True))

    assert said.index("Third") < said.index("Second") < said.index("First")
    assert "#### As it was on 2 March 2026 at 12:30" in said
    assert "with earlier versions" in said


def test_nobody_is_handed_the_versions_of_somebody_else(
    db: Session, cast: Cast, programme: Programme
) -> None:
    exercise = programme.exercise("last-conversation")
    for text in ("One", "Another"):
        journal.save_entries(db, cast.ada, "1", [Given(exercise, {"heard": text}, 0)])

    (versions,) = journal.versions_of_all(db, cast.ada).values()
    assert [version.answers for version in versions] == [{"heard": "Another"}]
    for person in (cast.ben, cast.cleo, cast.dana):
        assert journal.versions_of_all(db, person) == {}


def test_ratings_stand_in_one_table_and_wide_tables_row_by_row(
    db: Session, cast: Cast, everything: None
) -> None:
    parts = document(db, cast).parts
    tables = [part for part in parts if isinstance(part, Table)]

    assert ("Statement", "Rating, 0 to 10") in {table.headers for table in tables}
    assert all(len(table.headers) <= 4 for table in tables)
    assert Paragraph("Action 1", "label") in parts


def edited(programme: Programme, exercise: Exercise) -> Programme:
    """Return the programme with ``exercise`` in place of the one of its id."""
    modules = tuple(
        replace(module, pages=tuple(
            replace(page, blocks=tuple(
                replace(b, exercise=exercise)
                if isinstance(b, ExerciseBlock) and b.exercise.id == exercise.id else b
                for b in page.blocks
            ))
            for page in module.pages
        ))
        for module in programme.modules
    )  # fmt: skip
    return replace(programme, modules=modules)
