"""Marks for what is one reader's own, in a text that is otherwise alike for everybody."""

import re
import secrets

from markupsafe import Markup

from learning.web.pieces import Piece

_MARK = secrets.token_hex(16)
"""What no author and no reader can have written."""
_GAP = re.compile(f"{_MARK}_([^_]+)_")

Sheet = tuple[tuple[Piece, str], ...]
"""A text with gaps: each piece, and the name of the gap behind it, none behind the last."""


def gap(name: str) -> Markup:
    """Return what marks the place of ``name``, which has no underscore, in a template."""
    return Markup(f"{_MARK}_{name}_")  # noqa: S704 (ours)


def cut(html: str) -> Sheet:
    """Return ``html`` cut at its marks."""
    found = [*_GAP.split(html), ""]
    texts = [Piece(text.encode()) for text in found[::2]]
    return tuple(zip(texts, found[1::2], strict=True))
