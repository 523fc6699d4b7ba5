"""Differences of two texts: whatever they are, both can be had back, and soon."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.journal import LONGEST_ANSWER, differences
from learning.journal.differences import Fate, Piece
from tests import pace

WORDS = st.sampled_from(["rain", "Rain", "wind", "a", "the", "שלום", "नमस्ते", "👩‍👩‍👧", "it’s"])
GAPS = st.sampled_from([" ", "  ", "\n", ". ", "… ", ",", "\u00a0", "\t", ""])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(lambda ps: "".join(a + b for a, b in ps))


def former(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.fate != "new")


def latter(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.fate != "gone")


@given(TEXTS | st.text(), TEXTS | st.text())
def test_both_texts_can_be_had_back(before: str, after: str) -> None:
    pieces = differences(before, after)

    assert (former(pieces), latter(pieces)) == (before, after)
    assert all(piece.text for piece in pieces)
    fates = [piece.fate for piece in pieces]
    assert ("new", "gone") not in pairwise(fates)


@given(TEXTS | st.text())
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.fate for piece in differences(text, text)} <= {"same"}


SAID: list[tuple[str, str, list[tuple[Fate, str]]]] = [
    ("It rained", "It rained, then stopped", [("same", "It rained"), ("new", ", then stopped")]),
    ("It rained.", "New.\n\nIt rained.", [("new", "New.\n\n"), ("same", "It rained.")]),
    (
        "What did you hear?",
        "What did you see?",
        [("same", "What did you"), ("gone", " hear"), ("new", " see"), ("same", "?")],
    ),
    ("", "Rain", [("new", "Rain")]),
    ("Rain", "", [("gone", "Rain")]),
    ("kind 👩‍👩‍👧", "kind 👩‍👩‍👦", [("same", "kind"), ("gone", " 👩‍👩‍👧"), ("new", " 👩‍👩‍👦")]),
    (
        "I went to the shop and bought an apple",
        "We sat in the hall for an hour, waiting",
        [
            ("gone", "I went to the shop and bought an apple"),
            ("new", "We sat in the hall for an hour, waiting"),
        ],
    ),
]


@pytest.mark.parametrize(("before", "after", "said"), SAID)
def test_differences_are_said_in_words(
    before: str, after: str, said: list[tuple[Fate, str]]
) -> None:
    assert [(piece.fate, piece.text) for piece in differences(before, after)] == said


def test_a_small_change_in_a_long_text_is_said_as_one() -> None:
    words = [f"word{n % 700}" for n in range(2_800)]
    changed = [*words]
    changed[100], changed[2_000] = "hail", "storm"

    fates = [p.fate for p in differences(" ".join(words), " ".join(changed))]

    assert fates == ["same", "gone", "new", "same", "gone", "new", "same"]


LUCK = Random(5)  # noqa: S311
FEW, MANY = [f"w{n}" for n in range(40)], [f"w{n}" for n in range(3_300)]
HOSTILE = {
    "one word again and again": ("a " * 10_000, "a " * 9_000 + "b "),
    "two words mixed": ("".join(LUCK.choices(["a ", "b "], k=10_000)), "b a " * 5_000),
    "few words mixed": (" ".join(LUCK.choices(FEW, k=5_000)), " ".join(LUCK.choices(FEW, k=5_000))),
    "many words mixed": (" ".join(MANY), " ".join(LUCK.sample(MANY, len(MANY)))),
    "every other word": (
        " ".join(MANY),
        " ".join(word if n % 2 else f"x{n}" for n, word in enumerate(MANY)),
    ),
    "every word twice": (
        " ".join(MANY[:1_600] * 2),
        " ".join([w if n % 2 else f"x{n}" for n, w in enumerate(MANY[:1_600])] * 2),
    ),
    "words that nest": (
        " ".join(f"v{n + 1} x{n} v{n}" for n in range(1_100)),
        " ".join(f"v{n + 1} y{n} v{n}" for n in range(1_100)),
    ),
    "signs": ("." * LONGEST_ANSWER, ". " * (LONGEST_ANSWER // 2)),
    "spaces": (" " * LONGEST_ANSWER, "\n" * LONGEST_ANSWER),
    "lines": ("a\n" * 10_000, "b\n" + "a\n" * 9_999),
}


@pytest.mark.budget
@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE)
def test_the_longest_texts_are_compared_within_50_ms(texts: tuple[str, str]) -> None:
    before, after = (text[:LONGEST_ANSWER] for text in texts)
    pieces = differences(before, after)

    assert (former(pieces), latter(pieces)) == (before, after)
    assert not pace.too_long(0.05, lambda: differences(before, after))
