"""A document as a PDF for screen readers and paper: tagged, PDF/UA-1, with the shipped fonts."""

import unicodedata
from pathlib import Path
from typing import Any

from learning.exports.document import Document, Facts, Heading, Items, Paragraph, Part, Table
from learning.exports.text import is_right_to_left, one_line, paragraphs
from learning.typesetting import (
    breakable,
    compiled_apart,
    families,
    language_of,
    printable,
    unprintable,
)

_TEMPLATE = Path(__file__).with_name("document.typ")
_MOST_NAMED = 12
"""Signs that the note at the end names."""
_LONGEST_WORD = 60
"""Letters that fit a line."""
_LONGEST_IN_CELL = 14
"""Letters that fit a column, of which there may be four; a wider one holds longer words."""
_MOST_LINES_WHOLE = 25
"""Lines that are kept on one page, half of it; a taller row or table may go on overleaf."""


def written(document: Document) -> bytes:
    """Return the document as a PDF, A4; the same document is the same bytes.

    A sign that no shipped font has is printed as ``�``, and a note at the end says which they are.
    """
    printed = {
        **language_of(document.language),
        "families": families(),
        "title": printable(document.title) or "–",
        "author": printable(document.author),
        "subtitle": _prose(document.subtitle),
        "parts": [_part(part) for part in (*document.parts, *_note(document))],
    }
    return compiled_apart(_TEMPLATE, printed, made_at=document.made_at, standards=["ua-1"])


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            # The title is the highest heading of the file.
            text = _line(part.text) or _line("–")
            return {"kind": "heading", "level": part.level + 1, "text": text}
        case Paragraph():
            return {"kind": part.kind, "text": _prose(part.text)}
        case Facts():
            pairs = [(printable(name), _prose(value)) for name, value in part.pairs]
            return {"kind": "facts", "pairs": pairs}
        case Items():
            return {"kind": "items", "texts": list(map(_prose, part.texts))}
        case Table():
            headers, *rows = part.texts
            tall = [_lines_of(row, part.widths) for row in part.texts]
            return {
                "kind": "table",
                "caption": printable(part.caption),
                "widths": part.widths,
                "counts": part.counts,
                "headers": list(map(_cell, headers, part.widths)),
                "rows": [
                    {
                        "cells": list(map(_cell, row, part.widths)),
                        "is_whole": lines <= _MOST_LINES_WHOLE,
                    }
                    for row, lines in zip(rows, tall[1:], strict=True)
                ],
                "is_whole": sum(tall) <= _MOST_LINES_WHOLE,
            }


def _lines_of(texts: tuple[str, ...], widths: tuple[int, ...]) -> int:
    """Return how many lines a row takes; a few too many rather than one too few."""
    return max(
        sum(1 + len(line) // width for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )


def _line(text: str) -> list[dict[str, Any]]:
    return _prose(one_line(text))


def _cell(text: str, width: int) -> list[dict[str, Any]]:
    return _prose(text, longest=max(_LONGEST_IN_CELL, width * 2 // 3))


def _prose(text: str, longest: int = _LONGEST_WORD) -> list[dict[str, Any]]:
    """Return paragraphs as the template takes them: their lines, and whether from the right."""
    return [
        {
            "lines": [breakable(printable(line), longest) for line in paragraph.split("\n")],
            "rtl": is_right_to_left(paragraph),
        }
        for paragraph in paragraphs(text)
    ]


def _note(document: Document) -> tuple[Part, ...]:
    """Return what is to be said of signs that no font has, if there are any."""
    missing = dict.fromkeys(sign for text in document.texts for sign in unprintable(text))
    if not missing:
        return ()
    named = ", ".join(_name(sign) for sign in list(missing)[:_MOST_NAMED])
    more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
    said = f"No letter shape was at hand for {named}{more}. Where it stood, this file shows �."
    return (Paragraph(f"{said} The Word, Markdown and JSON files have every sign.", "small"),)


def _name(sign: str) -> str:
    """Return the name of a sign, ``EGYPTIAN HIEROGLYPH A001 (U+13000)``."""
    codes = " ".join(f"U+{ord(char):04X}" for char in sign)
    return f"{unicodedata.name(sign[0], 'a sign without a name')} ({codes})"
