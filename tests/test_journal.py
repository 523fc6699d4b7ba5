from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Exercise, Programme
from learning.errors import NotFound
from learning.journal import EntryView, Given, Saved
from tests.cast import Cast
from tests.conftest import StoppedClock


@pytest.fixture
def exercise(programme: Programme) -> Exercise:
    return programme.exercise("last-conversation")


class Desk:
    """Ada at one exercise: saves from a window that has seen version ``base``."""

    def __init__(self, db: Session, cast: Cast, programme: Programme, exercise: Exercise) -> None:
        self.db, self.ada, self.programme, self.exercise = db, cast.ada, programme, exercise

    def save(self, base: int, exercise: Exercise | None = None, **answers: Any) -> Saved:
        exercise = exercise or self.exercise
        given = [Given(exercise, answers, base)]
        return journal.save_entries(self.db, self.ada, "1", given)[exercise.id]

    def entry(self, exercise: Exercise | None = None) -> EntryView:
        exercise = exercise or self.exercise
        return journal.entries_of(self.db, self.ada, [exercise])[exercise.id]

    def versions(self) -> list[tuple[bool, dict[str, Any]]]:
        found = journal.versions_of(self.db, self.entry())
        return [(version.is_aside, dict(version.answers)) for version in found]


@pytest.fixture
def desk(db: Session, cast: Cast, programme: Programme, exercise: Exercise) -> Desk:
    return Desk(db, cast, programme, exercise)


def test_an_entry_keeps_the_question_it_answered(desk: Desk, exercise: Exercise) -> None:
    desk.save(0, heard="Rain")

    reworded = replace(
        exercise, prompts=(replace(exercise.prompts[0], text="Reworded?"), exercise.prompts[1])
    )
    desk.save(1, reworded, heard="Rain", missed="The pause")

    wording = desk.entry(reworded).wording
    assert wording == {"heard": "What did you hear?", "missed": "What did you miss?"}

    desk.save(2, reworded, heard="Rain, and thunder", missed="The pause")
    assert desk.entry(reworded).wording["heard"] == "Reworded?"


def test_saving_the_same_again_changes_nothing(desk: Desk) -> None:
    first = desk.save(0, heard="Rain")
    again = desk.save(0, heard="Rain")

    assert (first.version, again.version, again.differs) == (1, 1, False)
    assert desk.versions() == []


def test_nothing_typed_makes_no_entry(desk: Desk) -> None:
    saved = desk.save(0)

    assert (saved.version, saved.saved_at) == (0, None)


def test_two_windows_never_overwrite_each_other(desk: Desk) -> None:
    desk.save(0, heard="Rain")
    desk.save(1, heard="Rain and wind")

    late = desk.save(1, heard="Only silence")

    assert late.differs
    assert desk.entry().answers == {"heard": "Rain and wind"}
    assert desk.entry().has_aside
    assert desk.versions() == [(True, {"heard": "Only silence"})]

    desk.save(2, heard="Rain, wind, then silence")
    assert not desk.entry().has_aside
    assert (True, {"heard": "Only silence"}) in desk.versions()


def test_the_same_late_text_is_set_aside_once(desk: Desk) -> None:
    desk.save(0, heard="Rain")
    for _ in range(3):
        desk.save(0, heard="Silence")

    assert desk.versions() == [(True, {"heard": "Silence"})]


def test_a_window_in_which_nothing_was_written_has_nothing_to_quarrel_about(desk: Desk) -> None:
    desk.save(0, heard="Rain")

    empty = desk.save(0)

    assert (empty.version, empty.differs) == (1, False)
    assert desk.entry().answers == {"heard": "Rain"}
    assert desk.versions() == []


def test_who_empties_boxes_late_is_told_that_another_text_stands(desk: Desk) -> None:
    desk.save(0, heard="Rain")
    desk.save(1, heard="Rain, and Mrs Ahmed")

    emptied = desk.save(1)

    assert emptied.differs
    assert desk.entry().answers == {"heard": "Rain, and Mrs Ahmed"}


