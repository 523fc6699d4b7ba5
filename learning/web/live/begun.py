"""An answer that begins alike for many: that much is made JSON and packed once for all of them."""

import json
import zlib
from collections.abc import Mapping

from flask import Response

from learning.web.headers import is_to_be_packed


class Begun:
    """The beginning of an answer, with parts of the page that read the same for many."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        self._is_empty = not parts
        self._text = f'{{"regions":{json.dumps(parts)[:-1]}'.encode()
        # As light as any page is packed. The small window is copied for each who asks.
        self._packing = zlib.compressobj(1, zlib.DEFLATED, wbits=16 + 13, memLevel=6)
        self._packed = self._packing.compress(self._text) + self._packing.flush(zlib.Z_SYNC_FLUSH)

    def ended(self, parts: Mapping[str, str], rest: Mapping[str, object]) -> Response:
        """Return the whole answer: with ``parts`` as they read for one, and the ``rest``."""
        between = "" if self._is_empty or not parts else ","
        end = f"{between}{json.dumps(parts)[1:-1]}}},{json.dumps(rest)[1:]}".encode()
        response = Response(mimetype="application/json")
        if is_to_be_packed(len(self._text) + len(end)):
            response.content_encoding = "gzip"
            response.set_data(self._packed_to(end))
        else:
            response.set_data(self._text + end)
        return response

    def _packed_to(self, end: bytes) -> bytes:
        packing = self._packing.copy()
        return self._packed + packing.compress(end) + packing.flush()
