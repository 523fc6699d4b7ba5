"""What counts as the same word: accents, case and simple English endings make no difference."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST_QUERY = 200
"""Characters that are looked at."""
MOST_WORDS = 12
SHORTEST_START = 3
"""Letters from which a word is also looked for as the beginning of longer ones."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL_WORDS = """
    a about an and are as at be been but by can do does for from had has have how i if in
    into is it its my no not of on or our so than that the their them then there these
    they this to up us was we were what when where which who why will with you your
"""
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that need not be there if the query has others."""
_ENDINGS = (
    ("ational", "ate"), ("ization", "ize"), ("isation", "ise"), ("iveness", "ive"),
    ("fulness", "ful"), ("ments", "ment"), ("ingly", ""), ("edly", ""), ("ness", ""),
    ("ing", ""), ("ied", "y"), ("ies", "y"), ("ers", "er"), ("ed", ""), ("ly", ""), ("es", ""),
    ("s", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, plain, and where it stands there."""

    plain: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of ``text``."""
    for found in _TOKEN.finditer(text):
        yield Token(plain(found.group()), found.start(), found.end())


@lru_cache(50_000)
def plain(word: str) -> str:
    """Return ``word`` without case, accents and apostrophes, in letters that no index parts.

    Letters beyond ASCII are spelled out, so that nothing is left to a tokenizer’s idea of them.
    """
    whole = word if word.isascii() else unicodedata.normalize("NFKD", word)
    signs = (c for c in whole.casefold() if c.isalnum())
    return "".join(c if c.isascii() else f"u{ord(c):x}u" for c in signs)


@lru_cache(50_000)
def stem(word: str) -> str:
    """Return the plain ``word`` without a simple English ending; the same for its relatives."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]  # planning, planned: plan
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]  # housing, houses, house
    return f"{word[:-1]}i" if len(word) > 3 and word[-1] == "y" else word


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words, each once, in order."""

    words: tuple[str, ...]
    was_cut: bool
    """Whether there was more than we look at."""
    _seen: dict[str, str | None] = field(default_factory=dict, repr=False)

    def matches(self, word: str) -> str | None:
        """Return which of the words the plain ``word`` answers to, if any."""
        if word not in self._seen:  # a text says the same words again and again
            answers = (mine for mine in self.words if is_match(mine, word))
            self._seen[word] = next(answers, None)
        return self._seen[word]


def is_match(wanted: str, word: str) -> bool:
    """Tell whether ``word`` is, begins with, or is a relative of ``wanted``; both are plain."""
    if len(wanted) >= SHORTEST_START and word.startswith(wanted):
        return True
    return word == wanted or stem(word) == stem(wanted)


def query_of(text: str) -> Query:
    """Return what ``text`` asks for; small words count only if there is nothing else."""
    found = list(dict.fromkeys(token.plain for token in tokens(text[:LONGEST_QUERY])))
    found = [word for word in found if word]
    large = [word for word in found if word not in _SMALL] or found
    was_cut = len(text) > LONGEST_QUERY or len(large) > MOST_WORDS
    return Query(tuple(large[:MOST_WORDS]), was_cut)
