"""The PDF, opened by a reader that did not write it."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from learning.exports import Document, Heading, Items, Paragraph, Table, pdf
from tests.certificates.reading import fonts, parts
from tests.exports.documents import CONTROLS, DOCUMENT, MADE_AT, MARKUP, SCRIPTS, saying, with_parts

UNKNOWN = "𓀀"


def opened(document: Document) -> PdfReader:
    return PdfReader(BytesIO(pdf(document)))


def letters(document: Document) -> str:
    """The signs on all pages, without spaces."""
    return "".join("".join(p.extract_text() for p in opened(document).pages).split())


def test_a_screen_reader_finds_title_language_headings_list_and_table() -> None:
    reader = opened(DOCUMENT)
    root: Any = reader.root_object
    kinds = [element["/S"] for element in parts(root["/StructTreeRoot"])]

    assert root["/Lang"] == "en-GB"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("The journal of Ada", "Ada Lovelace")
    assert reader.metadata.creation_date == MADE_AT
    assert [kind for kind in kinds if str(kind).startswith("/H")] == ["/H1", "/H2", "/H3", "/H4"]
    assert kinds.count("/TH") == 2
    assert kinds.count("/TD") == 4
    assert kinds.count("/THead") == 1
    assert kinds.count("/LI") == 4
    assert not [e for e in parts(root["/StructTreeRoot"]) if e["/S"] == "/H1" and _paragraphs(e)]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()


def _paragraphs(element: Any) -> list[Any]:
    """The paragraphs within a heading, which may have none."""
    return [one for one in parts(element) if one["/S"] == "/P"]


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    for lines in range(20, 44):
        entry = (Heading(1, "The heading"), Paragraph("Saved today", "label"))
        above = Paragraph("\n".join(["line"] * lines))
        pages = opened(with_parts(above, *entry, Paragraph("What was written"))).pages
        texts = [page.extract_text() for page in pages]
        assert [("The heading" in t) == ("What was written" in t) for t in texts] == [True] * len(
            texts
        ), lines


def test_a_row_stays_on_one_page() -> None:
    rows = tuple((f"above {n}", f"one {n}\ntwo {n}\nthree {n}\nfour {n}") for n in range(40))
    pages = [p.extract_text() for p in opened(with_parts(Table("", ("A", "B"), rows))).pages]

    assert len(pages) > 1
    for number in range(40):
        (page,) = [text for text in pages if f"one {number}\n" in f"{text}\n"]
        assert f"four {number}\n" in f"{page}\n"


def test_a_table_of_few_rows_stays_on_one_page() -> None:
    rows = tuple((f"row {number}.", "What they do") for number in range(8))
    for lines in range(20, 44, 3):
        above = Paragraph("\n".join(["line"] * lines))
        pages = opened(with_parts(above, Heading(1, "Few"), Table("", ("A", "B"), rows))).pages
        texts = [page.extract_text() for page in pages]
        (page,) = [text for text in texts if "row 0." in text]
        assert "Few" in page, lines
        assert "row 7." in page, lines


def test_every_page_has_its_number() -> None:
    pages = opened(with_parts(*(Paragraph("Words. " * 400) for _ in range(4)))).pages

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_a_table_over_several_pages_repeats_its_header() -> None:
    rows = tuple((f"Person {number}", "What they do") for number in range(90))
    pages = opened(with_parts(Table("Who does what", ("Who is it", "What"), rows))).pages

    assert len(pages) > 1
    assert all("Who is it" in page.extract_text() for page in pages)


@pytest.mark.parametrize("text", ["\n".join(SCRIPTS[:9]), "\n".join(MARKUP), *SCRIPTS[9:11]])
def test_any_words_come_out_as_they_went_in(text: str) -> None:
    said = letters(with_parts(Paragraph(text)))

    for line in text.splitlines():
        signs = {sign for sign in line if sign.isalnum()}
        assert signs <= set(said), line
        if line.isascii():
            assert "".join(line.split()) in said


def test_emoji_are_drawn_with_fonts_that_are_shipped() -> None:
    reader = opened(with_parts(Paragraph(f"{SCRIPTS[-1]} 山田 محمد")))

    assert {name.lower() for name in fonts(reader.pages[0]).values()} >= {
        "notoemoji", "droidsansfallback", "notonaskharabic",
    }  # fmt: skip
    assert "�" not in "".join(page.extract_text() for page in reader.pages)


def test_a_sign_without_a_shape_is_owned_up_to() -> None:
    words = " ".join(
        opened(with_parts(Paragraph(f"A crab {UNKNOWN}."))).pages[0].extract_text().split()
    )

    assert "A crab �." in words
    assert "EGYPTIAN HIEROGLYPH A001 (U+13000)" in words
    assert "Word, Markdown and JSON files have every sign" in words
    assert "every sign" not in opened(DOCUMENT).pages[0].extract_text()


@pytest.mark.parametrize(
    "document",
    [
        with_parts(),
        with_parts(Heading(1, ""), Paragraph(""), Items(()), Table("", ("A",), ())),
        saying("W" * 300),
        saying("﷽" * 60),
        with_parts(Paragraph("x\n" * 500), Table("", ("A",), (("x\n" * 500,),))),
        saying(CONTROLS),
        saying("\u0301\u200d\u202e"),
        saying('"]) #panic() \\u{0}'),
        with_parts(Table("Wide", ("A long header",) * 12, (("Pneumonoultramicroscopic",) * 12,))),
    ],
    ids=["empty", "blank", "one word", "ligatures", "lines", "controls", "marks", "code", "wide"],
)
def test_whatever_is_in_it_a_file_comes_out(document: Document) -> None:
    assert len(opened(document).pages) >= 1


def test_a_word_longer_than_a_line_is_broken() -> None:
    table = Table("", ("A", "B", "C", "D"), (("Q" * 100,) * 4,))
    (page,) = opened(with_parts(Paragraph("Q" * 400), table)).pages
    words = [word for word in page.extract_text().split() if "Q" in word]

    assert sum(word.count("Q") for word in words) == 800
    assert max(map(len, words)) <= 60


def test_the_same_document_is_the_same_bytes() -> None:
    assert pdf(DOCUMENT) == pdf(DOCUMENT)
