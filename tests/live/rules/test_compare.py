"""A team talks about what it sees differently, and nobody is named who did not want to be."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.exercises import Exercise, Grid, Measure, Scale
from learning.content.prompts import Dimension, Level, Prompt, Statement
from learning.live.rules.compare import (
    Difference,
    closest_to_talk_about,
    compare,
    differences,
    spreads,
)
from learning.live.rules.reveal import Revealed
from tests.live.rules.scripts import ADA, BEN, CLEO, DANA, NAMES

LEVELS = tuple(Level(name, name.title(), "") for name in ("starting", "trying", "usual", "leading"))
GRID = Grid(
    id="grid",
    title="Where we stand",
    minutes=5,
    prompts=(
        Dimension(id="jobs", text="As an employer", levels=LEVELS, evidence="What shows it?"),
        Dimension(
            id="buying", text="As a buyer", levels=LEVELS, evidence="", was=("spending", "money")
        ),
        Dimension(id="land", text="With our land", levels=LEVELS, evidence=""),
        Prompt(id="words", text="Which row surprised you?"),
    ),
)
SCALE = Scale(
    id="scale",
    title="Where you start",
    minutes=2,
    rating="confidence",
    measure=Measure.START,
    low="Not at all",
    high="Fully",
    prompts=(Statement(id="listen", text="I can listen."), Statement(id="ask", text="I can ask.")),
)


def card(writer: int | None, answer: Any) -> Revealed:
    return Revealed(key=str(writer), answer=answer, writer=writer)


def marks(writer: int | None, evidence: str = "", **levels: str) -> Revealed:
    given = {name: {"level": level, "evidence": evidence} for name, level in levels.items()}
    return card(writer, given)


def said(difference: Difference) -> tuple[str, str, str, str, str]:
    low, high = difference.lowest, difference.highest
    return difference.text, low.words, low.who, high.words, high.who


def test_only_what_is_two_or_more_apart_is_talked_about_and_the_widest_first() -> None:
    revealed = [
        marks(ADA, jobs="trying", buying="starting", land="usual"),
        marks(BEN, jobs="leading", buying="leading", land="usual"),
        marks(CLEO, jobs="leading", land="leading"),
    ]

    found = differences(GRID, revealed, NAMES)

    assert [said(difference) for difference in found] == [
        ("As a buyer", "Starting", "Ada", "Leading", "Ben"),
        ("As an employer", "Trying", "Ada", "Leading", "Ben and Cleo"),
    ]
    assert [(one.apart, one.answered) for one in found] == [(3, 2), (2, 3)]


def test_of_equally_wide_ones_the_order_of_the_exercise_holds() -> None:
    revealed = [
        marks(ADA, land="starting", jobs="starting"),
        marks(BEN, land="usual", jobs="usual"),
    ]

    assert [one.text for one in differences(GRID, revealed, {})] == [
        "As an employer",
        "With our land",
    ]


def test_whoever_gave_no_name_is_somebody() -> None:
    revealed = [
        marks(None, jobs="starting"),
        *(marks(who, jobs="leading") for who in (None, BEN, None, ADA)),
        *(marks(None, buying="starting") for _ in "ab"),
        marks(99, buying="leading"),
        marks(CLEO, land="starting"),
        marks(None, land="starting"),
        marks(DANA, land="usual"),
    ]

    assert [said(one)[2::2] for one in differences(GRID, revealed, NAMES)] == [
        ("somebody", "Ada, Ben and 2 others"),
        ("2 people", "somebody"),
        ("Cleo and somebody", "Dana"),
    ]


def test_a_picture_has_every_answer_on_offer() -> None:
    revealed = [marks(ADA, jobs="trying"), marks(BEN, jobs="trying"), marks(None, jobs="usual")]
    (spread,) = spreads(GRID, revealed, NAMES)

    assert [(mark.words, mark.count, mark.who) for mark in spread.marks] == [
        ("Starting", 0, ""),
        ("Trying", 2, "Ada and Ben"),
        ("Usual", 1, "somebody"),
        ("Leading", 0, ""),
    ]
    assert differences(GRID, revealed, NAMES) == ()


def test_ratings_are_compared_by_their_numbers() -> None:
    revealed = [card(ADA, {"listen": 0, "ask": 9}), card(BEN, {"listen": 10, "ask": 10})]
    listen, ask = spreads(SCALE, revealed, NAMES)

    assert differences(SCALE, revealed, NAMES) == (listen,)
    assert said(listen) == ("I can listen.", "0", "Ada", "10", "Ben")
    assert (len(listen.marks), ask.apart) == (11, 1)


def test_an_answer_under_an_earlier_name_counts_once() -> None:
    revealed = [
        marks(ADA, spending="starting"),
        marks(BEN, money="leading", buying="usual"),
    ]

    assert said(differences(GRID, revealed, NAMES)[0])[1:] == ("Starting", "Ada", "Usual", "Ben")


@pytest.mark.parametrize(
    "answer",
    [
        None, "words", 7, [], {},
        {"jobs": None}, {"jobs": "leading"}, {"jobs": {"level": "gone"}}, {"jobs": {"level": None}},
        {"jobs": {"evidence": "A line"}}, {"jobs": {"level": "leading", "more": "x"}},
        {"words": "leading"}, {"else": {"level": "leading"}},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_left_out(answer: object) -> None:
    revealed = [marks(ADA, jobs="starting"), card(BEN, answer)]

    assert [spread.answered for spread in spreads(GRID, revealed, NAMES)] == [1]


@pytest.mark.parametrize("rating", [11, -1, 3.5, "3", True, None, {"level": "usual"}])
def test_what_is_no_rating_is_left_out(rating: object) -> None:
    assert spreads(SCALE, [card(ADA, {"listen": rating})], NAMES) == ()


def test_where_nothing_is_far_apart_the_least_evidence_is_talked_about() -> None:
    revealed = [
        marks(ADA, "A figure", jobs="trying", buying="usual"),
        marks(BEN, "Another", jobs="usual"),
        marks(BEN, " ", buying="usual", land="usual"),
        marks(CLEO, "A plan", land="trying"),
        card(DANA, {"words": "None of them"}),
    ]
    closest = closest_to_talk_about(GRID, revealed, NAMES)

    assert [one.evidence for one in spreads(GRID, revealed, NAMES)] == [2, 1, 1]
    assert closest
    assert closest.text == "With our land", "of two with a line each, the one that is further apart"
    assert closest_to_talk_about(GRID, [], NAMES) is None
    ratings = [card(ADA, {"listen": 3, "ask": 3}), card(BEN, {"listen": 3, "ask": 4})]
    assert closest_to_talk_about(SCALE, ratings, NAMES) == spreads(SCALE, ratings, NAMES)[1]


answers: st.SearchStrategy[Mapping[str, Any]] = st.dictionaries(
    st.sampled_from(["jobs", "buying", "spending", "land", "listen", "ask", "words"]),
    st.integers(-2, 12)
    | st.text(max_size=3)
    | st.fixed_dictionaries(
        {}, optional={"level": st.sampled_from(["starting", "usual", "leading", "gone"]),
                      "evidence": st.text(max_size=3)}
    ),
)  # fmt: skip
writers = st.none() | st.sampled_from(list(NAMES))


@settings(deadline=None)
@given(
    revealed=st.lists(st.builds(card, writers, answers), max_size=8),
    exercise=st.sampled_from([GRID, SCALE]),
)
def test_whatever_was_answered_every_mark_is_somebodys_and_the_order_of_cards_means_nothing(
    revealed: list[Revealed], exercise: Exercise
) -> None:
    found = spreads(exercise, revealed, NAMES)

    for spread in found:
        assert 1 <= spread.answered <= len(revealed)
        assert 0 <= spread.apart < len(spread.marks)
        named = [name for mark in spread.marks for name in mark.names]
        assert len(named) <= sum(card.writer is not None for card in revealed)
        assert [mark.position for mark in spread.marks] == list(range(len(spread.marks)))
    assert found == spreads(exercise, revealed[::-1], NAMES)
    assert set(differences(exercise, revealed, NAMES)) == {one for one in found if one.apart >= 2}
    assert (closest_to_talk_about(exercise, revealed, NAMES) is None) == (not found)


def test_the_lowest_average_stands_first_and_one_card_alone_is_not_compared() -> None:
    revealed = [
        marks(ADA, jobs="leading", buying="starting", land="usual"),
        marks(BEN, jobs="usual", buying="trying"),
    ]

    lowest = compare(GRID, revealed, NAMES).lowest_first
    assert [(one.text, one.average) for one in lowest] == [
        ("As a buyer", 1.5), ("With our land", 3.0), ("As an employer", 3.5),
    ]  # fmt: skip
    alone = compare(GRID, [revealed[0], card(BEN, {})], NAMES)
    assert (alone.givers, alone.lowest_first) == (1, ())
    ratings = [card(ADA, {"listen": 0, "ask": 9}), card(BEN, {"listen": 3, "ask": 4})]
    assert [one.average for one in compare(SCALE, ratings, NAMES).lowest_first] == [1.5, 6.5]
