from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from learning import progress
from learning.content import EditionNote, Programme, load_programme
from learning.progress import Unanswered
from tests.cast import Cast, finish, write
from tests.conftest import StoppedClock
from tests.rewriting import EVERY_KIND


def test_a_page_without_required_exercises_is_done_when_the_learner_says_so(
    db: Session, cast: Cast, programme: Programme
) -> None:
    progress.complete_page(db, cast.ada, programme.page("what-it-is"), edition="1")

    so_far = progress.progress_of(db, cast.ada, programme)
    assert so_far.is_done(programme.page("what-it-is"))
    assert (so_far.percent, so_far.is_complete) == (33, False)


def test_a_page_waits_for_its_required_answer(
    db: Session, cast: Cast, programme: Programme
) -> None:
    page = programme.page("a-conversation")

    with pytest.raises(Unanswered, match="Your last conversation") as refusal:
        progress.complete_page(db, cast.ada, page, edition="1")
    assert [ids for _, ids in refusal.value.exercises] == [["heard"]]

    write(db, cast.ada, programme, programme.exercise("last-conversation"))
    progress.complete_page(db, cast.ada, page, edition="1")


def test_completing_twice_changes_nothing_and_undoing_twice_neither(
    db: Session, cast: Cast, programme: Programme
) -> None:
    page = programme.page("what-it-is")
    for _ in range(2):
        progress.complete_page(db, cast.ada, page, edition="1")
    assert len(progress.progress_of(db, cast.ada, programme).done) == 1

    for _ in range(2):
        progress.undo_completion(db, cast.ada, page)
    assert not progress.progress_of(db, cast.ada, programme).has_started


def test_progress_belongs_to_one_learner(db: Session, cast: Cast, programme: Programme) -> None:
    finish(db, cast.ada, programme, programme.pages)

    assert progress.progress_of(db, cast.ada, programme).percent == 100
    assert progress.progress_of(db, cast.ben, programme).percent == 0


def test_one_goes_on_after_the_page_marked_last(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    first, second, third = programme.pages
    assert progress.progress_of(db, cast.ada, programme).next_page == first

    finish(db, cast.ada, programme, (first,))
    assert progress.progress_of(db, cast.ada, programme).next_page == second

    stopped.move(minutes=1)
    finish(db, cast.ada, programme, (third,))
    assert progress.progress_of(db, cast.ada, programme).next_page == second

    finish(db, cast.ada, programme, (second,))
    assert progress.progress_of(db, cast.ada, programme).next_page is None


def test_a_module_that_needs_others_comes_after_them_unless_it_is_begun(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    programme = load_programme(EVERY_KIND, today=stopped.now.date())
    begin, middle, last = programme.modules

    finish(db, cast.ada, programme, middle.pages)
    assert progress.progress_of(db, cast.ada, programme).next_page == begin.pages[0]

    stopped.move(minutes=1)
    finish(db, cast.ada, programme, last.pages[:1])
    assert progress.progress_of(db, cast.ada, programme).next_page == last.pages[1]


def test_the_rule_of_a_page_names_what_it_requires(programme: Programme) -> None:
    assert "“Your last conversation”" in progress.rule_of(programme.page("a-conversation"))
    assert progress.rule_of(programme.page("what-it-is")).endswith("mark it as done.")


def test_editions_since_one_are_those_above_it_and_for_one_not_listed_those_from_that_day_on(
    programme: Programme,
) -> None:
    days = {"3": date(2026, 5, 1), "2": date(2026, 4, 1), "1": date(2026, 3, 1)}
    notes = tuple(EditionNote(edition=name, day=day, note="New.") for name, day in days.items())
    listed = replace(programme, editions=notes)

    def since(edition: str, day: date) -> list[str]:
        return [note.edition for note in listed.editions_since(edition, day)]

    # The name decides where there is one, also against a clock that is wrong.
    assert since("1", date(2027, 1, 1)) == ["3", "2"]
    assert since("3", date(2025, 1, 1)) == []
    assert since("0", date(2026, 2, 1)) == ["3", "2", "1"]
    assert since("0", date(2026, 4, 1)) == ["3", "2"]
    assert since("0", date(2026, 6, 1)) == []
    assert programme.editions_since("0", date(2026, 2, 1)) == ()