def test_the_text_that_overtook_is_kept_when_the_other_is_chosen(desk: Desk) -> None:
    desk.save(0, heard="From the laptop")
    desk.save(0, heard="From the phone.")
    desk.save(1, heard="From the phone.")

    kept = [answers["heard"] for _, answers in desk.versions()]
    assert "From the laptop" in kept


def test_a_text_typed_over_is_kept_although_the_new_one_is_as_long(desk: Desk) -> None:
    desk.save(0, heard="The first text, thirty letters")
    desk.save(1, heard="Something else of that length.")

    assert desk.versions() == [(False, {"heard": "The first text, thirty letters"})]


def test_a_second_window_that_begins_at_the_same_moment_is_set_aside(desk: Desk) -> None:
    desk.save(0, heard="Rain")

    assert desk.save(0, heard="Wind").differs


def test_a_new_sitting_keeps_the_one_before(desk: Desk, stopped: StoppedClock) -> None:
    desk.save(0, heard="Rain")
    desk.save(1, heard="Rain and wind")
    assert desk.versions() == []

    stopped.move(minutes=11)
    desk.save(2, heard="Rain, wind and hail")

    assert desk.versions() == [(False, {"heard": "Rain and wind"})]


def test_words_that_would_be_lost_are_kept_within_a_sitting(desk: Desk) -> None:
    desk.save(0, heard="A long paragraph about the rain")
    desk.save(1, heard="")

    assert desk.entry().answers == {}
    assert desk.versions() == [(False, {"heard": "A long paragraph about the rain"})]


def test_a_renamed_prompt_and_exercise_find_their_answers(desk: Desk, exercise: Exercise) -> None:
    desk.save(0, heard="Rain", missed="The pause")
    heard, missed = exercise.prompts
    renamed = replace(
        exercise,
        id="a-talk",
        was=("last-conversation",),
        prompts=(replace(heard, id="caught", was=("heard",)), missed),
    )

    assert desk.entry(renamed).answers == {"caught": "Rain", "missed": "The pause"}

    desk.save(1, renamed, caught="Rain, then", missed="The pause")
    assert desk.entry(renamed).answers["caught"] == "Rain, then"
    assert desk.entry(renamed).exercise_id == "a-talk"


def test_a_retired_prompt_keeps_its_answer_through_later_saves(
    desk: Desk, exercise: Exercise
) -> None:
    desk.save(0, heard="Rain", missed="The pause")
    shorter = replace(exercise, prompts=exercise.prompts[:1], retired=("missed",))

    desk.save(1, shorter, heard="Rain again")

    assert desk.entry(shorter).answers == {"heard": "Rain again", "missed": "The pause"}
    assert desk.entry(shorter).wording["missed"] == "What did you miss?"


def test_a_check_remembers_the_first_try(desk: Desk, programme: Programme) -> None:
    check = programme.exercise("spot-it")
    desk.save(0, check, nods="looks-so")
    desk.save(1, check, nods="hardly")

    entry = desk.entry(check)
    assert (entry.answers, entry.firsts) == ({"nods": "hardly"}, {"nods": "looks-so"})


def test_a_rating_of_nought_is_an_answer(desk: Desk, programme: Programme) -> None:
    scale = programme.exercise("confidence-start")
    desk.save(0, scale, listen=0, ask=10)

    assert scale.unanswered(desk.entry(scale).answers) == []


def test_nobody_else_can_open_an_entry(
    desk: Desk, db: Session, cast: Cast, programme: Programme
) -> None:
    desk.save(0, heard="Rain")
    entry_id = desk.entry().id

    for person in (cast.ben, cast.cleo, cast.dana):
        with pytest.raises(NotFound):
            journal.entry_of(db, person, entry_id, programme)
        assert journal.journal_of(db, person, programme) == []


@pytest.mark.parametrize(
    "text", ["🙂 ok", "مرحبا بالعالم", "x" * 20_000, "a\tb\nc", "'; DROP TABLE entry"]
)
def test_any_text_comes_back_as_it_was(desk: Desk, text: str) -> None:
    desk.save(0, heard=text)

    assert desk.entry().answers == {"heard": text}
