"""The Word file, opened by readers that did not write it."""

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from learning.errors import Conflict
from learning.exports import Document, Facts, Items, Paragraph, Part, Table, word
from tests import pace
from tests.exports.documents import CONTROLS, DOCUMENT, MADE_AT, MARKUP, SCRIPTS, saying, with_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parsed(xml: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml)  # noqa: S314 (our own file)


def opened(document: Document) -> Any:
    return docx.Document(BytesIO(word(document)))


def body(document: Document) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(word(document))) as archive:
        return parsed(archive.read("word/document.xml"))


def everything(element: ElementTree.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def test_it_is_made_of_real_styles() -> None:
    styled = [(line.style.name, line.text) for line in opened(DOCUMENT).paragraphs]

    assert styled == [
        ("Title", "The journal of Ada"),
        ("Subtitle", "Written by Ada\nDownloaded on 22 November 2026 at 14:02"),
        ("Heading 1", "Module 1: Why anchors"),
        ("Heading 2", "Your last conversation"),
        ("Small", "Saved 2 March 2026 at 12:00"),
        ("Question", "What did you hear?"),
        ("Normal", "The first line\nthe second"),
        ("Normal", "another paragraph"),
        ("Fact", "When: the advert comes"),
        ("Fact", "I will: call\nand ask"),
        ("Caption", "Who does what"),
        ("Heading 3", "As it was"),
        ("List Bullet", "bread"),
        ("List Bullet", "milk\nand honey"),
    ]


def test_nothing_is_formatted_by_hand() -> None:
    by_hand = {"b", "i", "u", "sz", "color", "rFonts", "jc", "spacing", "ind"}
    root = body(DOCUMENT)
    found = {
        node.tag.removeprefix(W)
        for properties in (*root.iter(f"{W}rPr"), *root.iter(f"{W}pPr"))
        for node in properties
    }

    assert not found & by_hand
    assert "pStyle" in found


def test_a_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    (table,) = opened(DOCUMENT).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Who", "What"], ["Ben", "=1+1"], ["Cleo", "two\nlines"],
    ]  # fmt: skip
    properties = [row._tr.trPr for row in table.rows]
    assert [p.find(qn("w:tblHeader")) is not None for p in properties] == [True, False, False]
    assert all(p.find(qn("w:cantSplit")) is not None for p in properties)


