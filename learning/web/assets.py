"""The look and the behaviour as two files, named by what is in them and cached for ever.

There is no build step: the files of ``static/css`` and ``static/js`` are joined at start. Each
script stands in a block of its own, so that none sees another's names.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Flask, Response, abort, request
from flask.typing import ResponseReturnValue

FOR_EVER = "public, max-age=31536000, immutable"
_CSS = ("tokens", "base", "prose", "layout")
_COMMENT = re.compile(rb"^\s*//.*\n", re.MULTILINE)
"""A line of comment in a script: a sixth of what would travel to every reader."""


@dataclass(frozen=True)
class Asset:
    """One file as it is served."""

    name: str
    body: bytes

    @cached_property
    def address(self) -> str:
        """Return the address, which changes with the content."""
        stem, _, ending = self.name.rpartition(".")
        return f"/static/{stem}.{hashlib.sha256(self.body).hexdigest()[:10]}.{ending}"

    @cached_property
    def zipped(self) -> bytes:
        """Return the body compressed, the same bytes in every process."""
        return gzip.compress(self.body, 9, mtime=0)


class Assets:
    """Every file under ``static/`` that pages use, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = [
            Asset("app.css", self._styles()),
            Asset("app.js", self._scripts()),
            *(Asset(path.name, path.read_bytes()) for path in sorted(folder.glob("*.*"))),
        ]
        self._by_name = {asset.name: asset for asset in found}
        self.by_address = {asset.address: asset for asset in found}

    def address(self, name: str) -> str:
        """Return where ``name`` is served."""
        return self._by_name[name].address

    def body(self, name: str) -> bytes:
        """Return what ``name`` holds."""
        return self._by_name[name].body

    def _styles(self) -> bytes:
        css = self._folder / "css"
        paths = [
            *(css / f"{name}.css" for name in _CSS),
            *sorted((css / "components").glob("*.css")),
            css / "print.css",
        ]
        return b"\n".join(path.read_bytes() for path in paths)

    def _scripts(self) -> bytes:
        paths = sorted((self._folder / "js").glob("*.js"))
        joined = b"\n".join(b"{\n%s}" % path.read_bytes() for path in paths)
        return _COMMENT.sub(b"", joined)


def init_app(app: Flask, assets: Assets) -> None:
    """Serve the assets, compressed where the browser can."""

    @app.get("/static/<path:name>", endpoint="static")
    def serve(name: str) -> ResponseReturnValue:
        asset = assets.by_address.get(f"/static/{name}")
        if asset is None:
            abort(404)
        response = Response(asset.body, mimetype=mimetypes.guess_type(name)[0])
        if request.accept_encodings.quality("gzip") > 0:
            response.data = asset.zipped
            response.content_encoding = "gzip"
        response.headers["Cache-Control"] = FOR_EVER
        response.vary.add("Accept-Encoding")
        return response
