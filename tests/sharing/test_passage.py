"""Only words of the entry can be quoted: whole, in their order, “…” where some are left out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Editions
from learning.journal import Given
from learning.sharing import no_passage, quotable_words, strange_words, tidied
from tests import pace
from tests.cast import WORDS, Cast, write
from tests.conftest import NOON
from tests.rewriting import EVERY_KIND

WROTE = (
    "We can’t buy all bread here.\n\nBut the ward’s tea,  they said, we can… and “do”. Café 🙂 1.5"
)


@pytest.mark.parametrize(
    "passage",
    [
        WROTE,
        "We can’t buy all bread here.",
        "We … bread here. … we can",
        "… the ward’s tea, they said, …",
        "We ... bread",
        "We […]\n\n\n\n[ ... ] bread",
        "they said, we can… and “do”.",
        "Cafe\u0301 🙂",
        "1.5",
    ],
)
def test_words_of_the_entry_can_be_quoted(passage: str) -> None:
    assert strange_words(tidied(passage), WROTE) is None


@pytest.mark.parametrize(
    ("passage", "strange"),
    [
        ("We can buy all bread here.", "We can buy all bread here."),
        ("We can … bread", "We can"),  # half of “can’t”
        ("ward … tea", "ward"),  # half of “ward’s”
        ("We … read here.", "read here."),  # half of “bread”
        ("But … We can’t", "We can’t"),  # in another order
        ("We can’t buy bread", "buy bread"),
        ("We can’t buy all bread here. Honestly.", "here. Honestly."),
        ("We can’t … we can’t", "we can’t"),  # once, not twice
        ("Ada", "Ada"),
    ],
)
def test_other_words_are_told(passage: str, strange: str) -> None:
    assert strange_words(passage, WROTE) == strange


def test_where_words_are_not_parted_they_may_end_anywhere() -> None:
    assert strange_words("我们…面包", "我们不能在这里买面包") is None
    assert strange_words("เรา…ขนมปัง", "เราซื้อขนมปังที่นี่ไม่ได้") is None
    assert strange_words("خبز", "الخبز هنا") == "خبز"
    assert strange_words("हम", "हमें रोटी") == "हम"  # a sign that belongs to the letter follows


def test_a_passage_has_one_sign_for_what_is_left_out_and_no_lines_to_spare() -> None:
    assert tidied("  We [...]  buy\t....\n\n\n\nbread ") == "We … buy …\n\nbread"
    assert [no_passage(text) is None for text in ("…", " \n", "🙂", "a", "包")] == [False] * 3 + [
        True
    ] * 2


@given(st.text(max_size=60), st.data())
def test_whatever_was_written_whole_words_of_it_can_be_quoted(
    words: str, data: st.DataObject
) -> None:
    every = words.split()
    kept = [data.draw(st.booleans()) for _ in every]
    passage = " ".join(word if keep else "…" for word, keep in zip(every, kept, strict=True))
    assert strange_words(tidied(passage), words) is None


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("a " * 59_900 + " nope", "\n\n…\n\n".join(["a " * 9_990] * 6)),
        ("a " * 59_900 + " nope", "a " * 59_940),
        ("a " * 490 + " nope", "a " * 59_940),
        ("a … " * 240 + " nope", "a " * 59_940),
        ("a" * 1_000, "a" * 120_000),  # it stands everywhere, and nowhere as a word
    ],
)
def test_it_is_soon_told_however_often_a_word_is_said(passage: str, words: str) -> None:
    assert strange_words(tidied(passage), words)
    assert pace.seconds(lambda: strange_words(tidied(passage), words)) < 0.5


def said_in(db: Session, cast: Cast, name: str, answers: dict[str, Any]) -> str:
    """Return what can be quoted of Ada’s answers to that exercise, which has every kind."""
    programme = Editions(EVERY_KIND, today=lambda: NOON.date()).programme
    exercise = programme.exercise(name)
    journal.save_entries(db, cast.ada, programme.edition, [Given(exercise, answers, 0)])
    entry = journal.entries_of(db, cast.ada, [exercise])[name]
    assert entry.answers == answers
    return quotable_words(entry, programme)


ACTION = {
    "will": "I will never",
    "first-step": "trust my manager",
    "date": "2026-12-01",
    "review": "2026-12-31",
    "status": "Planned",
    "happened": "It went well",
}


def test_words_of_two_answers_or_cells_are_never_joined(db: Session, cast: Cast) -> None:
    rows = {"1": ACTION, "2": {"will": "Ask early"}}
    said = said_in(db, cast, "plan", {"actions": rows})
    assert said.split("\n\n…\n\n") == [
        "I will never", "trust my manager", "It went well", "Ask early",
    ]  # fmt: skip
    assert strange_words(tidied(said), said) is None  # all of it, as the form offers it
    for joined in ("I will never trust my manager", "never\n\ntrust", "well Ask"):
        assert strange_words(tidied(joined), said)
    assert strange_words("I will never … my manager", said) is None


def test_what_was_picked_and_how_we_word_a_date_can_not_be_quoted(db: Session, cast: Cast) -> None:
    said = [
        said_in(db, cast, "plan", {"actions": {"1": ACTION}}),
        said_in(db, cast, "hold", {"rows": {"1": {"asset": "2026-12-01", "use": "Every day"}}}),
        said_in(db, cast, "stand", {"buyer": {"level": "starting", "evidence": "Low bids"}}),
    ]
    assert said[1:] == ["", "Low bids"]
    for picked in ("Planned", "1 December 2026", "31 December 2026", "2026-12-01", "Price decides"):
        assert [strange_words(picked, words) for words in said] == [picked] * 3


def test_of_a_plan_that_is_no_longer_asked_for_too(db: Session, cast: Cast) -> None:
    programme = Editions(EVERY_KIND, today=lambda: NOON.date()).programme
    exercise = programme.exercise("plan")
    given = Given(exercise, {"actions": {"1": ACTION}}, 0)
    journal.save_entries(db, cast.ada, programme.edition, [given])
    entry = replace(journal.entries_of(db, cast.ada, [exercise])["plan"], exercise_id="gone")
    said = quotable_words(entry, programme)
    assert said == "I will never\n\n…\n\ntrust my manager\n\n…\n\nIt went well"


def test_of_every_kind_of_exercise_only_what_somebody_wrote_themselves(
    db: Session, cast: Cast
) -> None:
    programme = Editions(EVERY_KIND, today=lambda: NOON.date()).programme
    for exercise in programme.exercises.values():
        write(db, cast.ada, programme, exercise)
    said = {
        entry.exercise_id: quotable_words(entry, programme)
        for entry in journal.journal_of(db, cast.ada, programme)
    }
    for exercise in programme.exercises.values():
        kinds = {prompt.answered_by for prompt in exercise.prompts}
        is_written = bool(kinds & {"words", "level", "rows", "actions"})
        assert said[exercise.id][: len(WORDS)] == (WORDS if is_written else "")
    assert {"", WORDS} <= set(said.values())
