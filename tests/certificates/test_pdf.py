from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from learning.certificates.snapshot import CertifiedModule
from tests.certificates.reading import ADA, ADDRESS, LONG, MODULES, TITLES, glyphs, read, text_of

HOSTILE = (
    '#eval("1")', '"]', "\\", "$x$", "*b* _i_ `z`", "<label> @cite", "#import \"x\": *", "// c",
    "/* c", "= Heading", "--- ... ~", "https://example.org", "{{ x }}", "\\u{41}", "]]>", "%PDF",
)  # fmt: skip


@pytest.mark.parametrize(
    "holder",
    [
        "Bo", "Ada Lovelace", "Siân Ŵyn-Llŷr ap Gruffydd", "Łukasz Żółć", "Ñora Ó Briain",
        "Ștefan Țurcan", "Nguyễn Thị Phượng", "Fiona Griffiths", "Πηνελόπη Δημητρίου",
        "Наталія Ґалаґан", "Zoë & Co’s “best”", "Ọlábísí Àjàlá", LONG,
    ],
)  # fmt: skip
def test_the_name_stands_on_the_paper_as_it_was_typed(holder: str) -> None:
    assert holder in text_of(read(holder=holder)).replace("- ", "-")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_code_is_printed(text: str) -> None:
    plain = text_of(
        read(
            holder=f"a{text}b",
            programme=f"c{text}d",
            modules=(CertifiedModule(title=f"e{text}f", minutes=5),),
        )
    )

    wanted = "".join(text.split())
    for before, after in ("ab", "cd", "ef"):
        assert before + wanted + after in "".join(plain.split())


def test_a_line_break_or_a_control_becomes_a_space_or_nothing() -> None:
    assert "Ada Love lace" in text_of(read(holder="  Ada\n Love\u2028lace\x00\x07\u202e\ufe0f "))


@pytest.mark.parametrize(
    "holder",
    [
        "محمد بن عبد الرحمن", "דוד בן־גוריון", "山田花子", "やまだ はなこ", "김민수", "प्रिया शर्मा",
        "অমর্ত্য সেন", "சுப்பிரமணியம்", "శ్రీనివాస్", "ગાંધી", "ਗੁਰਪ੍ਰੀਤ", "ಕನ್ನಡ", "മലയാളം", "සිංහල",
        "สมชาย ใจดี", "ສົມຊາຍ", "សុខា", "မြင့်မြင့်", "გიორგი", "Արամ", "አበበ", "བསྟན་འཛིན", "ଓଡ଼ିଆ",
        "ދިވެހި", "ᓄᓇᕗᑦ", "Ahmed أحمد 田", "a̋̄b̂ x̌", "नि\u200dर्णय", "علی\u200cپور",
    ],
)  # fmt: skip
def test_any_common_script_prints_whole(holder: str) -> None:
    reader = read(holder=holder)

    assert 0 not in {number for _, number in glyphs(reader)}
    shown = set(text_of(reader))
    assert not {char for char in holder if char.isalnum()} - shown


def test_arabic_letters_join() -> None:
    shapes = {glyph for glyph in glyphs(read(holder="ببب")) if glyph[0] == "NotoNaskhArabic"}
    assert len(shapes) >= 3


@pytest.mark.parametrize("words", ["אא Ben בבב", "בבב Ben אא", "Ben אא Zoë"])
def test_words_run_in_the_direction_of_the_first(words: str) -> None:
    first, _, last = words.split()

    for reader in (read(holder=words), read(modules=(CertifiedModule(title=words, minutes=5),))):
        across: dict[str, float] = {}

        def note(text: str, matrix: list[float], *_: object, across: Any = across) -> None:
            across[text.strip()] = matrix[4]

        reader.pages[0].extract_text(visitor_text=note)
        assert (across[first] < across[last]) == first.isascii()


def test_every_fact_is_on_it() -> None:
    words = text_of(read())

    for fact in (
        "Certificate of completion", "has completed every module of the programme",
        "Anchored here", "Edition 2026.1 · about 8 hours of study alone", "22 November 2026",
        "The Anchored here team", "Certificate K7QF-M2XD-9RTW-H3VB", f"at {ADDRESS}",
        "It is not an accreditation or a qualification.", "Measuring what matters 60 minutes",
    ):  # fmt: skip
        assert fact in words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, ""), (1, "about 1 minute"), (44, "about 44 minutes"), (45, "about 1 hour"),
        (74, "about 1 hour"), (75, "about 1½ hours"), (120, "about 2 hours"),
        (512, "about 8½ hours"),
    ],
)  # fmt: skip
def test_hours_are_honestly_rough(minutes: int, words: str) -> None:
    assert replace(ADA, minutes=minutes).study == (words and f"{words} of study alone")


def test_the_day_is_the_one_of_the_zone_it_comes_in() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=1)))
    assert "1 July 2026" in text_of(read(issued_at=late))


@pytest.mark.parametrize(
    "facts",
    [
        {"holder": LONG},
        {"holder": "W" * 120},
        {"holder": "﷽" * 60},
        {"statement": "and so on " * 200, "provider": "P " * 200, "programme": "Y " * 200},
        {"modules": tuple(CertifiedModule(title=TITLES[3] * 8, minutes=1) for _ in range(12))},
        {"modules": MODULES * 6},
        {"modules": (CertifiedModule(title="W" * 300, minutes=90),)},
        {"holder": "", "provider": "", "programme": "", "statement": "", "edition": ""},
        {"modules": (), "minutes": 0, "code": "", "language": ""},
        {"language": "zh-Hant-TW"},
        {"holder": "\u0301\u200d\ud800", "language": "no-such-language"},
    ],
)
def test_nothing_runs_over_the_page_or_breaks_it(facts: dict[str, Any]) -> None:
    reader = read(**facts)

    assert len(reader.pages) == 1
    assert 0 not in {number for _, number in glyphs(reader)}


def test_time_with_others_and_the_one_it_replaces_are_on_it() -> None:
    words = text_of(read(minutes_together=340, replaces="0123456789ABCDEF"))

    assert "about 8 hours of study alone · 5½ hours with others" in words
    assert "It replaces certificate 0123-4567-89AB-CDEF, made out to another name." in words
    assert "verify.html" not in words  # this square only holds an address


def test_twelve_long_titles_stay_large_enough_to_read() -> None:
    title = "Buildings and land, estates and energy: what a hospital or a college can do with them"
    twelve = tuple(CertifiedModule(title=title, minutes=55) for _ in range(12))
    sizes: set[float] = set()

    def note(text: str, _: object, __: object, ___: object, size: float) -> None:
        sizes.update([size] if text.strip() else [])

    read(modules=twelve).pages[0].extract_text(visitor_text=note)
    assert min(sizes) >= 6.5


def test_a_long_name_is_never_cut() -> None:
    letters = text_of(read(holder="W" * 120)).count("W") - text_of(read(holder="")).count("W")
    assert letters == 120


def test_a_title_with_a_sign_that_no_font_has_shows_where_it_was() -> None:
    modules = (CertifiedModule(title="Crabs 🦀 and 𓀀", minutes=5),)
    assert "Crabs 🦀 and � 5 minutes" in text_of(read(modules=modules))
