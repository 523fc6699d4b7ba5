"""Plain text as documents need it: without what no file can hold, in paragraphs, by direction."""

import re
import unicodedata

# What XML forbids, and a form feed, which means nothing on these pages.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029\x85]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_MAYBE_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U0001efff]")
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = {"L"}, {"R", "AL"}


def clean(text: str) -> str:
    """Return ``text`` with plain line ends and without characters that no XML file can hold."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return ``text`` cleaned, in one line: for headings, captions and headers."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of ``text``, cleaned; the line breaks within each stay."""
    return [part for part in _BLANK_LINES.split(clean(text).strip("\n")) if part.strip()]


def is_right_to_left(text: str) -> bool:
    """Tell whether ``text`` runs as its first letter that has a direction: from the right."""
    if not _MAYBE_RIGHT_TO_LEFT.search(text):
        return False
    strong = (unicodedata.bidirectional(sign) for sign in text)
    directed = _LEFT_TO_RIGHT | _RIGHT_TO_LEFT
    return next((kind for kind in strong if kind in directed), "L") in _RIGHT_TO_LEFT


def runs(text: str) -> list[tuple[str, bool]]:
    """Return ``text`` in pieces of one direction, each with whether it runs from the right.

    What has no direction of its own goes with what stands before it, at the start with the whole.
    """
    if not _MAYBE_RIGHT_TO_LEFT.search(text):
        return [(text, False)]
    found: list[tuple[str, bool]] = []
    begun, now = 0, is_right_to_left(text)
    for at, sign in enumerate(text):
        kind = unicodedata.bidirectional(sign)
        turns = kind in (_LEFT_TO_RIGHT if now else _RIGHT_TO_LEFT)
        if turns:
            if at > begun:
                found.append((text[begun:at], now))
            begun, now = at, not now
    return [*found, (text[begun:], now)]
