"""Which characters the shipped fonts can print, so that nobody's words come out with holes.

A letter and its marks have to come from one font, so the question is asked for each *cluster*:
a character with the combining marks that follow it.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_COVERAGE = Path(__file__).with_name("coverage.json")
_ZWNJ, _ZWJ, _LRM, _RLM = "\u200c", "\u200d", "\u200e", "\u200f"
_SHAPING = frozenset((_ZWNJ, _ZWJ, _LRM, _RLM))


def unprintable(text: str) -> tuple[str, ...]:
    """Return each cluster of ``text`` that no shipped font can draw, once, in order."""
    line = tidy(text)
    return tuple(c for c in dict.fromkeys(_clusters_in(line)) if not _drawn(c))


def printable(text: str) -> str:
    """Return ``text`` as a PDF prints it, ``�`` for every cluster no font can draw."""
    line = tidy(text)
    if unprintable(line):
        return "".join(c if _drawn(c) else REPLACEMENT for c in clusters(line))
    return line


def tidy(text: str) -> str:
    """Return ``text`` composed (NFC), on one line, without characters that have no shape.

    The controls that steer joining and direction stay, since Persian and Sinhala need them; those
    that override the direction go, since they make one name read as another.
    """
    seen = text.translate(dict.fromkeys(ord(c) for c in set(text) if _is_dropped(c)))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


@cache
def families() -> tuple[str, ...]:
    """Return the names of the fonts, in the order in which they are asked for a glyph."""
    return tuple(family for family, _ in _fonts())


def _is_dropped(char: str) -> bool:
    if char.isspace() or char in _SHAPING:
        return False
    return unicodedata.category(char) in {"Cc", "Cf"} or _is_variation_selector(char)


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _clusters_in(text: str) -> Iterable[str]:
    """Return the clusters of ``text``, each at least once, in order."""
    signs = dict.fromkeys(text)
    # Without marks and joiners every sign is a cluster, and a long text has few different ones.
    return clusters(text) if any(map(_follows, signs)) else signs


def clusters(text: str) -> Iterator[str]:
    """Yield each character of ``text`` with the marks and joiners that follow it."""
    cluster = ""
    for char in text:
        if cluster and not (_follows(char) or cluster.endswith(_ZWJ)):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _follows(char: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return unicodedata.category(char)[0] == "M" or char in _SHAPING or is_skin_tone


@lru_cache(maxsize=4096)
def _drawn(cluster: str) -> bool:
    codes = {ord(char) for char in cluster if char not in _SHAPING}
    return any(codes <= font for _, font in _fonts())


@cache
def _fonts() -> tuple[tuple[str, frozenset[int]], ...]:
    rows = json.loads(_COVERAGE.read_text(encoding="utf-8"))
    return tuple(
        (family, frozenset(code for first, last in ranges for code in range(first, last + 1)))
        for family, ranges in rows
    )
