"""What is different between two texts, word by word; bounded in time. Pure."""

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby
from typing import Literal

Fate = Literal["same", "gone", "new"]

_SIGNS = r".,;:!?…“”\"()،؛؟。、\uff01\uff1f"
_WORD = re.compile(rf"\s*(?:[^\s{_SIGNS}]+|[{_SIGNS}]+)|\s+")
"""A word or some signs, with the space before; never a part of a letter or of an emoji."""
_EFFORT = 200_000
"""Steps of comparing that one pair of texts may take; beyond it, it is said more coarsely."""

_DEEPEST = 8
"""How often what lies between two words is looked into in the same way."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both, only in the former (gone) or only in the latter."""

    fate: Fate
    text: str


@dataclass(slots=True)
class _Effort:
    """How many steps are left."""

    left: int = _EFFORT

    def allows(self, steps: int) -> bool:
        """Take ``steps`` if there are so many left."""
        is_left = steps <= self.left
        self.left -= steps if is_left else 0
        return is_left


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return what has to be done to ``before`` to get ``after``.

    Without what is new the pieces are ``before``, without what is gone ``after``.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    return _cleaned(_merged(_compared(old, new, _Effort())))


def _compared(
    old: Sequence[str], new: Sequence[str], effort: _Effort, depth: int = 0
) -> list[Piece]:
    """Find the beginning and the end that are alike, then what holds the middles together."""
    old_words, new_words = _words(old), _words(new)
    start = _alike(old_words, new_words)
    end = _alike(old_words[start:][::-1], new_words[start:][::-1])
    old_end, new_end = len(old) - end, len(new) - end
    return [
        *_respaced(old[:start], new[:start]),
        *_between(old[start:old_end], new[start:new_end], effort, depth),
        *_respaced(old[old_end:], new[new_end:]),
    ]


def _between(
    old: Sequence[str], new: Sequence[str], effort: _Effort, depth: int
) -> Iterator[Piece]:
    is_plain = not old or not new or len(old) == len(new) == 1
    if is_plain or not effort.allows(len(old) + len(new)):
        yield from _replaced("".join(old), "".join(new))
        return
    anchors = _anchors(_words(old), _words(new)) if depth < _DEEPEST else []
    if not anchors:
        yield from _weighed(old, new, effort)
        return
    i = j = 0
    for at, there in (*anchors, (len(old), len(new))):
        yield from _compared(old[i:at], new[j:there], effort, depth + 1)
        yield from _respaced(old[at : at + 1], new[there : there + 1])
        i, j = at + 1, there + 1


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return where words stand that each text has once, as many as are in the same order."""
    once, once_new = Counter(old), Counter(new)
    there = {word: j for j, word in enumerate(new) if once_new[word] == 1}
    pairs = [(i, there[w]) for i, w in enumerate(old) if once[w] == 1 and w in there]
    ends: list[int] = []  # the least place at which so long a run of words can end
    places: list[int] = []
    for _, j in pairs:
        places.append(bisect_left(ends, j))
        ends[places[-1] : places[-1] + 1] = [j]
    wanted, run = len(ends) - 1, []
    for pair, place in zip(reversed(pairs), reversed(places), strict=True):
        if place == wanted:
            run.append(pair)
            wanted -= 1
    return run[::-1]


def _weighed(old: Sequence[str], new: Sequence[str], effort: _Effort) -> Iterator[Piece]:
    """Compare what has no word to hold on to: the longest that is alike first."""
    i = j = 0
    for at, there, length in (*_matches(old, new, effort), (len(old), len(new), 0)):
        yield from _replaced("".join(old[i:at]), "".join(new[j:there]))
        i, j = at + length, there + length
        yield from _respaced(old[at:i], new[there:j])


def _matches(old: Sequence[str], new: Sequence[str], effort: _Effort) -> list[tuple[int, int, int]]:
    """Return where stretches stand that are alike, and how many words each has."""
    old_words, new_words = _words(old), _words(new)
    matcher, times = SequenceMatcher(None, old_words, new_words, autojunk=False), Counter(new_words)
    steps = [0, *accumulate(1 + times[word] for word in old_words)]
    found = []
    ranges = deque([(0, len(old), 0, len(new))])
    while ranges:
        i, j, k, m = ranges.popleft()
        if i < j and k < m and effort.allows(steps[j] - steps[i]):
            at, there, length = match = matcher.find_longest_match(i, j, k, m)
            if length:
                found.append(match)
                ranges += [(i, at, k, there), (at + length, j, there + length, m)]
    return sorted(found)


def _words(parts: Iterable[str]) -> list[str]:
    return [part.strip() for part in parts]


def _alike(old: list[str], new: list[str]) -> int:
    """Return how many parts both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(old), len(new)))


def _respaced(old: Iterable[str], new: Iterable[str]) -> Iterator[Piece]:
    """Return words that are alike, though perhaps not the space before them."""
    for one, other in zip(old, new, strict=True):
        word = one.strip()
        yield from _replaced(one[: len(one) - len(word)], other[: len(other) - len(word)])
        yield Piece("same", word)


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before == after:
        yield Piece("same", before)
    else:
        yield Piece("gone", before)
        yield Piece("new", after)


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours; between two stretches that stayed, what is gone comes before what is new."""
    merged: list[Piece] = []
    for stays, group in groupby((p for p in pieces if p.text), lambda p: p.fate == "same"):
        found = list(group)
        fates: tuple[Fate, ...] = ("same",) if stays else ("gone", "new")
        texts = ((fate, "".join(p.text for p in found if p.fate == fate)) for fate in fates)
        merged += [Piece(fate, text) for fate, text in texts if text]
    return merged


def _cleaned(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Give up a word or two that stayed by chance amid much that changed: it only hinders reading.

    A stretch counts for less than the changes on either side of it.
    """
    changed = [0 if piece.fate == "same" else len(piece.text) for piece in pieces]
    result: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = max(changed[max(0, at - 2) : at], default=0)
        after = max(changed[at + 1 : at + 3], default=0)
        if piece.fate == "same" and len(piece.text.strip()) < min(before, after, 20):
            result += [Piece("gone", piece.text), Piece("new", piece.text)]
        else:
            result.append(piece)
    return tuple(_merged(result))
