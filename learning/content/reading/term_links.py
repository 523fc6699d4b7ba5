"""The first use of a term in a module becomes a link to the glossary.

This is done on HTML that is rendered and sanitised: only what stands between tags is touched, and
what is put in is made of our own signs and the words that stood there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from learning.content.blocks import FOOTNOTES, Block, Fact, Note, Prose
from learning.content.glossary import Term, terms
from learning.content.programme import Module, Page

_TAG = re.compile(r'</?([a-z0-9]+)[^>"]*(?:"[^"]*"[^>"]*)*>')
_WORD = re.compile(r"\w+")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w’-]*\s+$")
_CAPITAL_AFTER = re.compile(r"\s+[A-Z]")
_READ = (Prose, Fact, Note)
"""Blocks in which terms become links; the others are quoted, or have a form of their own."""
_SHUT = frozenset({"a", "blockquote", "code", "dfn", "dt", "h2", "h3", "h4", "pre", "sup", "th"})
"""Elements in which no term becomes a link: there it would disturb, or change what is quoted."""


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a term."""

    term: Term
    pattern: str
    start: str
    """How it begins in HTML, in small letters: a module without that need not be searched."""
    last: str
    """Its last word in small letters."""
    as_written: bool
    """Whether capitals count: so that IT is never “it”."""
    is_name: bool
    """Whether it has capitals of its own, as Core20PLUS5 has."""


def link_terms(modules: tuple[Module, ...]) -> tuple[Module, ...]:
    """Return ``modules`` with the first use of each term linked, once in each module."""
    by_word: dict[str, list[_Form]] = {}
    for form in (form for term in terms(modules) for form in _forms(term)):
        by_word.setdefault(form.last, []).append(form)
    return tuple(_linked(module, by_word) for module in modules)


def _forms(term: Term) -> Iterator[_Form]:
    if not term.definition.linked:
        return
    for text in (term.definition.term, *term.definition.also):
        if words := _WORD.findall(text.lower()):
            start = escape(" ".join(text.lower().split())[:-1], quote=False)
            yield _Form(
                term,
                _pattern(text),
                start,
                words[-1],
                as_written=text.upper() == text,
                is_name=text[1:].lower() != text[1:],
            )


def _pattern(text: str) -> str:
    """Return what ``text`` looks like in HTML, in the singular or a simple plural."""
    *first, last = (re.escape(escape(word, quote=False)) for word in text.split())
    if re.search(r"[^aeiou]y$", last, re.IGNORECASE):
        last = f"{last[:-1]}(?:y|ies)"
    elif re.search(r"(s|x|z|ch|sh)$", last, re.IGNORECASE):
        last = f"{last}(?:es)?"
    elif last[-1].isalpha():
        last = f"{last}s?"
    return r"\s+".join([*first, last])


def _linked(module: Module, by_word: dict[str, list[_Form]]) -> Module:
    read = (b.html for page in module.pages for b in page.blocks if isinstance(b, _READ))
    text = " ".join(" ".join(read).lower().split())
    near = (form for word in _words(text) & by_word.keys() for form in by_word[word])
    forms = sorted(
        (form for form in near if form.start in text),
        key=lambda form: (-len(form.pattern), form.pattern),
    )
    if not forms:
        return module
    linker = _Linker(module, forms)
    return replace(module, pages=tuple(map(linker.page, module.pages)))


def _words(text: str) -> set[str]:
    """Return every word of ``text``, and what it may be the plural of."""
    words = set(_WORD.findall(text))
    singulars = {word[:-n] for word in words if word.endswith("s") for n in (1, 2)}
    return words | singulars | {f"{word[:-3]}y" for word in words if word.endswith("ies")}


class _Linker:
    """Goes through one module, from its first page to its last."""

    def __init__(self, module: Module, forms: list[_Form]) -> None:
        self._forms = forms
        self._entries = [form.term for form in forms]
        self._finder = _finder(forms)
        self._early = {e.id for e in self._entries if e.module.id == module.id and e.page}
        """Terms whose definition is still to come: the author is about to explain them."""
        self._seen: set[str] = set()

    def page(self, page: Page) -> Page:
        """Return ``page`` with the terms linked that no earlier page has used."""
        blocks = tuple(map(self._block, page.blocks))
        self._early -= {e.id for e in self._entries if e.page and e.page.id == page.id}
        return page if blocks == page.blocks else replace(page, blocks=blocks)

    def _block(self, block: Block) -> Block:
        if not isinstance(block, _READ) or block.html.startswith(FOOTNOTES):
            return block
        html = self._html(block.html)
        return block if html == block.html else replace(block, html=html)

    def _html(self, html: str) -> str:
        parts: list[str] = []
        end = 0
        for found in self._finder.finditer(html):
            form = self._forms[(found.lastindex or 1) - 1]
            term = form.term
            if not self._is_use(form, found):
                continue
            self._seen.add(term.id)
            link = f'<a class="term" href="{term.path}">{found.group()}</a>'
            parts += [html[end : found.start()], link]
            end = found.end()
        return "".join([*parts, html[end:]]) if parts else html

    def _is_use(self, form: _Form, found: re.Match[str]) -> bool:
        """Tell whether this is a use that becomes a link: the first, in text, and no name."""
        known = form.term.id in self._seen or form.term.id in self._early
        is_name = not form.is_name and _in_name(found)
        return not known and not is_name and _open_at(found.start(), found.string)


def _finder(forms: list[_Form]) -> re.Pattern[str]:
    """Return what finds any of ``forms`` as whole words; each is a group of its own."""
    either = "|".join(
        f"({form.pattern})" if form.as_written else f"((?i:{form.pattern}))" for form in forms
    )
    return re.compile(rf"(?<![\w&-])(?:{either})(?![\w-])")


def _in_name(found: re.Match[str]) -> bool:
    """Tell whether what was found is a part of a name, as in “Healthcare Anchor Network”."""
    if not found.group()[0].isupper():
        return False
    before, after = found.string[: found.start()][-40:], found.string[found.end() :][:40]
    return bool(_CAPITAL_BEFORE.search(before) or _CAPITAL_AFTER.match(after))


def _open_at(position: int, html: str) -> bool:
    """Tell whether what stands at ``position`` is text in which a term may become a link."""
    shut = 0
    for tag in _TAG.finditer(html):
        if tag.start() > position:
            break
        if tag.end() > position:
            return False
        if tag.group(1) in _SHUT:
            shut += -1 if tag.group().startswith("</") else 1
    return not shut
