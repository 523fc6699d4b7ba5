"""Answering with a file: its type, and a name that says what it is and of which day."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header

from learning import clock
from learning.exports import Document, markdown, pdf, spreadsheet, word
from learning.web.context import local, programme

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""Media types by how the name of a file ends."""
_WRITERS: Mapping[str, Callable[[Document], bytes | str]] = {
    "docx": word,
    "pdf": pdf,
    "md": markdown,
    "xlsx": spreadsheet,
}
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')


def document_response(document: Document, ending: str, what: str) -> Response:
    """Return the document as a file whose name ends so: ``docx``, ``pdf``, ``md`` or ``xlsx``."""
    return file_response(_WRITERS[ending](document), ending, what)


def file_response(body: bytes | str, ending: str, what: str) -> Response:
    """Return a file to keep, called ``Anchored here – journal – 2026-11-22.docx``.

    As with every page of somebody who is signed in, no cache keeps it (`web/headers.py`).
    """
    parts = (programme().title, what, f"{local(clock.now()):%Y-%m-%d}")
    name = " ".join(_NOT_IN_NAMES.sub(" ", " – ".join(parts)).split())
    response = Response(body, mimetype=TYPES[ending])
    response.headers["Content-Disposition"] = _to_keep(f"{name}.{ending}")
    return response


def _to_keep(name: str) -> str:
    """Return the header that names a file, with plain letters for browsers that read no others."""
    plain = unicodedata.normalize("NFKD", name.replace("–", "-")).encode("ascii", "ignore").decode()
    named = {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
    return dump_options_header("attachment", named)
