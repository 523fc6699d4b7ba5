"""A full-text index in memory: SQLite's FTS5, filled once and only read afterwards.

FTS5 sees plain words and their stems, made by `words`, so that what matches, what is marked and
what is suggested follow one rule. It keeps no text: the documents do.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from threading import Lock

from learning.search.documents import Document
from learning.search.words import SHORTEST_START, Query, stem, tokens

_SCHEMA = """CREATE VIRTUAL TABLE found USING fts5(
    title, body, title_stems, body_stems, content='', prefix='3', tokenize='ascii')"""
_RANK = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found, 8, 1, 6, 0.8), rowid"
_LONGEST_RESPELLED = 60
"""Letters; there are fifty times as many slips, each as long as the word."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Index:
    """Documents that can be searched, from any thread."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        self._lock = Lock()
        self._vocabulary: Counter[str] = Counter()
        self._spelling: dict[str, str] = {}
        # Autocommit and a lock: whichever thread asks, it reads what was written here.
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute(_SCHEMA)
        self._db.execute("BEGIN")
        rows = ((number, *self._row(d)) for number, d in enumerate(self._documents))
        self._db.executemany(
            "INSERT INTO found(rowid, title, body, title_stems, body_stems) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA query_only = ON")

    def close(self) -> None:
        """Give the memory back; nothing can be found afterwards."""
        self._db.close()

    def all_of(self, query: Query) -> list[Document]:
        """Return the documents that have every word of ``query``, best first."""
        return self._matching(" AND ".join(map(_expression, query.words)))

    def any_of(self, query: Query) -> list[Document]:
        """Return the documents that have a word of ``query``, best first."""
        return self._matching(" OR ".join(map(_expression, query.words)))

    def knows(self, word: str) -> bool:
        """Tell whether anything matches the plain ``word``."""
        return bool(self._matching(_expression(word)))

    def respelled(self, word: str) -> str | None:
        """Return the commonest word that is a slip of the finger away from ``word``."""
        is_word = 3 < len(word) <= _LONGEST_RESPELLED
        near = _one_slip_away(word) & self._vocabulary.keys() if is_word else set()
        best = max(near, key=lambda found: (self._vocabulary[found], found), default=None)
        return self._spelling[best] if best else None

    def _matching(self, expression: str) -> list[Document]:
        if not expression:
            return []
        with self._lock:
            rows = self._db.execute(_RANK, (expression,)).fetchall()
        return [self._documents[number] for (number,) in rows]

    def _row(self, document: Document) -> Sequence[str]:
        title, body = self._words(document.title), self._words(document.text)
        return " ".join(title), " ".join(body), _stems(title), _stems(body)

    def _words(self, text: str) -> list[str]:
        found = list(tokens(text))
        for token in found:
            self._spelling.setdefault(token.plain, text[token.start : token.end].lower())
        words = [token.plain for token in found]
        self._vocabulary.update(words)
        return words


def _stems(words: list[str]) -> str:
    """Return the stems that differ from their words; the others are found as they are."""
    return " ".join(s for word in words if (s := stem(word)) != word)


def _expression(word: str) -> str:
    """Return what FTS5 looks for; ``word`` is plain letters and digits, so nothing is escaped."""
    start = " *" if len(word) >= SHORTEST_START else ""
    return f'("{word}"{start} OR "{stem(word)}")'


def _one_slip_away(word: str) -> set[str]:
    """Return every string with one letter left out, put in, changed, or two changed round."""
    parts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = {a + b[1:] for a, b in parts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    found |= {a + c + b for a, b in parts for c in _LETTERS}
    return found | {a + c + b[1:] for a, b in parts if b for c in _LETTERS}
