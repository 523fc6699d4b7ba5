"""Headings: ``## Title {#id was=old}`` begins a page, ``###`` and ``####`` divide it.

A page's title is shown as the heading of the first level, so what divides it moves up by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from learning.content.kinds import Kind
from learning.content.mistakes import Place
from learning.content.reading.identities import is_id
from learning.content.reading.markdown import words
from learning.content.reading.materials import Claim, Materials
from learning.content.reading.sheet import Sheet
from learning.content.reading.source import Source
from learning.content.slug import slug

RESERVED_PAGES = ("session",)
"""Ids that name something else in a module's addresses."""


@dataclass(slots=True)
class Part:
    """The tokens of one page, or of what stands before the first page."""

    place: Place
    page: bool = False
    id: str = ""
    title: str = ""
    was: tuple[str, ...] = ()
    tokens: list[Token] = field(default_factory=list)


def parts(tokens: list[Token], source: Source, materials: Materials) -> list[Part]:
    """Split the text of a module at every ``##``; the first part is its introduction."""
    found = [Part(source.place())]
    steps = iter(tokens)
    for token in steps:
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
            found.append(_page(token, next(steps), source, materials))
            next(steps)
        else:
            found[-1].tokens.append(token)
    return found


def _page(opening: Token, inline: Token, source: Source, materials: Materials) -> Part:
    line = opening.map[0] if opening.map else 0
    title = words(inline).strip()
    part = Part(source.place(line), page=True, title=title)
    if not title:
        materials.findings.add(Kind.HEADING_EMPTY, part.place)
    for word in opening.meta.get("attributes", ()):
        place = source.find(word, line)
        if word.startswith("#"):
            part.id = _checked_id(word[1:], place, materials)
            materials.page_ids.living.append(Claim(part.id, place))
        elif word.startswith("was="):
            old = _checked_id(word[4:], place, materials)
            materials.page_ids.was.append(Claim(old, place))
            part.was += (old,)
        else:
            materials.findings.add(Kind.BAD_ATTRIBUTE, place, word=word)
    if not part.id:
        materials.findings.add(Kind.NO_PAGE_ID, part.place, title=title, id=slug(title))
    return part


def _checked_id(text: str, place: Place, materials: Materials) -> str:
    if not is_id(text):
        materials.findings.add(Kind.BAD_ID, place, id=text)
    elif text in RESERVED_PAGES:
        materials.findings.add(Kind.RESERVED_ID, place, id=text)
    return text


def divide(part: Part, sheet: Sheet, *, under: int = 1) -> None:
    """Give the headings of a part their anchors; note those that are out of order.

    ``under`` is the level at which the title above them is shown: 1 for a page, 2 for a case.
    """
    level = 2 if part.page else 1  # as the author counts: `##` is the page
    for opening, inline, closing in _headings(part.tokens):
        line = opening.map[0] if opening.map else 0
        place = sheet.source.place(line)
        if opening.level:
            sheet.materials.findings.add(Kind.HEADING_HERE, place)
            continue
        level = _level(int(opening.tag[1:]), level, place, sheet.materials)
        title = words(inline).strip()
        if not title:
            sheet.materials.findings.add(Kind.HEADING_EMPTY, place)
        opening.attrs["id"] = _anchor(opening, title, line, sheet)
        opening.tag = closing.tag = f"h{under + max(level, 3) - 2}"


def _headings(tokens: list[Token]) -> Iterator[tuple[Token, Token, Token]]:
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "heading_open":
            yield opening, inline, closing


def _level(level: int, above: int, place: Place, materials: Materials) -> int:
    if level == 1:
        materials.findings.add(Kind.TITLE_IN_TEXT, place)
        return above
    if level == 2:
        materials.findings.add(Kind.PAGE_HERE, place)
    if level > 4:
        materials.findings.add(Kind.HEADING_DEEP, place)
        return above
    if level > above + 1:
        materials.findings.add(Kind.HEADING_SKIPS, place, marks="#" * (above + 1))
    return level


def _anchor(opening: Token, title: str, line: int, sheet: Sheet) -> str:
    wanted = title
    for word in opening.meta.get("attributes", ()):
        place = sheet.source.find(word, line)
        if word.startswith("#") and word[1:] in sheet.anchors:
            sheet.materials.findings.add(Kind.SAME_ANCHOR, place, id=word[1:])
        elif word.startswith("#") and is_id(word[1:]):
            wanted = word[1:]
        elif word.startswith("#"):
            sheet.materials.findings.add(Kind.BAD_ID, place, id=word[1:])
        else:
            sheet.materials.findings.add(Kind.BAD_ATTRIBUTE, place, word=word)
    return sheet.anchor(wanted)
