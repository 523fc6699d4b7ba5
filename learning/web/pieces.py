"""An answer put together of pieces, most of them made and packed long before.

To compress a page costs more than all else that is done for it. So what is alike for many is
compressed once, in blocks that stand by themselves, and such blocks are put one after the other.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from struct import pack

from flask import Response

from learning.web.headers import is_to_be_packed

_BEGIN = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""Of a gzip file: no name, no time, no system (RFC 1952)."""
_LAST_BLOCK = b"\x03\0"
_SHORT = 120
"""Bytes; a shorter text is not worth compressing, and stands as it is."""


@dataclass(frozen=True)
class Piece:
    """A part of answers, as it reads and packed."""

    text: bytes
    level: int = 9
    """How hard it is compressed: lightly, 1, if it is used once."""

    @cached_property
    def packed(self) -> bytes:
        """Return it in blocks that refer to nothing before them and end with a whole byte."""
        if len(self.text) < _SHORT:
            return pack("<BHH", 0, len(self.text), len(self.text) ^ 0xFFFF) + self.text
        packing = zlib.compressobj(self.level, zlib.DEFLATED, -zlib.MAX_WBITS)
        return packing.compress(self.text) + packing.flush(zlib.Z_FULL_FLUSH)


def answer(pieces: Iterable[Piece]) -> Response:
    """Return a page made of ``pieces``, packed if the browser takes that."""
    found = list(pieces)
    whole = b"".join([piece.text for piece in found])
    if not is_to_be_packed(len(whole)):
        return Response(whole, mimetype="text/html")
    end = pack("<LL", zlib.crc32(whole), len(whole) & 0xFFFFFFFF)
    body = b"".join([_BEGIN, *[piece.packed for piece in found], _LAST_BLOCK, end])
    response = Response(body, mimetype="text/html")
    response.content_encoding = "gzip"
    return response
