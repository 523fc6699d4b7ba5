"""Authors may edit as they like: as long as ids are kept, nobody loses a word or a tick."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning import journal, progress
from learning.accounts import Person
from learning.content import Exercise, Programme, load_programme
from learning.journal import Given
from learning.web.exercise_form import form_for
from tests.cast import WORDS, answers_for, join
from tests.conftest import NOON
from tests.databases import Databases
from tests.rewriting import EDITS, EVERY_KIND, Book, Edit

BEFORE = load_programme(EVERY_KIND, today=NOON.date())
people = (f"Reader {number}" for number in range(10_000))
Told = Counter[tuple[str, str]]
"""Every question as it was asked, with a piece of its answer."""


@pytest.fixture
def desk(databases: Databases) -> Iterator[Session]:
    with databases.fresh("sqlite") as database, database.writing() as db:
        yield db


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    luck=st.randoms(use_true_random=False),
    edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=8),
)
def test_no_edit_that_keeps_ids_hides_a_word_or_a_tick(
    desk: Session, tmp_path: Path, luck: Random, edits: list[Edit]
) -> None:
    ada = join(desk, next(people))
    written = _write_everything(desk, ada)

    book = Book(luck)
    for edit in edits:
        edit(book)
        book.write(tmp_path)
        after = load_programme(tmp_path, today=NOON.date())
        assert not written - _read(desk, ada, after)
        so_far = progress.progress_of(desk, ada, after)
        assert [page.id for page in after.pages if not so_far.is_done(page)] == []
        _open_and_save(desk, ada, after)
        assert not written - _read(desk, ada, after)


def _write_everything(db: Session, ada: Person) -> Told:
    """Answer every exercise in words of its own, finish every page, and return what was told."""
    for exercise in _exercises(BEFORE):
        answers = _in_own_words(exercise.id, answers_for(exercise))
        journal.save_entries(db, ada, BEFORE.edition, [Given(exercise, answers, 0)])
    for page in BEFORE.pages:
        progress.complete_page(db, ada, page, edition=BEFORE.edition)
    told = _read(db, ada, BEFORE)
    assert told.total() > 30
    return told


def _in_own_words(place: str, answer: Any) -> Any:
    if isinstance(answer, dict):
        return {key: _in_own_words(f"{place}.{key}", value) for key, value in answer.items()}
    return f"Words of {place}" if answer == WORDS else answer


def _read(db: Session, ada: Person, programme: Programme) -> Told:
    """Return all that her journal shows."""
    told: Told = Counter()
    for entry in journal.journal_of(db, ada, programme):
        for answer in journal.shown(entry, programme.exercises.get(entry.exercise_id)):
            cells = [cell for row in answer.rows for cell in row]
            for piece in (*answer.columns, *cells, *(answer.evidence or ()), answer.answer):
                told[answer.question, str(piece)] += 1
    return told


def _open_and_save(db: Session, ada: Person, programme: Programme) -> None:
    """Save every exercise as its form shows it, as somebody does who looks again."""
    exercises = _exercises(programme)
    entries = journal.entries_of(db, ada, exercises)
    given = [Given(e, form_for(e, entries[e.id]).answers, entries[e.id].version) for e in exercises]
    journal.save_entries(db, ada, programme.edition, given)


def _exercises(programme: Programme) -> list[Exercise]:
    return [exercise for page in programme.pages for exercise in page.exercises]
