"""What people type or paste, fit to be kept."""

import re

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str | None) -> str | None:
    """Return ``text`` with plain line ends and without what no database or page can hold."""
    if text is None:
        return None
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
