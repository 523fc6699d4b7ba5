"""A passage of an entry: its writer’s own words, in their order, with “…” where some are left out.

Pure.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from learning.content import ACTION_COLUMNS, Column, Programme, Prompt, Rows
from learning.journal import EntryView, ShownAnswer, shown

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
_REST_OF_WORD = re.compile(f"(?:(?!{_UNSPACED.pattern})[^\\W_])+")
_TOLD = 6
"""How many words of a passage are repeated to say where it departs."""


def quotable_words(entry: EntryView, programme: Programme) -> str:
    """Return what the writer wrote in the entry, with “…” between one answer or cell and the next.

    No choice, level, rating or date is among it. No passage joins the words of two answers, for a
    piece of one never reaches across “…”.
    """
    exercise = programme.exercises.get(entry.exercise_id)
    texts = [
        text.strip()
        for answer in shown(entry, exercise)
        for text in _written(answer, entry, exercise.prompt(answer.prompt_id) if exercise else None)
    ]
    return f"\n\n{LEFT_OUT}\n\n".join(filter(None, texts))


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


def no_passage(passage: str) -> str | None:
    """Return why ``passage`` cannot be quoted from any entry, in words; None if it can be."""
    if len(passage) > LONGEST_PASSAGE:
        return (
            f"It has {len(passage):,} characters. Shorten it to {LONGEST_PASSAGE:,}. You can"
            " leave words out with “…”"
        )
    is_said = any(sign.isalnum() for sign in passage)
    return None if is_said else "Leave the words that may be quoted"


def _written(answer: ShownAnswer, entry: EntryView, prompt: Prompt | None) -> Iterator[str]:
    """Yield each text of ``answer`` that somebody typed; ``prompt`` is what asks for it today."""
    kept = entry.answers[answer.prompt_id]
    if answer.rows:
        yield from _written_cells(kept, entry.wording[answer.prompt_id], answer, prompt)
    elif answer.evidence:
        yield answer.evidence[1]
    elif answer.answered_by == "words" and isinstance(kept, str):
        # Anything else that is shown as words has lost what tells a choice from a text.
        yield kept


def _written_cells(
    kept: Mapping[str, Mapping[str, str]],
    asked: Mapping[str, Any],
    answer: ShownAnswer,
    prompt: Prompt | None,
) -> Iterator[str]:
    names = dict.fromkeys([*asked.get("columns", ()), *(n for row in kept.values() for n in row)])
    columns = _columns(answer, prompt)
    typed = [name for name in names if not (c := columns.get(name)) or not (c.choices or c.is_date)]
    for number in sorted(kept, key=int):
        cells = (kept[number].get(name, "") for name in typed)
        yield from (cell for cell in cells if not _is_date(cell))


def _columns(answer: ShownAnswer, prompt: Prompt | None) -> dict[str, Column]:
    """Return the columns by each name they have or had; those of a plan are known for ever."""
    columns = prompt.columns if isinstance(prompt, Rows) else ()
    if answer.answered_by == "actions":
        columns = (*ACTION_COLUMNS, *columns)
    return {name: column for column in columns for name in (*column.was, column.id)}


def _is_date(cell: str) -> bool:
    """Tell whether pages show ``cell`` in words of ours, as a date."""
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _DOTS.sub(LEFT_OUT, text)).split())


def _find(text: str, piece: str, at: int) -> int | None:
    """Return where ``piece`` stands in ``text`` from ``at`` on, as whole words."""
    start = text.find(piece, at)
    while start >= 0:
        is_begun = _is_within_word(text, start)
        if not is_begun and not _is_within_word(text, start + len(piece)):
            return start
        # No piece begins before the end of a word that has begun: one step a word, not a letter.
        rest = _REST_OF_WORD.match(text, start) if is_begun else None
        start = text.find(piece, rest.end() if rest else start + 1)
    return None


def _is_within_word(text: str, place: int) -> bool:
    before, after = text[max(0, place - 2) : place], text[place : place + 2]
    left = before.rstrip(_JOINED)[-1:] if before[-1:] in _JOINED else before[-1:]
    right = after.lstrip(_JOINED)[:1] if after[:1] in _JOINED else after[:1]
    return _is_letter(left) and _is_letter(right)


def _is_letter(sign: str) -> bool:
    is_part = sign.isalnum() or (sign != "" and unicodedata.category(sign)[0] == "M")
    return is_part and not _UNSPACED.match(sign)


def _departure(text: str, piece: str, at: int) -> str:
    """Return the words of ``piece`` from one before the first that does not fit."""
    words = piece.split()
    # By halving, since a piece may be long: where some words fit, all that are fewer do.
    fitting = bisect_left(
        range(len(words)), True, key=lambda n: _find(text, " ".join(words[: n + 1]), at) is None
    )
    return " ".join(words[max(0, fitting - 1) :][:_TOLD])