def test_it_says_title_writer_language_and_time() -> None:
    elsewhere = MADE_AT.astimezone(timezone(timedelta(hours=1)))
    sheet = opened(replace(DOCUMENT, made_at=elsewhere))
    says = sheet.core_properties

    assert (says.title, says.author, says.language) == (
        "The journal of Ada", "Ada Lovelace", "en-GB",
    )  # fmt: skip
    assert says.created == says.modified == MADE_AT.replace(microsecond=0)
    assert says.comments == ""
    languages = {node.get(qn("w:val")) for node in sheet.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_every_page_has_its_number_on_a4() -> None:
    (section,) = opened(DOCUMENT).sections
    xml = section.footer._element.xml

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 'w:instr="PAGE"' in xml
    assert 'w:instr="NUMPAGES"' in xml


def test_every_part_is_well_formed_and_leads_somewhere() -> None:
    with zipfile.ZipFile(BytesIO(word(DOCUMENT))) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                parsed(archive.read(name))
        for name in (name for name in names if name.endswith(".rels")):
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in parsed(archive.read(name)):
                target = posixpath.normpath(posixpath.join(folder, relation.attrib["Target"]))
                assert relation.get("TargetMode") == "External" or target.lstrip("/") in names


@pytest.mark.parametrize("text", [*SCRIPTS, *MARKUP])
def test_any_words_come_out_as_they_went_in(text: str) -> None:
    sheet = opened(saying(text))
    wanted = " ".join(text.split())

    for line in sheet.paragraphs:
        assert wanted in " ".join(line.text.split())
    assert " ".join(sheet.tables[0].rows[1].cells[0].text.split()) == wanted


def test_what_no_file_can_hold_is_left_out() -> None:
    assert "abcdefgh" in everything(body(saying(CONTROLS)))


@pytest.mark.parametrize(
    ("text", "from_the_right"),
    [
        ("مرحبا hello", True), ("hello مرحبا", False), ("1. שלום", True), ("", False), ("…", False),
        ("שלום, world. עולם!", True), ("plain", False),
    ],
)  # fmt: skip
def test_a_paragraph_runs_from_where_it_is_read(text: str, from_the_right: bool) -> None:
    root = body(with_parts(Paragraph(text or " ")))
    last = list(root.iter(f"{W}p"))[-1]

    assert (last.find(f"{W}pPr/{W}bidi") is not None) == from_the_right
    for run in last.iter(f"{W}r"):
        words = "".join(node.text or "" for node in run.iter(f"{W}t"))
        is_rtl = run.find(f"{W}rPr/{W}rtl") is not None
        assert is_rtl == any("\u0590" <= sign < "\u0700" for sign in words), words


def test_a_column_is_as_wide_as_what_is_in_it_and_numbers_stand_at_its_end() -> None:
    table = Table(
        "", ("Activity", "Minutes"), (("A walk along the quay with Ben", 45), ("Tea", ""))
    )
    grid = opened(with_parts(table)).tables[0]

    assert grid.columns[0].width > 1.5 * grid.columns[1].width
    assert [[cell.paragraphs[0].style.name for cell in row.cells] for row in grid.rows] == [
        ["Column title", "Number title"], ["Cell", "Number"], ["Cell", "Number"],
    ]  # fmt: skip


def test_what_stands_above_something_stays_with_it() -> None:
    """A heading, the line below it, a question: none is the last on a page."""
    sheet = opened(with_parts(Paragraph("Row 1", "label"), Paragraph("The end", "small")))
    styles = {line.text: line.style for line in sheet.paragraphs}
    stays = ("Heading 1", "Heading 2", "Heading 3", "Question", "Caption", "Column title")

    assert all(sheet.styles[name].paragraph_format.keep_with_next for name in stays)
    assert styles["Row 1"].paragraph_format.keep_with_next
    assert not styles["The end"].paragraph_format.keep_with_next


def test_what_is_written_from_the_right_is_as_large_and_as_bold() -> None:
    sheet = opened(DOCUMENT)

    for name in ("Normal", "Heading 1", "Question", "Caption", "Small"):
        look = sheet.styles[name].element.rPr
        for one, other in (("sz", "szCs"), ("b", "bCs")):
            values = [look.find(qn(f"w:{tag}")).get(qn("w:val"), "1") for tag in (one, other)]
            assert values[0] == values[1], (name, values)


def test_an_empty_cell_and_an_empty_table_are_no_harm() -> None:
    sheet = opened(with_parts(Table("", ("A", "B"), (("", " "),)), Table("", ("C",), ())))

    assert [len(table.rows) for table in sheet.tables] == [2, 1]


def seconds(*parts: Part) -> float:
    """Return the seconds of the processor that a file takes."""
    return pace.seconds(lambda: word(with_parts(*parts)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "some",
    [
        lambda many: [Paragraph("\n\n".join(["a"] * many))],
        lambda many: [Items(("a",) * many)],
        lambda many: [Facts((("a", "b"),) * many)],
        lambda many: [Table("", ("a",), (("b",),) * many)],
        lambda many: [Table("", ("a",), ())] * many,
    ],
    ids=["paragraphs", "items", "facts", "rows", "tables"],
)
def test_eight_times_as_much_takes_about_eight_times_as_long(
    some: Callable[[int], list[Part]],
) -> None:
    seconds()  # what is loaded once

    assert seconds(*some(16_000)) <= 20 * seconds(*some(2_000))


@pytest.mark.parametrize(
    "part",
    [
        Paragraph("\n\n".join(["a"] * 160_000)),
        Paragraph("\n".join(["a"] * 300_000)),
        Paragraph("a\t" * 300_000),
        Paragraph("aא" * 80_000),
        Paragraph(f"{'a' * 20_000}\n\n" * 1_000),
        Table("", ("a", "b", "c", "d"), (("", "", "", ""),) * 40_000),
        Table("", ("a",), (("\n\n".join(["a"] * 160_000),),)),
        Items(("a",) * 160_000),
        Facts((("a", "b"),) * 160_000),
    ],
    ids=["paragraphs", "lines", "tabs", "turns", "letters", "cells", "in a cell", "items", "facts"],
)
def test_what_would_take_too_long_is_refused_in_words(part: Part) -> None:
    with pytest.raises(Conflict, match="too much for one Word file here"):
        word(with_parts(part))


@pytest.mark.slow
def test_a_long_journal_is_no_such_thing() -> None:
    """Some 200 answers as long as they can be, of a paragraph every 1,000 characters."""
    assert word(with_parts(*[Paragraph(f"{'a' * 998}\n\n" * 20)] * 200))
