"""The glossary: every term that a module defines, in the order of the alphabet."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from learning.content.blocks import Definition
from learning.content.programme import Module, Page, Programme
from learning.content.slug import free_slug

_RESERVED = frozenset({"main"})
"""Ids that every page of the site has."""
_NOTE = re.compile(r'<sup class="footnote-ref">.*?</sup>')
_ID = re.compile(r'(<[a-z0-9]+(?: [^<>]*?)?) id="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the programme, what it means, and where it is defined."""

    id: str
    """Its anchor in the glossary."""
    definition: Definition
    module: Module
    page: Page | None
    """None where the introduction of the module defines it."""

    @property
    def path(self) -> str:
        """Return its address in the glossary."""
        return f"/glossary#{self.id}"

    @property
    def defined_at(self) -> str:
        """Return the address of the definition in the module."""
        return f"{(self.page or self.module).path}#{self.definition.id}"

    @property
    def html(self) -> str:
        """Return what it means, as it can stand away from its page."""
        html = _ID.sub(r"\1", _NOTE.sub("", self.definition.html))
        return html.replace('href="#', f'href="{(self.page or self.module).path}#')


def terms(modules: Iterable[Module]) -> tuple[Term, ...]:
    """Return every term, in the order of the modules."""
    found: list[Term] = []
    taken: set[str] = set()
    for module, page, definition in _definitions(modules):
        name = anchor_of(definition.term, taken)
        taken.add(name)
        found.append(Term(id=name, definition=definition, module=module, page=page))
    return tuple(found)


def anchor_of(term: str, taken: Collection[str]) -> str:
    """Return the anchor of ``term`` in the glossary, where those ``taken`` stand already."""
    return free_slug(term, _RESERVED.union(taken))


def by_letter(programme: Programme) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Return the terms under their letters, both in the order of the alphabet."""
    ordered = sorted(terms(programme.modules), key=lambda term: _plain(term.definition.term))
    grouped = groupby(ordered, key=lambda term: _letter(term.definition.term))
    return tuple((letter, tuple(under)) for letter, under in grouped)


def _definitions(modules: Iterable[Module]) -> Iterator[tuple[Module, Page | None, Definition]]:
    for module in modules:
        parts = [(None, module.intro), *((page, page.blocks) for page in module.pages)]
        for page, blocks in parts:
            for block in blocks:
                if isinstance(block, Definition):
                    yield module, page, block


def _plain(term: str) -> tuple[bool, str]:
    """Return by what ``term`` is sorted: letters without accents, before digits and signs."""
    parts = unicodedata.normalize("NFKD", term.casefold())
    plain = "".join(c for c in parts if c.isalnum() or c == " ").strip()
    return not plain[:1].isalpha(), plain


def _letter(term: str) -> str:
    beyond, plain = _plain(term)
    return "0–9" if beyond else plain[0].upper()
