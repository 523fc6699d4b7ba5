"""Codes can be read out, copied from a poster and typed; none says something it should not."""

import secrets
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.teams.code import ALPHABET, LENGTH, bare, grouped, new_code

LOOK_ALIKES = set("IL1OQ0UVWY") | set("AEIOU")
UNWELCOME = ("FCK", "KKK", "SHT", "NSDP", "XXX", "SSS")


def test_the_alphabet_has_no_vowel_and_nothing_that_looks_like_another() -> None:
    assert not LOOK_ALIKES & set(ALPHABET)
    assert not any(sign.isdigit() for sign in ALPHABET)


@given(st.randoms(use_true_random=False))
def test_no_code_has_a_look_alike_or_an_unwelcome_word(chance: Random) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "choice", chance.choice)
        code = new_code()

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert not [word for word in UNWELCOME if word in code]
    assert bare(grouped(code)) == code


def test_an_unwelcome_word_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("BFCKDZBCDFGH")
    monkeypatch.setattr(secrets, "choice", lambda _: next(letters))

    assert new_code() == "BCDFGH"


@pytest.mark.parametrize(
    "typed",
    ["BDF-HJK", "bdfhjk", " bdf hjk ", "B.D.F.H.J.K", "bdf–hjk", "ＢＤＦ－ＨＪＫ", "bdf\u00a0hjk"],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert bare(typed) == "BDFHJK"


@pytest.mark.parametrize(
    "typed",
    [
        "", "BDFHJ", "BDFHJKM", "BDFHJA", "1DFHJK", "ВDFHJK", "ΒDFHJK", "BDFHJ\u0301K",
        "' OR 1=1", "\u202eBDFHJK", "B" * 10_000, "ﷺ" * 40, "<b>DF", "🙂",
    ],
)  # fmt: skip
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert bare(typed) is None


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    code = bare(typed)

    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))
