"""The first use of a term in a module leads to the glossary, and nothing else is touched."""

import re
from datetime import date
from pathlib import Path

import pytest

from learning.content import Programme, check_programme, count
from learning.content.glossary import by_letter, terms
from learning.content.reading.term_links import link_terms
from tests.content.edits import apply, copy_base

LINK = re.compile(r'<a class="term" href="/glossary#([a-z0-9-]+)">(.*?)</a>', re.DOTALL)


def programme_with(tmp_path: Path, *changes: str) -> Programme:
    content = copy_base(tmp_path / "content")
    for change in changes:
        apply(change, content)
    report = check_programme(content, today=date(2026, 11, 25))
    assert report.mistakes == ()
    assert report.programme
    return report.programme


def said(text: str) -> str:
    """Return the change that makes the first page say ``text``."""
    lines = "".join(f"+ {line}\n" for line in text.splitlines())
    old = "Some words, and [a link](/modules/second/end#deeper).[^1]"
    return f"modules/01-first.md\n- {old}\n{lines}+ [^1]"


def defined(term: str, more: str = "") -> str:
    return f"modules/02-second.md\n- term: Anchor\n+ term: {term}\n{more}"


def linked(programme: Programme, page_id: str = "start") -> list[tuple[str, str]]:
    html = "".join(getattr(block, "html", "") for block in programme.page(page_id).blocks)
    return LINK.findall(html)


def test_the_first_use_in_a_module_becomes_a_link_and_no_other(tmp_path: Path) -> None:
    harbour = programme_with(
        tmp_path,
        said("An anchor, another anchor."),
        "modules/01-first.md\n- ### Start of it\n+ ### Start of it\n+\n+ The anchor again.",
    )

    assert linked(harbour) == [("anchor", "anchor")]
    assert linked(harbour, "onward") == []


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Anchor", "Then two ANCHORS.", "ANCHORS"),
        ("Body", "Two bodies.", "bodies"),
        ("Key", "Two keys.", "keys"),
        ("Church", "Two churches.", "churches"),
        ("Social value", "It has social\nvalues.", "social\nvalues"),
        ("R&D", "Much R&D here.", "R&amp;D"),
        ("Café", "It is a CAFÉ.", "CAFÉ"),
        ("Anchor", "The anchor’s weight.", "anchor"),
        ("Core20PLUS5", "In Core20PLUS5 Areas.", "Core20PLUS5"),
        ("ICS", "An ICS and *an* ICS.", "ICS"),
        ("C++ (new)", "We write C++ (new) words.", "C++ (new)"),
        ("Anchor", "The Healthcare Anchor Network, Royal\nAnchor, Anchor House.", None),
        ("Anchor", "It holds. Anchor after anchor.", "Anchor"),
        ("Anchor", "Anchored, anchor-like, co-anchor, xanchor, anchor2.", None),
        ("IT", "It is it.", None),
        ("amp", "This & that.", None),
        ("strong", "So **bold** it is.", None),
        ("href", "A [link](/library) here.", None),
        ("Anchor", "[An anchor](/library) `anchor` <anchor>.", "anchor"),
        ("Anchor", "> An anchor\n\n### Anchor\n\n    anchor\n\n![An anchor > all](pier.svg)", None),
        ("Anchor", "`anchor` it is.", None),
        ("Anchor", "[An anchor](/library) it is.", None),
        ("Anchor", "Said:\n\n> An anchor", None),
        ("Anchor", "Said:\n\n    anchor", None),
        ("Anchor", "Said:\n\n### Anchor", None),
        ("Anchor", "![An anchor > all](pier.svg)", None),
        ("Anchor", "| anchor |\n|---|\n| *the* |", None),
        ("Anchor", "Anchor\n: It is heavy.", None),
    ],
)  # fmt: skip
def test_only_whole_words_in_running_text_are_linked(
    term: str, text: str, found: str | None, tmp_path: Path
) -> None:
    quoted = f'"{term}"' if term != "Anchor" else term
    plain = programme_with(tmp_path / "plain", said(text), defined("Zzz"))
    harbour = programme_with(tmp_path / "linked", said(text), defined(quoted))

    assert [words for _, words in linked(harbour)] == ([found] if found else [])
    before = plain.page("start").blocks
    after = harbour.page("start").blocks
    for one, other in zip(before, after, strict=True):
        html = getattr(other, "html", "")
        assert LINK.sub(r"\2", html) == getattr(one, "html", "")
    assert [c.words for c in count(harbour)][:1] == [c.words for c in count(plain)][:1]


