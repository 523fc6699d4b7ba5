"""The same PDF in fewer bytes: what typst writes plainly, a third of a certificate, compressed.

Its small objects come to share one stream, as PDF has it since 1.5, and what is known of the
document (XMP) is compressed too: that has been right since PDF/A-2. Half a millisecond for one.
"""

import re
import zlib
from itertools import pairwise

_TOGETHER = 200
"""Objects in one stream: who reads one of them unpacks all."""
_LAST = re.compile(
    rb"trailer\s*<<\s*/Size \d+(?P<facts>.*)>>\s*startxref\s+(?P<table>\d+)\s+%%EOF\s*", re.DOTALL
)
_PLAIN = re.compile(rb"<<(?P<facts>[^>]*)/Length \d+(?P<more>[^>]*)>>\s*stream\n")
_OPENING = re.compile(rb"\d+ 0 obj\s*")
_ENTRY = 20
"""Bytes of a line in the table of offsets."""


def packed(pdf: bytes) -> bytes:
    """Return ``pdf``, as typst writes it, with the same objects under the same numbers."""
    last = _LAST.fullmatch(pdf, pdf.rindex(b"trailer"))
    if not last:
        raise ValueError("This PDF ends as typst’s do not.")
    table = int(last["table"])
    objects = _objects(pdf, table, last.start())
    small = [number for number, content in objects.items() if not content.endswith(b"endstream")]
    size = len(objects) + 1  # numbers begin at 1
    places: dict[int, tuple[int, int, int]] = {}  # kind and two numbers, as the table has them
    for first in range(0, len(small), _TOGETHER):
        together = small[first : first + _TOGETHER]
        objects[size] = _joined({number: objects.pop(number) for number in together})
        places |= {number: (2, size, index) for index, number in enumerate(together)}
        size += 1

    written = bytearray(pdf[: pdf.index(b"1 0 obj")])
    for number, content in objects.items():
        places[number] = (1, len(written), 0)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, _compressed(content))
    places[0], places[size] = (0, 0, 0), (1, len(written), 0)
    start = len(written)
    rows = b"".join(
        b"%c%b%b" % (kind, where.to_bytes(4), index.to_bytes(2))
        for _, (kind, where, index) in sorted(places.items())
    )
    facts = b"/Type/XRef/Size %d/W[1 4 2]%b" % (size + 1, last["facts"])
    written += b"%d 0 obj\n%b\nendobj\n" % (size, _stream(facts, rows))
    return bytes(written + b"startxref\n%d\n%%%%EOF" % start)


def _objects(pdf: bytes, table: int, end: int) -> dict[int, bytes]:
    """Return each object by its number, without the words around it."""
    lines = pdf[table:end].split(b"\n", 2)[2]  # after “xref” and how many there are
    offsets = [int(lines[at : at + 10]) for at in range(_ENTRY, len(lines), _ENTRY)]
    found = {}
    numbers = {offset: number for number, offset in enumerate(offsets, 1)}
    for start, stop in pairwise((*sorted(numbers), table)):
        opening = _OPENING.match(pdf, start)
        assert opening  # noqa: S101 (the table says so)
        content = pdf[opening.end() : stop].rstrip()
        found[numbers[start]] = content.removesuffix(b"endobj").rstrip()
    return found


def _joined(objects: dict[int, bytes]) -> bytes:
    """Return one object that holds all of them."""
    heads, offset = [], 0
    for number, content in objects.items():
        heads.append(b"%d %d" % (number, offset))
        offset += len(content) + 1
    head = b" ".join(heads) + b"\n"
    facts = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(facts, head + b"\n".join(objects.values()))


def _compressed(stream: bytes) -> bytes:
    """Return the stream compressed; most already are."""
    plain = _PLAIN.match(stream)
    if not plain or b"/Filter" in plain[0]:
        return stream
    content = stream[plain.end() :].removesuffix(b"\nendstream")
    return _stream(plain["facts"] + plain["more"], content)


def _stream(facts: bytes, content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    head = b"<<%b/Filter/FlateDecode/Length %d>>" % (facts, len(small))
    return b"%b\nstream\n%b\nendstream" % (head, small)
