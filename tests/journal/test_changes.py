"""What changed between two versions of an entry, question by question."""

from dataclasses import replace

from learning import journal
from learning.content import Exercise, Programme
from learning.journal import Change
from tests.journal.conftest import Desk


def said(changes: tuple[Change, ...]) -> list[tuple[str, list[str]]]:
    """Return each question with what became of its parts, marked by - and +."""
    signs = {"same": "", "gone": "-", "new": "+"}
    return [
        (
            "".join(f"{signs[p.fate]}{p.text}" for p in change.question),
            [
                f"{part.label}: " + "".join(f"{signs[p.fate]}{p.text}" for p in part.pieces)
                for part in change.parts
            ],
        )
        for change in changes
    ]


def changed(
    desk: Desk, exercise: Exercise | None = None, at: int = 0
) -> list[tuple[str, list[str]]]:
    """Return what changed after the version before, or after the one ``at`` that place."""
    entry, versions = desk.entry(), desk.versions()
    asked = exercise or desk.programme.exercises.get(entry.exercise_id)
    after = journal.next_of(entry, versions, versions[at])
    return said(journal.changes(versions[at], after, asked))


def test_words_are_compared_and_what_stayed_is_left_out(desk: Desk) -> None:
    desk.write("words", happened="It rained.", next="A hat")
    desk.write("words", happened="It rained hard.", next="A hat")

    assert changed(desk) == [("What happened?", [": It rained+ hard."])]


def test_an_answer_that_comes_or_goes_is_all_new_or_all_gone(desk: Desk) -> None:
    desk.write("words", happened="It rained.")
    desk.write("words", next="A hat")

    assert changed(desk) == [
        ("What comes next?", [": +A hat"]),
        ("What happened?", [": -It rained."]),
    ]


def test_ratings_places_and_choices_are_said_as_they_are_read(desk: Desk) -> None:
    desk.write("first-two", jobs=1, rooms=2)
    desk.write("first-two", jobs=2, rooms=1)

    assert changed(desk) == [
        ("Rooms", [": Place- 2+ 1"]),
        ("Jobs", [": Place- 1+ 2"]),
    ]


def test_rows_are_compared_cell_by_cell(desk: Desk) -> None:
    desk.write("hold", rows={"1": {"asset": "Hall", "size": "Big"}, "2": {"asset": "Barn"}})
    desk.write("hold", rows={"1": {"asset": "Town hall", "size": "Big"}, "3": {"asset": "Van"}})

    ((_, parts),) = changed(desk)
    assert parts == ["Row 1, Asset: -Hall+Town hall", "Row 3, Asset: +Van", "Row 2, Asset: -Barn"]


def test_a_level_and_its_evidence_are_two_parts(desk: Desk) -> None:
    desk.write("stand", employer={"level": "trying", "evidence": "Ward 7"})
    desk.write("stand", employer={"level": "trying", "evidence": "Ward 7 and 8"})

    ((question, parts),) = changed(desk)
    assert question == "As an employer"
    assert [part.rpartition(": ")[2] for part in parts] == ["Ward 7+ and 8"]


def test_a_question_put_otherwise_is_shown_although_the_answer_is_the_same(
    desk: Desk, programme: Programme
) -> None:
    words = programme.exercise("words")
    desk.write("words", happened="Rain")
    desk.write("words", happened="Rain.")
    happened = replace(words.prompts[0], id="told", was=("happened",), text="What really happened?")
    today = replace(words, prompts=(happened, words.prompts[1]))
    assert changed(desk, today) == [("What happened?", [": Rain+."])], "both as they were asked"

    desk.write(today, told="Rain, then.")

    assert changed(desk, today) == [("What+ really happened?", [": Rain+, then."])]
    assert changed(desk, today, at=1) == [("What happened?", [": Rain+."])], "under another name"


def test_of_a_text_set_aside_the_entry_as_it_stands_is_the_other(desk: Desk) -> None:
    desk.write("words", happened="From the laptop")
    desk.write("words", base=0, happened="From the phone")

    assert changed(desk) == [("What happened?", [": From the- phone+ laptop"])]


def test_each_version_says_how_much_was_written_then_and_afterwards(desk: Desk) -> None:
    desk.write("words", happened="One two three")
    desk.write("words", happened="One")
    desk.write("words", happened="One", next="Two. Three, four")
    desk.write("words", base=0, happened="Aside here")

    past = journal.history_of(desk.entry(), desk.versions(), desk.programme.exercise("words"))

    assert [(one.words, one.words_after) for one in past] == [(1, 4), (3, 1)]


def test_ratings_and_choices_are_no_words(desk: Desk) -> None:
    desk.write("quiz", which="left")

    assert journal.words_of(desk.entry(), desk.programme.exercise("quiz")) == 0
