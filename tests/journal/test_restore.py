"""Bringing back and removing: nothing is ever lost but what the writer removes."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Programme, Prompt, Reflection
from learning.errors import Conflict, NotFound
from learning.journal import Given
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.journal.conftest import Desk


def test_a_version_that_is_brought_back_is_a_new_one_and_nothing_is_lost(desk: Desk) -> None:
    desk.write("words", happened="Rain")
    desk.write("words", happened="Rain and wind", next="An umbrella")
    (first,) = desk.versions()

    saved = desk.restore(first)

    assert (saved.version, saved.differs) == (3, False)
    assert desk.entry().answers == {"happened": "Rain"}
    assert desk.kept() == [
        {"happened": "Rain and wind", "next": "An umbrella"},
        {"happened": "Rain"},
    ]


def test_even_a_small_change_of_a_moment_ago_is_kept_when_another_is_brought_back(
    desk: Desk, stopped: StoppedClock
) -> None:
    desk.write("words", happened="Rain")
    desk.write("words", happened="Wind")
    stopped.move(hours=-1)
    desk.write("words", happened="Wins")

    desk.restore(desk.versions()[-1])

    assert {"happened": "Wins"} in desk.kept()


def test_undoing_is_bringing_back_the_one_before(desk: Desk) -> None:
    desk.write("words", happened="Rain")
    desk.write("words", happened="Wind")
    desk.restore(desk.versions()[0])

    before = journal.version_before(desk.entry(), desk.versions())
    assert before
    desk.restore(before)

    assert desk.entry().answers == {"happened": "Wind"}
    assert journal.version_before(desk.entry(), desk.versions())


def test_bringing_back_twice_changes_nothing_more(desk: Desk) -> None:
    desk.write("words", happened="Rain")
    desk.write("words", happened="Wind")
    (first,) = desk.versions()

    assert [desk.restore(first).version for _ in range(2)] == [3, 3]
    assert len(desk.versions()) == 2


def test_what_is_brought_back_keeps_the_question_it_answered(
    desk: Desk, programme: Programme
) -> None:
    words = programme.exercise("words")
    desk.write("words", happened="Rain")
    now = replace(words, prompts=(replace(words.prompts[0], text="And today?"), words.prompts[1]))
    desk.write(now, happened="Wind")
    assert desk.entry().wording == {"happened": "And today?"}

    desk.restore(desk.versions()[0])

    assert desk.entry().wording == {"happened": "What happened?"}


ANSWERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "start": ({"explain": 3}, {"explain": 9}),
    "quiz": ({"which": "right"}, {"which": "left"}),
    "first-two": ({"jobs": 1, "rooms": 2}, {"jobs": 2, "buying": 1, "because": "Near."}),
    "stand": (
        {"employer": {"level": "trying", "evidence": "Ward 7"}},
        {"employer": {"level": "steady"}, "surprise": "All."},
    ),
    "hold": ({"rows": {"1": {"asset": "Hall"}}}, {"rows": {"2": {"asset": "Van", "size": "Big"}}}),
    "plan": (
        {"actions": {"1": {"when": "it rains", "will": "go"}}},
        {"actions": {"1": {"when": "it snows", "will": "stay", "date": "2026-03-09"}}},
    ),
}


@pytest.mark.parametrize("exercise", ANSWERS)
def test_every_kind_can_be_brought_back_and_forth(desk: Desk, exercise: str) -> None:
    first, second = ANSWERS[exercise]
    desk.write(exercise, **first)
    wording = desk.entry().wording
    desk.write(exercise, **second)

    desk.restore(desk.versions()[0])
    assert (desk.entry().answers, desk.entry().wording) == (first, wording)
    desk.restore(desk.versions()[0])
    assert desk.entry().answers == second


def test_what_is_asked_no_more_can_be_brought_back_too(desk: Desk) -> None:
    old = Reflection(
        id="gone", title="Gone", minutes=1, prompts=(Prompt(id="q", text="What was it like?"),)
    )
    desk.write(old, q="It was like rain.")
    desk.write(old, q="It was like hail.")

    desk.restore(desk.versions()[0])

    assert desk.entry().answers == {"q": "It was like rain."}
    assert desk.entry().wording == {"q": "What was it like?"}
    assert desk.kept()[0] == {"q": "It was like hail."}


@pytest.mark.parametrize("exercise", ["quiz", "first-two", "stand", "hold", "plan"])
def test_of_what_nobody_asks_any_more_empty_places_are_brought_back_too(
    desk: Desk, programme: Programme, exercise: str
) -> None:
    """There is no form of today that could have hidden an answer: the version is all there was."""
    first, second = ANSWERS[exercise]
    asked = programme.exercise(exercise)
    note = Prompt(id="note", text="Anything else?", required=False)
    old = replace(asked, id="gone", prompts=(*asked.prompts, note))
    desk.write(old, note="Only a note.")
    desk.write(old, **first)
    desk.write(old, **second)

    for version in reversed(desk.versions()[:2]):
        desk.restore(version)
        assert desk.entry().answers == version.answers
        assert desk.entry().wording == version.wording
    assert second in desk.kept()


def test_a_retired_answer_and_one_that_cannot_be_asked_so_today_stay(
    desk: Desk, programme: Programme
) -> None:
    desk.write("words", happened="Rain", next="An umbrella")
    desk.write("words", happened="Wind", next="A hat")
    words = programme.exercise("words")
    quiz = programme.exercise("quiz").prompts[0]
    asked = (replace(quiz, id="happened"),)
    page = next(page for page in programme.pages if words in page.exercises)
    blocks = tuple(
        replace(b, exercise=replace(words, prompts=asked))
        if getattr(b, "exercise", 0) is words
        else b
        for b in page.blocks
    )
    module = programme.module_of(page)
    pages = tuple(replace(p, blocks=blocks) if p is page else p for p in module.pages)
    modules = tuple(replace(m, pages=pages) if m is module else m for m in programme.modules)
    today = replace(programme, modules=modules)

    desk.restore(desk.versions()[0], today)

    assert desk.entry().answers == {"happened": "Wind", "next": "A hat"}


def test_a_text_set_aside_is_removed_for_good_and_a_version_never(desk: Desk) -> None:
    desk.write("words", happened="Rain")
    desk.write("words", happened="Wind")
    for text in ("From the phone", "From the bus"):
        desk.write("words", base=0, happened=text)
    bus, phone, version = desk.versions()

    for _ in range(2):
        desk.remove(bus.id)
    assert journal.waiting(desk.entry(), desk.versions()) == (phone,)
    desk.remove(phone.id)

    assert not desk.entry().has_aside
    assert desk.versions() == [version]
    with pytest.raises(Conflict):
        desk.remove(version.id)
    assert desk.versions() == [version]


def test_a_stranger_finds_no_version(
    desk: Desk, db: Session, cast: Cast, programme: Programme
) -> None:
    desk.write("words", happened="Rain")
    desk.write("words", happened="Wind")
    desk.write("words", base=0, happened="Hail")
    entry, versions = desk.entry(), desk.versions()

    for act in (journal.restore, journal.put_together, journal.remove_aside):
        for version in versions:
            with pytest.raises(NotFound):
                act(db, cast.ben, programme, entry.id, version.id)
    bens = Given(programme.exercise("words"), {"happened": "Mine"}, 0)
    journal.save_entries(db, cast.ben, "1", [bens])
    (own,) = journal.journal_of(db, cast.ben, programme)
    with pytest.raises(NotFound):
        journal.restore(db, cast.ben, programme, own.id, versions[0].id)
    journal.remove_aside(db, cast.ben, programme, own.id, versions[0].id)
    assert desk.versions() == versions
