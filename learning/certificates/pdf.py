"""The certificate as a PDF: tagged for screen readers, fit for archives, the same bytes each time.

Measured for eight modules and a name not seen before: 8.6 ms (20 ms for the first of a process),
31 KB. typst keeps what it has laid out: 50 MB of memory with one thread, 70 with four, no more.
"""

import json
import re
import threading
import unicodedata
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from learning.certificates import coverage, qr
from learning.certificates.snapshot import Snapshot, counted

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).parent
_THREAD = threading.local()
_BREAK = "\N{ZERO WIDTH SPACE}"
_LONGEST_WORD = 60  # Llanfairpwllgwyngyll… in full has 58
_LANGUAGE = re.compile(r"(?P<lang>[a-z]{2,3})(?:-[A-Za-z]{4})?(?:-(?P<region>[A-Z]{2}))?")


def pdf(snapshot: Snapshot, *, address: str) -> bytes:
    """Return the certificate as PDF/A-2a and PDF/UA-1, one A4 page across.

    ``address`` is where anyone can check it. Whatever the names hold, it is printed: a character
    that no shipped font has becomes ``�`` (`coverage.unprintable` says so beforehand).
    """
    content = _compiler().compile(
        format="pdf",
        sys_inputs={"certificate": json.dumps(_shown(snapshot, address))},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=snapshot.issued_at.astimezone(UTC).replace(microsecond=0),  # typst refuses them
    )
    assert isinstance(content, bytes)  # noqa: S101 (no output path and format "pdf": always bytes)
    return content


def _compiler() -> "typst.Compiler":
    """Return this thread's compiler: one is quick only when used again, and cannot be shared."""
    import typst

    if not hasattr(_THREAD, "compiler"):
        _THREAD.compiler = typst.Compiler(_HERE / "certificate.typ", font_paths=_fonts())
    compiler: typst.Compiler = _THREAD.compiler
    return compiler


@cache
def _fonts() -> "typst.Fonts":
    """Find the shipped fonts, and no others, so that every machine prints alike."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"]
    )


def _shown(snapshot: Snapshot, address: str) -> dict[str, object]:
    """Return everything the template prints, ready to print."""
    language = _LANGUAGE.fullmatch(snapshot.language)
    return {
        "lang": language["lang"] if language else "en",
        "region": language["region"] if language else None,
        "families": coverage.families(),
        "title": f"Certificate of completion: {coverage.printable(snapshot.programme)}",
        "author": coverage.printable(snapshot.provider),
        "heading": "Certificate of completion",
        "holder": _typed(snapshot.holder),
        "programme": _typed(snapshot.programme),
        "provider": _typed(snapshot.provider),
        "statement": _typed(snapshot.statement),
        "details": _typed(f"Edition {snapshot.edition} · {snapshot.study}".strip(" ·")),
        "date": snapshot.date,
        "modules": [
            {"title": _typed(module.title), "minutes": counted(module.minutes)}
            for module in snapshot.modules
        ],
        "identifier": f"Certificate {snapshot.identifier}",
        "check": "Check this certificate at",
        "alt": f"QR code that opens {address}",
        "address": address,
        "qr": qr.drawing(address),
        "disclaimer": snapshot.what_it_is_not,
    }


def _breakable(word: str) -> str:
    """Let a word too long for any line break, every twenty letters."""
    letters = tuple(coverage.clusters(word))
    if len(letters) <= _LONGEST_WORD:
        return word
    return _BREAK.join("".join(letters[at : at + 20]) for at in range(0, len(letters), 20))


def _typed(text: str) -> dict[str, object]:
    """Return what somebody typed, with how it has to be set."""
    shown = " ".join(map(_breakable, coverage.printable(text).split()))
    strong = (unicodedata.bidirectional(char) for char in shown)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return {
        "text": shown,
        "words": [word for word in shown.replace(_BREAK, " ").split() if len(word) > 10],
        "rtl": first != "L",
        # Beyond Latin, Greek and Cyrillic, letters reach above capitals and below the baseline.
        "tall": any("\u0530" <= char < "\u1e00" or char > "\u2fff" for char in shown),
    }
