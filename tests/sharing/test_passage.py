"""Only words of the entry can be quoted: whole, in their order, “…” where some are left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Editions
from learning.sharing import has_words, quotable_words, strange_words, tidied
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
    assert [has_words(text) for text in ("…", " \n", "🙂", "a", "包")] == [False] * 3 + [True] * 2


@given(st.text(max_size=60), st.data())
def test_whatever_was_written_whole_words_of_it_can_be_quoted(
    words: str, data: st.DataObject
) -> None:
    every = words.split()
    kept = [data.draw(st.booleans()) for _ in every]
    passage = " ".join(word if keep else "…" for word, keep in zip(every, kept, strict=True))
    assert strange_words(tidied(passage), words) is None


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
