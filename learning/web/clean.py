"""What people type or paste, fit to be kept."""

import re

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str | None) -> str | None:
    """Return ``text`` with plain line ends and without what no database or page can hold."""
    if text is None:
        return None
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str | None) -> str | None:
    """Return ``text`` cleaned and in one line, or None if nothing is left of it."""
    cleaned = clean_text(text)
    return " ".join(cleaned.split()) or None if cleaned else None


def whole_number(text: object) -> int | None:
    """Return the number that is written in ``text``, or None if it is none that we gave out."""
    written = str(text)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
