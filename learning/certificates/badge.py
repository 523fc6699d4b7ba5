"""The certificate as a picture that carries its own proof: a baked badge, as SVG and as PNG.

https://www.imsglobal.org/spec/ob/v3p0/#baked-badge. The picture names programme and edition, never
the holder: it is made to be shown where anybody passes.
"""

import re
import struct
import zlib
from pathlib import Path

from markupsafe import escape

from learning.certificates.snapshot import Snapshot
from learning.typesetting import BREAK, breakable, drawn, families, language_of, printable

_TEMPLATE = Path(__file__).with_name("badge.typ")
_LONGEST_WORD = 60  # as on the paper
_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_KEYWORD = b"openbadgecredential"
_END = b"\0\0\0\0IEND\xaeB`\x82"  # the last chunk of every PNG
_NOT_IN_XML = re.compile("[\ufffe\uffff]")  # JSON escapes every other one by itself


def svg(credential: str, snapshot: Snapshot) -> str:
    """Return the badge as SVG, with title and description, that carries ``credential``.

    ``credential`` is the signed one, as a JWT or as JSON with its proofs. Letters are outlines.
    """
    drawing = drawn(_TEMPLATE, _shown(snapshot), form="svg").decode()
    opening, _, rest = drawing.removeprefix("<svg ").replace('512pt"', '512"').partition(">")
    named = 'role="img" aria-labelledby="title description" lang="en-GB"'
    return (
        f'<svg xmlns:openbadges="{_NAMESPACE}" {named} {opening}>{_element(credential)}'
        f'<title id="title">{escape(printable(_title(snapshot)))}</title>'
        f'<desc id="description">{escape(printable(description(snapshot)))}</desc>{rest}'
    )


def png(credential: str, snapshot: Snapshot) -> bytes:
    """Return the badge as PNG, 512 pixels square on a clear ground, that carries ``credential``."""
    picture = drawn(_TEMPLATE, _shown(snapshot), form="png")
    # Keyword; not compressed, by no method, in no language, under no other keyword; the text.
    text = _KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + credential.encode()
    return picture.removesuffix(_END) + _chunk(b"iTXt", text) + _END


def description(snapshot: Snapshot) -> str:
    """Return what the picture shows and stands for, for who does not see it."""
    knots = len(snapshot.modules)
    ring = f"A line with {knots} tied knot{'' if knots == 1 else 's'} around a bowline"
    modules = ", one for each module." if knots > 1 else "."
    return f"{ring}{modules} Certificate {snapshot.identifier}. {snapshot.what_it_is_not}"


def _title(snapshot: Snapshot) -> str:
    edition = f", edition {snapshot.edition}" if snapshot.edition else ""
    return f"Certificate of completion: {snapshot.programme}{edition}"


def _shown(snapshot: Snapshot) -> dict[str, object]:
    programme = breakable(printable(snapshot.programme), _LONGEST_WORD)
    return {
        **language_of(snapshot.language),
        "families": families(),
        "heading": "Certificate of completion",
        "programme": programme,
        "words": programme.replace(BREAK, " ").split(),
        "edition": printable(f"Edition {snapshot.edition}") if snapshot.edition else "",
        "knots": len(snapshot.modules),
    }


def _element(credential: str) -> str:
    """Return the element of Open Badges: a JWT as attribute, JSON as its text."""
    if not credential.startswith("{"):
        return f'<openbadges:credential verify="{escape(credential)}"/>'
    text = _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", credential)
    text = text.replace("]]>", "]]]]><![CDATA[>")  # would end the section
    return f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
