"""The text of a module becomes pages, and the text of a page becomes blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from learning.content.blocks import Block, Prose
from learning.content.kinds import Kind
from learning.content.minutes import page_minutes
from learning.content.programme import Page
from learning.content.reading.fences import block_of
from learning.content.reading.footnotes import Footnotes
from learning.content.reading.headings import Part, divide, parts
from learning.content.reading.markdown import parse
from learning.content.reading.materials import Materials
from learning.content.reading.numbers import note_unsourced
from learning.content.reading.sheet import Sheet
from learning.content.reading.source import Source
from learning.content.reading.unclosed import close_fences


@dataclass(slots=True)
class Text:
    """The text of one module, read."""

    intro: tuple[Block, ...] = ()
    pages: list[Page] = field(default_factory=list)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    """What can be linked to on each page, by page id."""
    whole: bool = True
    """Whether every block could be made."""


def read_pages(module_id: str, file: Source, below: Source, materials: Materials) -> Text:
    """Read what stands ``below`` the fields of ``file``; every mistake is noted."""
    env: dict[str, Any] = {}
    footnotes = Footnotes(file)
    tokens = parse(close_fences(below, materials.findings), env)
    tokens = footnotes.take_out(tokens, materials.findings)
    intro, *pages = parts(tokens, file, materials)
    text = Text(intro=tuple(_blocks(intro, Sheet(materials, footnotes), env)))
    for part in pages:
        sheet = Sheet(materials, footnotes)
        blocks = tuple(_blocks(part, sheet, env))
        made = sum(not isinstance(block, Prose) for block in blocks)
        text.whole &= made == sum("block" in token.meta for token in part.tokens)
        text.pages.append(_page(module_id, part, blocks, materials))
        text.anchors[part.id] = sheet.anchors
    if not text.pages:
        materials.findings.add(Kind.NO_PAGE, file.place())
    footnotes.note_unused(materials.findings)
    return text


def read_prose(file: Source, below: Source, materials: Materials) -> str:
    """Read text without pages or blocks, as in a case; return it as HTML."""
    footnotes = Footnotes(file)
    tokens = footnotes.take_out(parse(below, {}), materials.findings)
    sheet = Sheet(materials, footnotes)
    divide(Part(file.place(), page=True, tokens=tokens), sheet, under=2)
    note_unsourced(tokens, file, materials.findings)
    html = sheet.html(tokens) + sheet.footnotes()
    footnotes.note_unused(materials.findings)
    return html


def _page(module_id: str, part: Part, blocks: tuple[Block, ...], materials: Materials) -> Page:
    if not part.tokens:
        materials.findings.add(Kind.EMPTY_PAGE, part.place)
    return Page(
        id=part.id,
        module_id=module_id,
        title=part.title,
        minutes=page_minutes(blocks),
        blocks=blocks,
        was=part.was,
    )


def _blocks(part: Part, sheet: Sheet, env: dict[str, Any]) -> Iterator[Block]:
    _mark_blocks(part, sheet)
    divide(part, sheet)
    prose: list[Token] = []
    for token in part.tokens:
        if "block" not in token.meta:
            prose.append(token)
            continue
        yield from _prose(prose, sheet)
        prose = []
        if block := block_of(token, sheet, env):
            yield block
    yield from _prose(prose, sheet)
    if footnotes := sheet.footnotes():
        yield Prose(footnotes)


def _mark_blocks(part: Part, sheet: Sheet) -> None:
    """Mark the fences that are blocks; keep the ids of exercises and cases for their anchors."""
    for token in part.tokens:
        if token.type == "fence" and token.level == 0:
            token.meta["block"] = True
            word, _, name = token.info.strip().partition(" ")
            if word in ("exercise", "case"):
                sheet.anchors.add(name)
            if word == "exercise" and not part.page:
                place = sheet.source.place(token.map[0] if token.map else 0)
                sheet.materials.findings.add(Kind.EXERCISE_IN_INTRO, place)


def _prose(tokens: list[Token], sheet: Sheet) -> Iterator[Prose]:
    if tokens:
        note_unsourced(tokens, sheet.source, sheet.materials.findings)
        yield Prose(sheet.html(tokens))
