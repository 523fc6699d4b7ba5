import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from learning.certificates.pdf import pdf
from learning.certificates.qr import qr_svg
from learning.certificates.snapshot import CertifiedModule, Snapshot
from tests.certificates.coverage import families

ADDRESS = "https://learn.example.org/certificates/K7QF-M2XD-9RTW-H3VB"
TITLES = (
    "Why anchors", "Buying well", "Good work", "Buildings and land",
    "A healthy place", "Acting with others", "Measuring what matters", "Your plan",
)  # fmt: skip
MODULES = tuple(CertifiedModule(title=title, minutes=60) for title in TITLES)
ADA = Snapshot(
    code="K7QFM2XD9RTWH3VB",
    holder="Ada Lovelace",
    programme="Anchored here",
    edition="2026.1",
    provider="The Anchored here team",
    statement="has completed every module of the programme",
    language="en-GB",
    modules=MODULES,
    minutes=485,
    issued_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)
LONG = (
    "Dr Maximiliana Wilhelmina Featherstonehaugh-Cholmondeley y Fernández de la Vega Sanz "
    "ap Llywelyn Gruffydd-Edwards OBE MD"
)
HOSTILE = (
    '#eval("1")', '"]', "\\", "$x$", "*b* _i_ `z`", "<label> @cite", "#import \"x\": *", "// c",
    "/* c", "= Heading", "--- ... ~", "https://example.org", "{{ x }}", "\\u{41}", "]]>", "%PDF",
)  # fmt: skip


def read(**facts: Any) -> PdfReader:
    return PdfReader(BytesIO(pdf(replace(ADA, **facts), address=ADDRESS)))


def text_of(reader: PdfReader) -> str:
    (page,) = reader.pages
    return " ".join(page.extract_text().split())


def glyphs(reader: PdfReader) -> list[tuple[str, int]]:
    """Font and number of each glyph drawn; number 0 is the box of a font without the character."""
    (page,) = reader.pages
    font, drawn = "", []
    contents: Any = page["/Contents"]
    for operands, operator in ContentStream(contents.get_object(), reader).operations:
        if operator == b"Tf":
            font = fonts(page)[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            runs = operands[0] if operator == b"TJ" else operands
            line = b"".join(run.original_bytes for run in runs if hasattr(run, "original_bytes"))
            drawn += [
                (font, int.from_bytes(pair)) for pair in zip(line[::2], line[1::2], strict=True)
            ]
    return drawn


def fonts(page: Any) -> dict[str, str]:
    """The page's fonts by the name it has for each; every one of them embedded."""
    found = {}
    for name, font in page["/Resources"]["/Font"].items():
        (drawn,) = font.get_object()["/DescendantFonts"]
        descriptor = drawn.get_object()["/FontDescriptor"]
        assert descriptor.keys() & {"/FontFile2", "/FontFile3"}
        found[name] = descriptor["/FontName"].partition("+")[2].partition("-")[0]
    return found


def parts(node: Any) -> list[Any]:
    """Every element of the tag tree below ``node``, in reading order."""
    kids = node.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if isinstance(element, dict) and "/S" in element:
            found += [element, *parts(element)]
    return found


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


def test_only_shipped_fonts_are_used_and_embedded() -> None:
    used = set(fonts(read(holder="Ada 山田 محمد Πηνελόπη ᾧ").pages[0]).values())

    assert used == {
        "SourceSerif4", "SourceSerif4Display", "GentiumBookPlus", "NotoNaskhArabic",
        "DroidSansFallback",
    }  # fmt: skip
    assert used <= {Path(name).stem.partition("-")[0] for name in families()}


def test_a_screen_reader_finds_title_language_heading_list_and_picture() -> None:
    reader = read()
    root: Any = reader.root_object
    tree = parts(root["/StructTreeRoot"])
    kinds = [element["/S"] for element in tree]

    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate of completion: Anchored here"
    assert reader.metadata.author == "The Anchored here team"
    assert kinds.count("/H1") == 1
    assert kinds.count("/LI") == len(MODULES)
    assert kinds.index("/H1") < kinds.index("/Figure") < kinds.index("/L")
    assert tree[kinds.index("/Figure")]["/Alt"] == f"QR code that opens {ADDRESS}"


def test_it_says_that_it_is_archivable_and_accessible() -> None:
    root: Any = read().root_object
    xmp = root["/Metadata"].get_object().get_data().decode()

    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


def test_the_address_is_a_link() -> None:
    annotations: Any = read().pages[0]["/Annots"]
    assert [note.get_object()["/A"]["/URI"] for note in annotations] == [ADDRESS]


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


def test_the_same_certificate_is_the_same_bytes() -> None:
    first = pdf(ADA, address=ADDRESS)
    pdf(replace(ADA, holder="Ben"), address=ADDRESS)
    assert pdf(replace(ADA), address=ADDRESS) == first

    elsewhere = (
        "from tests.certificates.test_pdf import ADA, ADDRESS, pdf; import sys;"
        "sys.stdout.buffer.write(pdf(ADA, address=ADDRESS))"
    )
    done = subprocess.run([sys.executable, "-c", elsewhere], capture_output=True, check=True)
    assert done.stdout == first


def test_the_day_is_the_one_of_the_zone_it_comes_in() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=1)))
    assert "1 July 2026" in text_of(read(issued_at=late))


def test_eight_threads_at_once_get_what_one_would() -> None:
    holders = [f"Ada {number}" for number in range(24)]
    alone = [pdf(replace(ADA, holder=holder), address=ADDRESS) for holder in holders]

    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda who: pdf(replace(ADA, holder=who), address=ADDRESS), holders)
        assert list(together) == alone


@pytest.mark.parametrize(
    "holder", ["Ada Lovelace", LONG, "محمد بن عبد الرحمن", "山田花子", "김민수"]
)
def test_it_is_small(holder: str) -> None:
    assert len(pdf(replace(ADA, holder=holder), address=ADDRESS)) <= 40_000


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


def test_a_long_name_is_never_cut() -> None:
    letters = text_of(read(holder="W" * 120)).count("W") - text_of(read(holder="")).count("W")
    assert letters == 120


def test_a_title_with_a_sign_that_no_font_has_shows_where_it_was() -> None:
    modules = (CertifiedModule(title="Crabs 🦀 and 👩🏽‍⚕️", minutes=5),)
    assert "Crabs � and � 5 minutes" in text_of(read(modules=modules))


def test_the_pages_drawing_has_a_name_and_a_white_ground() -> None:
    svg = qr_svg(ADDRESS, title="Opens <this> page")

    assert svg.startswith('<svg role="img" ')
    assert "<title>Opens &lt;this&gt; page</title>" in svg
    assert 'fill="#fff"' in svg


def test_nothing_heavy_is_loaded_before_the_first_is_wanted() -> None:
    asked = "import learning.certificates.pdf, sys; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.budget
def test_a_certificate_takes_ten_milliseconds() -> None:
    def seconds(number: int) -> float:
        snapshot = replace(ADA, holder=f"Ada {number} Lovelace", code=f"K7QFM2XD9RTW{number:04}")
        began = perf_counter()
        pdf(snapshot, address=f"https://learn.example.org/certificates/{snapshot.identifier}")
        return perf_counter() - began

    assert min(seconds(number) for number in range(30)) <= 0.010