def test_the_longest_term_is_taken_and_other_forms_count_as_the_term(tmp_path: Path) -> None:
    more = "+ also: [social worth, SV]\n+ ---\n+ It is.\n+ ```\n+\n+ ```definition\n+ term: Value\n"
    harbour = programme_with(
        tmp_path, defined("Social value", more), said("The SV, social worth, social value, values.")
    )

    assert linked(harbour) == [("social-value", "SV"), ("value", "values")]


def test_a_term_is_not_linked_up_to_the_page_that_defines_it(tmp_path: Path) -> None:
    page = "+ ```\n+\n+ ## After it {#after}\n+\n+ The anchor.\n+\n"
    harbour = programme_with(
        tmp_path,
        "modules/02-second.md\n- ## The end {#end}\n+ ## Before {#before}\n+\n+ An anchor.\n+\n"
        "+ ## The end {#end}\n+\n+ This anchor.",
        f"modules/02-second.md\n- ```exercise quiz\n- ```\n+ ```exercise quiz\n{page}",
    )

    assert [linked(harbour, page) for page in ("before", "end")] == [[], []]
    assert linked(harbour, "after") == [("anchor", "anchor")]


def test_footnotes_sources_and_definitions_are_left_alone(tmp_path: Path) -> None:
    harbour = programme_with(
        tmp_path,
        "modules/01-first.md\n- [^1]: Where it is written.\n+ [^1]: Where the anchor is written.",
        "modules/01-first.md\n- source: A report\n+ source: An anchor report",
        "modules/01-first.md\n- It was **45%** of them.\n- ```\n+ It was **45%** of them.\n+ ```\n"
        "+\n"
        "+ ```definition\n+ term: Ship\n+ ---\n+ Held by an anchor.\n+ ```",
    )

    assert linked(harbour) == []


def test_a_term_that_is_an_everyday_word_can_be_left_unlinked(tmp_path: Path) -> None:
    harbour = programme_with(tmp_path, defined("Lot", "+ linked: false\n"), said("A lot of it."))

    assert linked(harbour) == []
    assert [term.definition.term for term in terms(harbour.modules)] == ["Lot"]


def test_one_more_pass_never_links_inside_a_link(tmp_path: Path) -> None:
    harbour = programme_with(tmp_path, said("An anchor, another anchor."))

    twice = link_terms(harbour.modules)

    assert len(LINK.findall(str(twice))) == 2, "the next free use, not the one that is linked"


def test_the_glossary_has_letters_and_leads_back(tmp_path: Path) -> None:
    more = (
        "+ ---\n+ It *holds*, [see](#deeper).[^2]\n+ ```\n+\n+ [^2]: A source.\n+\n"
        "+ ```definition\n+ term: Écluse\n+ ---\n+ A lock.\n+ ```\n+\n"
        '+ ```definition\n+ term: "3D"\n+ ---\n+ Deep.\n+ ```\n+\n'
        "+ ```definition\n+ term: Main\n"
    )
    harbour = programme_with(tmp_path, defined("Anchor", more))
    letters = by_letter(harbour)

    assert [letter for letter, _ in letters] == ["A", "E", "M", "0–9"]
    (anchor,) = letters[0][1]
    assert anchor.path == "/glossary#anchor"
    assert anchor.defined_at == "/modules/second/end#anchor"
    assert anchor.html == (
        '<p>It <em>holds</em>, <a href="/modules/second/end#deeper">see</a>.</p>\n'
    )
    assert [term.id for term in letters[2][1]] == ["main-2"], "every page has a `main` already"
