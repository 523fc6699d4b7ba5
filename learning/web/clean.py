"""What people type or paste, fit to be kept."""

import re
import unicodedata

_INVISIBLE = re.compile(
    # Controls; half characters; what turns the direction of whatever follows it.
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_SHAPELESS = ("Cc", "Cf", "Cn", "Co")
_JOINERS = "\u200c\u200d"
_UNJOINED = ("LATIN ", "GREEK ", "CYRILLIC ")


def clean_text(text: str | None) -> str | None:
    """Return ``text`` with plain line ends and without what no database or page can hold."""
    if text is None:
        return None
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str | None) -> str | None:
    """Return ``text`` cleaned, in one line and without signs that have no shape, or None if empty.

    Inside a word the two joiners stay: Persian, Sinhala and many emoji are written with them. In
    letters that never join they would only make two names look like one.
    """
    signs = " ".join((clean_text(text) or "").split())
    if not signs.isascii():
        pairs = zip(" " + signs, signs, strict=False)
        signs = "".join(sign for before, sign in pairs if _is_seen(sign, before))
        words = (word.strip(_JOINERS) for word in signs.split())
        signs = " ".join(word for word in words if word)
    return signs or None


def whole_number(text: object) -> int | None:
    """Return the number that is written in ``text``, or None if it is none that we gave out."""
    written = str(text)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def _is_seen(sign: str, before: str) -> bool:
    if sign in _JOINERS:
        return not unicodedata.name(before, "").startswith(_UNJOINED)
    return unicodedata.category(sign) not in _SHAPELESS
