"""Searching: which documents, in what order, with which words around what was found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content import Programme
from learning.journal import EntryView, journal_of
from learning.search.documents import Document, documents_of, entry_document
from learning.search.index import Index
from learning.search.words import Query, Token, plain, query_of, tokens

MOST = 30
"""Results that are shown."""
_AROUND = 220
"""Characters of text shown with a result."""
_LEAD = 60
"""How many of them at most stand before the first word that was found."""

Excerpt = tuple[tuple[str, bool], ...]
"""Pieces of text, each with whether it is what was looked for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result."""

    document: Document
    title: Excerpt = field(repr=False)
    excerpt: Excerpt = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found; at most `MOST` of it."""

    findings: tuple[Finding, ...] = ()
    total: int = 0
    has_all: bool = True
    """False if no result has every word, so that these have some of them."""
    was_cut: bool = False
    """True if the query was longer than what we look at."""
    asks: bool = False
    """True if there was a word to look for."""
    suggestion: str | None = None
    """What may have been meant."""


class Searches:
    """Keeps the index of the edition that is served; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Programme, Index] | None = None

    def index_of(self, programme: Programme) -> Index:
        """Return the index of ``programme``; the first search of an edition makes it."""
        kept = self._kept
        if kept and kept[0] is programme:
            return kept[1]
        with self._lock:
            if not self._kept or self._kept[0] is not programme:
                # An old index may still be searched; it goes when the last search lets go of it.
                self._kept = (programme, Index(documents_of(programme)))
            return self._kept[1]


def find(index: Index, text: str) -> Results:
    """Return what is found for ``text``: with all of its words, or else with any of them."""
    query = query_of(text)
    if not query.words:
        return Results(was_cut=query.was_cut)
    found = index.all_of(query)
    has_all = bool(found)
    found = found or index.any_of(query)
    return Results(
        findings=_findings(_exact_first(found, query), query),
        total=len(found),
        has_all=has_all,
        was_cut=query.was_cut,
        asks=True,
        suggestion=None if has_all else _suggestion(index, query, text),
    )


def find_own(db: Session, person: Person, programme: Programme, text: str) -> Results:
    """Return what is found in the journal of ``person``, by the same rules; one query, or none."""
    if not query_of(text).words:
        return Results()
    return find_among(journal_of(db, person, programme), programme, text)


def find_among(entries: Iterable[EntryView], programme: Programme, text: str) -> Results:
    """Return what is found in ``entries``, which are all of one writer, by the same rules."""
    index = Index(entry_document(entry, programme) for entry in entries)
    try:
        return find(index, text)
    finally:
        index.close()  # nobody else’s search ever meets it


def _findings(documents: Iterable[Document], query: Query) -> tuple[Finding, ...]:
    return tuple(
        Finding(d, _marked(d.title, query, 0, len(d.title)), _excerpt(d.text, query))
        for d in list(documents)[:MOST]
    )


def _exact_first(documents: list[Document], query: Query) -> list[Document]:
    """Return ``documents`` with those called exactly so at the top: what it is, before its uses."""
    return sorted(documents, key=lambda d: tuple(t.plain for t in tokens(d.title)) != query.words)


def _suggestion(index: Index, query: Query, text: str) -> str | None:
    """Return ``text`` with the words that nobody knows respelled; None if that helps nobody."""
    better = {
        word: near
        for word in query.words
        if not index.knows(word) and (near := index.respelled(word))
    }
    if not better:
        return None
    words = [text[token.start : token.end] for token in tokens(text[:300])]
    return " ".join(better.get(plain(word), word) for word in words)


def _excerpt(text: str, query: Query) -> Excerpt:
    """Return the stretch of ``text`` with most of the query's words, each marked."""
    found = [(t, mine) for t in tokens(text) if (mine := query.matches(t.plain))]
    start = max(0, _densest(found) - _LEAD)
    if start:
        start = text.find(" ", start) + 1
    end = len(text) if len(text) - start <= _AROUND else text.rfind(" ", start, start + _AROUND)
    end = end if end > start else start + _AROUND
    pieces = _marked(text, query, start, end)
    before = (("… ", False),) if start else ()
    after = ((" …", False),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _densest(found: list[tuple[Token, str]]) -> int:
    """Return where the stretch begins that has most of the different words."""
    best, place, first = 0, 0, 0
    for last, (token, _) in enumerate(found):
        while token.end - found[first][0].start > _AROUND - _LEAD and first < last:
            first += 1
        different = len({mine for _, mine in found[first : last + 1][:50]})
        if different > best:
            best, place = different, found[first][0].start
    return place


def _marked(text: str, query: Query, start: int, end: int) -> Excerpt:
    pieces: list[tuple[str, bool]] = []
    at = 0
    part = text[start:end]
    for token in tokens(part):
        if query.matches(token.plain):
            pieces += [(part[at : token.start], False), (part[token.start : token.end], True)]
            at = token.end
    return tuple(piece for piece in [*pieces, (part[at:], False)] if piece[0])
