"""The Markdown file, read as any reader of CommonMark and GitHub’s tables does."""

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from learning.exports import Document, Facts, Items, Paragraph, Table, markdown
from tests.exports.documents import CONTROLS, DOCUMENT, MARKUP, SCRIPTS, saying, with_parts

READER = MarkdownIt("gfm-like", {"linkify": False, "html": True})


def tokens(document: Document) -> list[Token]:
    found = READER.parse(markdown(document))
    return [one for token in found for one in (token, *(token.children or ()))]


def words(document: Document) -> str:
    """All text that a reader shows, the breaks between lines as spaces."""
    breaks = {"softbreak", "hardbreak", "html_inline", "inline"}
    shown = (" " if t.type in breaks else t.content for t in tokens(document))
    return " ".join("".join(shown).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_whole_reads_so() -> None:
    assert markdown(DOCUMENT) == (
        "# The journal of Ada\n\n"
        "Written by Ada\\\nDownloaded on 22 November 2026 at 14:02\n\n"
        "## Module 1: Why anchors\n\n"
        "### Your last conversation\n\n"
        "Saved 2 March 2026 at 12:00\n\n"
        "**What did you hear?**\n\n"
        "The first line\\\nthe second\n\nanother paragraph\n\n"
        "- **When:** the advert comes\n- **I will:** call\\\n  and ask\n\n"
        "**Who does what**\n\n"
        "| Who | What |\n| --- | --- |\n| Ben | =1+1 |\n| Cleo | two<br>lines |\n\n"
        "#### As it was\n\n"
        "- bread\n- milk\\\n  and honey\n"
    )


@pytest.mark.parametrize("text", [*SCRIPTS, *MARKUP])
def test_what_looks_like_markup_is_read_as_words(text: str) -> None:
    plain = " ".join(text.split())

    said = words(saying(text))

    assert said.count(plain) >= 9, said


@pytest.mark.parametrize("text", MARKUP)
def test_no_words_make_a_list_a_link_or_html(text: str) -> None:
    made = {token.type for token in tokens(with_parts(Paragraph(f"{text}\n{text}\n\n{text}")))}

    assert made <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text",
        "text_special", "hardbreak",
    }  # fmt: skip


def test_a_line_stays_a_line_and_what_indents_it_stays() -> None:
    kinds = [t.type for t in tokens(with_parts(Paragraph("one\n  two\n\tthree")))]

    assert kinds.count("hardbreak") == 3  # one is in the subtitle
    assert "code_block" not in kinds
    assert "\N{NO-BREAK SPACE}" * 2 + "two" in markdown(with_parts(Paragraph("one\n  two")))


def test_a_table_keeps_its_shape_whatever_stands_in_it() -> None:
    cells = (("a | b", "c\nd"), ("", "| --- |"), ("\\", "\\|"))
    found = tokens(with_parts(Table("", ("A|", "B"), cells)))

    assert [t.type for t in found].count("td_open") == 6
    assert [t.type for t in found].count("th_open") == 2


def test_items_and_facts_stay_one_list() -> None:
    document = with_parts(Facts((("a", "1. b\n- c\n\n# d"), ("e", ""))), Items(("- f", "g")))

    kinds = [token.type for token in tokens(document)]

    assert kinds.count("list_item_open") == 4
    assert kinds.count("heading_open") == 1


def test_what_no_file_can_hold_is_left_out() -> None:
    assert "abcdefgh" in markdown(saying(CONTROLS))
    markdown(saying(CONTROLS)).encode()
