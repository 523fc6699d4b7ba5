"""How a journal is laid out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from learning import journal
from learning.content import Programme, Prompt, Reflection
from learning.journal import NOTE, EntryView, Group
from tests.journal.conftest import Desk

KIND_OF = {
    "start": "ratings",
    "words": "words",
    "quiz": "checks",
    "measures": "checks",
    "first-two": "rankings",
    "stand": "positions",
    "hold": "tables",
    "plan": "plans",
}
PROMPTS = (Prompt(id="q", text="And?"),)


def laid_out(groups: tuple[Group, ...]) -> list[tuple[str, list[str]]]:
    return [(group.title, [entry.exercise_id for entry in group.entries]) for group in groups]


@pytest.mark.parametrize("exercise", KIND_OF)
def test_an_entry_is_of_the_kind_it_was_answered_in(desk: Desk, exercise: str) -> None:
    desk.answer(exercise)

    assert journal.kind_of(desk.entry()) == KIND_OF[exercise]


def test_entries_stand_in_todays_modules_then_live_sessions_then_earlier_editions(
    desk: Desk, programme: Programme
) -> None:
    for name in ("gone", f"{NOTE}1_close"):
        desk.write(Reflection(id=name, title="Gone", minutes=1, prompts=PROMPTS), q="Rain")
    for name in ("start", "quiz", "plan"):
        desk.answer(name)
    entries = journal.journal_of(desk.db, desk.ada, programme)

    first, *others = programme.modules
    assert laid_out(journal.by_module(entries, programme)) == [
        (f"Module 1: {first.title}", ["start", "quiz"]),
        (f"Module 3: {others[-1].title}", ["plan"]),
        ("From live sessions", [f"{NOTE}1_close"]),
        ("From earlier editions", ["gone"]),
    ]

    moved = replace(first, pages=(*first.pages, *others[-1].pages))
    today = replace(programme, modules=(moved, *others[:-1]))
    assert laid_out(journal.by_module(entries, today))[0][1] == ["start", "quiz", "plan"]


def entry(number: int, saved_at: datetime) -> EntryView:
    return EntryView(
        number, f"e{number}", 1, "", {}, {}, {}, "1", saved_at, saved_at, has_aside=False
    )


def test_months_are_those_of_the_clocks_at_home() -> None:
    late = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    entries = [entry(1, late - timedelta(days=40)), entry(2, late), entry(3, late)]

    groups = journal.by_month(entries, lambda moment: moment + timedelta(hours=1))

    assert laid_out(groups) == [("April 2026", ["e3", "e2"]), ("February 2026", ["e1"])]
    assert [group.key for group in groups] == ["month-2026-04", "month-2026-02"]


@pytest.mark.parametrize(
    ("number", "shown", "at"),
    [
        (1, [("a", 40), ("b", 10)], 1),
        (2, [("b", 30), ("c", 20)], 2),
        (3, [("c", 1)], 3),
        (99, [("c", 1)], 3),
        (None, [("a", 40), ("b", 40), ("c", 21)], 1),
    ],
)
def test_fifty_entries_stand_on_a_page(
    number: int | None, shown: list[tuple[str, int]], at: int
) -> None:
    one = entry(1, datetime(2026, 3, 2, tzinfo=UTC))
    sizes = {"a": 40, "b": 40, "c": 21}
    groups = [Group(key, key, (one,) * size) for key, size in sizes.items()]

    sheet = journal.sheet_of(groups, number)

    assert [(group.key, len(group.entries)) for group in sheet.groups] == shown
    assert (sheet.number, sheet.pages) == (at, 3 if number else 1)
    if number:
        assert sheet.begins == {"a": 1, "b": 1, "c": 2}


def test_nothing_written_is_one_empty_page() -> None:
    sheet = journal.sheet_of([], 1)

    assert (sheet.groups, sheet.number, sheet.pages) == ((), 1, 1)
