"""A passage of an entry: its writer’s own words, in their order, with “…” where some are left out.

Pure.
"""

import re
import unicodedata

from learning.content import Programme
from learning.journal import EntryView, shown

LONGEST_PASSAGE = 1_000
"""Characters: about 160 words."""
LEFT_OUT = "…"
_DOTS = re.compile(r"\[\s*(?:\.{3,}|…)\s*\]|\.{3,}")
_JOINED = "'’-\u2010\u2011"
"""Signs inside a word, with two more hyphens: “can” is not a word of “can’t”."""
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that are written without spaces: there a word may end anywhere."""
_TOLD = 6
"""How many words of a passage are repeated to say where it departs."""


def quotable_words(entry: EntryView, programme: Programme) -> str:
    """Return what the writer wrote in the entry, each answer for itself; no choice, no number."""
    texts: list[str] = []
    for answer in shown(entry, programme.exercises.get(entry.exercise_id)):
        if answer.answered_by == "words" and isinstance(answer.answer, str):
            texts.append(answer.answer)
        if answer.evidence:
            texts.append(answer.evidence[1])
        texts += (cell for row in answer.rows for cell in row if cell)
    return "\n\n".join(text.strip() for text in texts if text.strip())


def tidied(passage: str) -> str:
    """Return ``passage`` with one sign for what is left out, and no empty lines to spare."""
    lines = (" ".join(line.split()) for line in _DOTS.sub(LEFT_OUT, passage).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def strange_words(passage: str, words: str) -> str | None:
    """Return the first words of ``passage`` that do not stand in ``words`` there; None if all do.

    Words may be left out wherever “…” stands, but never a part of a word.
    """
    text, at = _flat(words), 0
    for piece in filter(None, (piece.strip() for piece in _flat(passage).split(LEFT_OUT))):
        found = _find(text, piece, at)
        if found is None:
            return _departure(text, piece, at)
        at = found + len(piece)
    return None


def has_words(passage: str) -> bool:
    """Tell whether anything is left to quote."""
    return any(sign.isalnum() for sign in passage)


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _DOTS.sub(LEFT_OUT, text)).split())


def _find(text: str, piece: str, at: int) -> int | None:
    """Return where ``piece`` stands in ``text`` from ``at`` on, as whole words."""
    start = text.find(piece, at)
    while start >= 0:
        end = start + len(piece)
        if not _is_within_word(text, start) and not _is_within_word(text, end):
            return start
        start = text.find(piece, start + 1)
    return None


def _is_within_word(text: str, place: int) -> bool:
    before, after = text[:place][-2:], text[place : place + 2]
    left = before.rstrip(_JOINED)[-1:] if before[-1:] in _JOINED else before[-1:]
    right = after.lstrip(_JOINED)[:1] if after[:1] in _JOINED else after[:1]
    return _is_letter(left) and _is_letter(right)


def _is_letter(sign: str) -> bool:
    is_part = sign.isalnum() or (sign != "" and unicodedata.category(sign)[0] == "M")
    return is_part and not _UNSPACED.match(sign)


def _departure(text: str, piece: str, at: int) -> str:
    """Return the words of ``piece`` from one before the first that does not fit."""
    words = piece.split()
    fitting = 0
    while _find(text, " ".join(words[: fitting + 1]), at) is not None:
        fitting += 1
    return " ".join(words[max(0, fitting - 1) :][:_TOLD])
