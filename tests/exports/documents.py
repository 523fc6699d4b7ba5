"""A document with everything in it, for every format to be tried with."""

from dataclasses import replace
from datetime import UTC, datetime

from learning.exports import Document, Facts, Heading, Items, Paragraph, Part, Table

SCRIPTS = (
    "Llanfairpwllgwyngyll, tŷ ŵyn", "Łukasz Żółć", "Πηνελόπη", "Наталія", "مرحبا بالعالم",
    "שלום עולם", "中文也可以", "こんにちは", "안녕하세요", "प्रिया शर्मा", "தமிழ்", "🦀 👩🏽‍⚕️ 🇫🇷",
)  # fmt: skip
MARKUP = (
    "# no heading", "- no item", "+ no item", "1. no number", "1) no number", "> no quotation",
    "*a* _b_ **c** __d__ ~~e~~", "`code` ```", "[a](b) ![c](d) <e> <!-- f -->", "&amp; &lt; &#65;",
    "a | b", "| --- |", "---", "***", "===", "\\ \\* \\", "    four spaces", "\tone tab",
    "<script>alert(1)</script>", "$x$ $$y$$", "#let x = 1", "= Heading", "@cite <label>",
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "%PDF", "]]>", "{{ x }}",
    "https://example.org/a_b_c?d=e&f=g", "a:b", ": c", "^d^", "[^1]: note", "[x]: http://y",
)  # fmt: skip
CONTROLS = "a\x00b\x07c\x0bd\x1fe\x7ff\ufffeg\ud800h"
MADE_AT = datetime(2026, 11, 22, 14, 2, 7, tzinfo=UTC)
DOCUMENT = Document(
    title="The journal of Ada",
    language="en-GB",
    subtitle="Written by Ada\nDownloaded on 22 November 2026 at 14:02",
    author="Ada Lovelace",
    made_at=MADE_AT,
    parts=(
        Heading(1, "Module 1: Why anchors"),
        Heading(2, "Your last conversation"),
        Paragraph("Saved 2 March 2026 at 12:00", "small"),
        Paragraph("What did you hear?", "question"),
        Paragraph("The first line\nthe second\n\nanother paragraph"),
        Facts((("When", "the advert comes"), ("I will", "call\nand ask"))),
        Table("Who does what", ("Who", "What"), (("Ben", "=1+1"), ("Cleo", "two\nlines"))),
        Heading(3, "As it was"),
        Items(("bread", "milk\nand honey")),
    ),
)


def with_parts(*parts: Part) -> Document:
    """Return the document with other parts."""
    return replace(DOCUMENT, parts=parts)


def saying(text: str) -> Document:
    """Return a document that says ``text`` wherever somebody's words can stand."""
    return replace(
        with_parts(
            Heading(1, text),
            Paragraph(text, "question"),
            Paragraph(text),
            Paragraph(text, "small"),
            Facts(((text, text),)),
            Items((text,)),
            Table(text, (text, "B"), ((text, "b"),)),
        ),
        title=text,
        subtitle=text,
        author=text,
    )
