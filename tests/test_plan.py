from dataclasses import replace
from datetime import date

import pytest

from learning.content import Exercise, Programme, load_programme
from learning.journal import EntryView, due_actions
from tests.conftest import NOON
from tests.rewriting import EVERY_KIND

TODAY = date(2026, 3, 2)
NEXT_WEEK, NEXT_MONTH, LAST_WEEK = "2026-03-09", "2026-04-02", "2026-02-23"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme(EVERY_KIND, today=NOON.date())


@pytest.fixture
def plan(programme: Programme) -> Exercise:
    return programme.exercise("plan")


def entry(**rows: dict[str, str]) -> EntryView:
    return EntryView(
        id=1, exercise_id="plan", version=1, title="Your plan",
        answers={"actions": {name.lstrip("row"): cells for name, cells in rows.items()}},
        wording={}, firsts={}, edition="1", sitting_at=NOON, saved_at=NOON, has_aside=False,
    )  # fmt: skip


def due(plan: Exercise, **cells: str) -> list[tuple[date, bool, bool]]:
    found = due_actions([plan], {"plan": entry(row1={"will": "cut it", **cells})}, TODAY)
    return [(one.day, one.is_review, one.is_here) for one in found]


def test_an_action_is_due_on_its_day_and_seen_a_fortnight_before(plan: Exercise) -> None:
    assert due(plan, date=LAST_WEEK) == [(date(2026, 2, 23), False, True)]
    assert due(plan, date="2026-03-02") == [(TODAY, False, True)]
    assert due(plan, date=NEXT_WEEK) == [(date(2026, 3, 9), False, False)]
    assert due(plan, date="2026-03-17") == []
    assert due(plan, date=NEXT_MONTH, review=NEXT_WEEK) == [(date(2026, 3, 9), True, False)]


@pytest.mark.parametrize("status", ["Done", "Changed", "Dropped"])
def test_what_is_settled_is_not_due(plan: Exercise, status: str) -> None:
    assert due(plan, date=LAST_WEEK, status=status) == []
    assert due(plan, date=LAST_WEEK, status="Under way") != []


def test_without_a_day_or_a_deed_nothing_is_due(plan: Exercise) -> None:
    assert due(plan) == []
    assert due(plan, date="soon") == []
    assert due_actions([plan], {"plan": entry(row1={"date": LAST_WEEK})}, TODAY) == ()
    assert due_actions([plan], {}, TODAY) == ()


def test_an_answer_of_another_kind_is_left_alone(plan: Exercise) -> None:
    words = replace(entry(), answers={"actions": "It was a reflection once"})

    assert due_actions([plan], {"plan": words}, TODAY) == ()


def test_the_earliest_comes_first(plan: Exercise) -> None:
    rows = {
        "row1": {"will": "second", "date": NEXT_WEEK},
        "row2": {"will": "first", "date": LAST_WEEK},
    }

    found = due_actions([plan], {"plan": entry(**rows)}, TODAY)

    assert [one.sentence for one in found] == ["I will first", "I will second"]


@pytest.mark.parametrize(
    ("when", "will", "sentence"),
    [
        ("the advert comes", "cut it", "When the advert comes, I will cut it"),
        ("When the advert comes,", "I will cut it", "When the advert comes, I will cut it"),
        ("… the NHS calls …", "… answer", "When the NHS calls, I will answer"),
        ("", "cut it", "I will cut it"),
    ],
)
def test_the_sentence_is_joined_from_its_two_boxes(
    plan: Exercise, when: str, will: str, sentence: str
) -> None:
    cells = {"when": when, "will": will, "date": LAST_WEEK}
    (one,) = due_actions([plan], {"plan": entry(row1=cells)}, TODAY)

    assert one.sentence == sentence
