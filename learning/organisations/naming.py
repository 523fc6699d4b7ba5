"""When two names mean the same organisation: pure, and quick for ten thousand of them.

`key_of` is what makes two spellings one without asking, so it is careful: “Manchester University”
is not “Manchester University NHS Foundation Trust”. `likeness` only makes a suggestion. Names are
compared only within a block (`block_of`), never each with each.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

LIKE = 0.6
"""From this likeness on somebody is asked whether they mean the same."""
_LONGEST_KEY = 500
"""Characters: a few signs become many, and an index takes only so much."""
_APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4"
_ACCENTS = re.compile("[\u0300-\u036f]")
_INITIAL = re.compile(r"\b(\w)\.(?=\w\b|\s|$)")
_COMPANY = re.compile(
    r"(?<=\S) (?:limited|ltd|plc|llp|cic|cio|inc|community interest company"
    r"|charitable incorporated organisation)$"
)
_TRUST = re.compile(r"(?<=\S) (?:nhs (?:foundation trust|trust|ft)|nhsft|foundation trust)$")
_FILLERS = frozenset({"a", "and", "at", "for", "in", "of", "the", "y"})
_COMMON = frozenset({
    "academy", "acute", "ambulance", "association", "board", "borough", "care", "centre",
    "charity", "city", "college", "commission", "community", "company", "council", "county",
    "department", "district", "foundation", "general", "government", "group", "health",
    "healthcare", "hosp", "hospital", "hospitals", "housing", "infirmary", "institute",
    "integrated", "local", "metropolitan", "national", "nhs", "office", "organisation",
    "partnership", "police", "primary", "royal", "school", "service", "services", "social",
    "society", "teaching", "trust", "uni", "unitary", "univ", "university",
})  # fmt: skip
"""Words of many names: two that share nothing else are not alike."""
_COMMON_WEIGHT = 0.3
_PREFIX = 3
_COMPARED = 12
"""Words of a name that are looked at, each beside each of another."""
_LONGEST_WORD = 40
"""Letters: to see whether longer words are misspelt takes long, and nobody means them."""
_ENDS = ("", "t", "ft", "nhst", "nhsft")
"""How people end the initials of a trust: ELFT, MFT, UCLH."""


def key_of(name: str) -> str:
    """Return what the ways of typing ``name`` have in common; two names with one key are one.

    Case, accents, punctuation, “&”, “Saint”, a leading “the”, a company’s legal form, and which
    kind of NHS trust it is, make no difference.
    """
    dotless = _INITIAL.sub(r"\1", unicodedata.normalize("NFKD", name))
    plain = _ACCENTS.sub("", dotless).casefold().replace("&", " and ").replace("+", " and ")
    signs = (_sign(sign) for sign in plain if sign not in _APOSTROPHES)
    words = unicodedata.normalize("NFC", "".join(signs)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    key = " ".join("st" if word == "saint" else word for word in words)
    key = _TRUST.sub(" nhs", _COMPANY.sub("", key))
    return (key or name.casefold())[:_LONGEST_KEY]


def words_to_find(text: str) -> tuple[str, ...]:
    """Return what the key of a name that ``text`` is a part of has in it."""
    words = key_of(text).split()
    telling = [word for word in words if word not in {"foundation", "ft", "trust"}]
    return tuple(telling or words)


def block_of(key: str) -> str:
    """Return the beginnings of the words that tell it from others, in their order."""
    words = _words(key)
    telling = [word for word in words if not _is_common(word)] or words or key.split()
    return " ".join(word[:_PREFIX] for word in telling)


def first_of(block: str) -> str:
    """Return the beginning of a block: names that may be alike begin with the same."""
    return block.split(" ", 1)[0]


def initials_of(key: str) -> str:
    """Return the first letters of its words, or nothing for a single word."""
    words = [word for word in _words(key) if word != "nhs"]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def read_as_initials(key: str) -> tuple[str, ...]:
    """Return of what ``key`` may be the initials, nothing if it is no such word."""
    if " " in key or not 3 <= len(key) <= 10:
        return ()
    heads = (key.removesuffix(end) for end in _ENDS if key.endswith(end))
    return tuple(head for head in heads if len(head) > 1)


def abbreviations_of(key: str) -> tuple[str, ...]:
    """Return the single words by which people may mean it."""
    initials = initials_of(key)
    return tuple(f"{initials}{end}" for end in _ENDS) if initials else ()


def likeness(one: str, other: str) -> float:
    """Return how much two keys are alike, from 0 to 1.

    Words may be misspelt, in another order, or missing in one of them; where each has a word
    that the other lacks, they are different.
    """
    if one == other:
        return 1.0
    if one in abbreviations_of(other) or other in abbreviations_of(one):
        return 0.9
    fewer, more = sorted((_words(one)[:_COMPARED], _words(other)[:_COMPARED]), key=len)
    left = list(more)
    for word in fewer:
        twin = word if word in left else next((w for w in left if _is_misspelt(word, w)), None)
        if twin is None:
            return 0.0
        left.remove(twin)
    shared = _weight(fewer)
    return 2 * shared / (2 * shared + _weight(left)) if shared else 0.0


def _sign(sign: str) -> str:
    """Return a letter, a mark that belongs to one, or a figure as it is; a space for the rest."""
    return sign if unicodedata.category(sign)[0] in "LMN" else " "


def _words(key: str) -> list[str]:
    return [word for word in key.split() if word not in _FILLERS]


def _weight(words: Iterable[str]) -> float:
    return sum(_COMMON_WEIGHT if word in _COMMON else 1.0 for word in words)


def _is_common(word: str) -> bool:
    """Tell whether it is a word of many names, also a misspelt one."""
    return word in _COMMON or any(_is_misspelt(word, common) for common in _COMMON)


def _is_misspelt(one: str, other: str) -> bool:
    """Tell whether two words may be one: never short ones, nor figures."""
    if one[0] != other[0] or min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2:
        return False
    if max(len(one), len(other)) > _LONGEST_WORD or {one, other} <= _COMMON:
        return False
    if not (one.isalpha() and other.isalpha()):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8
