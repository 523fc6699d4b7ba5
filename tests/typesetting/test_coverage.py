from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from learning.certificates.pdf import pdf
from learning.certificates.snapshot import CertifiedModule
from learning.typesetting import printable, unprintable
from tests.certificates.reading import ADA, ADDRESS
from tests.typesetting.coverage import COVERAGE, FONTS, characters, families, written

pytestmark = pytest.mark.slow

FILES = sorted(families())
COVERED = sorted(chr(code) for code in frozenset().union(*map(characters, FILES)))
SHAPING = "\u200c\u200d\u200e\u200f "


def print_everywhere(text: str) -> None:
    titled = (CertifiedModule(title=text, minutes=5),)
    pdf(replace(ADA, holder=text, statement=text, modules=titled), address=ADDRESS)


def test_the_file_says_what_the_fonts_hold() -> None:
    assert COVERAGE.read_text(encoding="utf-8") == written(), (
        "run python -m tests.typesetting.coverage"
    )


@pytest.mark.parametrize("font", FILES)
def test_a_font_is_the_one_whose_origin_is_told(font: str) -> None:
    digest = sha256((FONTS / font).read_bytes()).hexdigest()
    assert f"| {font} |" in (FONTS / "README.md").read_text(encoding="utf-8")
    assert digest in (FONTS / "README.md").read_text(encoding="utf-8")


def test_the_fonts_are_free_and_not_heavy() -> None:
    assert (FONTS / "OFL.txt").is_file()
    assert (FONTS / "LICENSE-Apache-2.0.txt").is_file()
    assert sum(path.stat().st_size for path in FONTS.iterdir()) <= 10_000_000


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Ada Łukasz 山田 محمد", ()),
        ("Ada 🦀 Ben 👩🏽\u200d⚕\ufe0f 🇫🇷 1\ufe0f\u20e3", ()),
        ("Ada 𓀀 Ben 𓀀𓆣", ("𓀀", "𓆣")),
        ("e\u0301 composed, a\u030b\u0304 stacked", ()),
        ("two scripts in one sign: 山\u0301", ("山\u0301",)),
        ("𓀀\u200d𓆣\ufe0f", ("𓀀\u200d𓆣",)),
        ("controls\x00\x07\u202e\u2066 and\nlines", ()),
        ("private \ue000", ("\ue000",)),
        ("", ()),
    ],
)
def test_what_cannot_be_printed_is_named_sign_by_sign(text: str, signs: tuple[str, ...]) -> None:
    assert unprintable(text) == signs


def test_what_cannot_be_printed_shows_where_it_was() -> None:
    assert printable(" Ada  𓀀\u202eBen\n") == "Ada �Ben"
    assert unprintable("�") == ()


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.sampled_from(COVERED) | st.sampled_from(SHAPING), max_size=40).map("".join))
def test_what_can_be_printed_is(text: str) -> None:
    assume(not unprintable(text))
    print_everywhere(text)


@settings(max_examples=60, deadline=None, database=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_a_certificate_comes_out(text: str) -> None:
    print_everywhere(text)


def test_every_character_that_we_promise_is_drawn() -> None:
    for start in range(0, len(COVERED), 2000):
        many = "".join(COVERED[start : start + 2000])
        pdf(replace(ADA, statement=many, modules=()), address=ADDRESS)
