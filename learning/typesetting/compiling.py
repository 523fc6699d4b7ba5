"""Turning a template and what it prints into a PDF: the same bytes on every machine, each time."""

import json
import re
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from learning.typesetting.packing import packed

if TYPE_CHECKING:
    import typst

Standard = Literal["a-2a", "a-3a", "ua-1"]
"""Fit for archives, also with a file inside; fit for screen readers."""
Picture = Literal["png", "svg"]
_FONTS = Path(__file__).parent / "fonts"
_THREAD = threading.local()
_LANGUAGE = re.compile(r"(?P<lang>[a-z]{2,3})(?:-[A-Za-z]{4})?(?:-(?P<region>[A-Z]{2}))?")


def compiled(
    template: Path, printed: Mapping[str, Any], *, made_at: datetime, standards: Sequence[Standard]
) -> bytes:
    """Return ``template`` filled with ``printed`` as a PDF that keeps to ``standards``.

    The template reads ``printed`` as JSON, so that nothing which a person typed is ever read as
    typst. ``made_at`` is aware, and to the second.
    """
    content = _compiler().compile(
        _filled(template, printed),
        format="pdf",
        pdf_standards=[*standards],
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),  # typst refuses them
    )
    assert isinstance(content, bytes)  # noqa: S101 (no output path and format "pdf": always bytes)
    return packed(content)


def drawn(template: Path, printed: Mapping[str, Any], *, form: Picture) -> bytes:
    """Return ``template``, of one page, filled with ``printed`` as a picture: a pixel a point."""
    content = _compiler().compile(_filled(template, printed), format=form, ppi=72)
    assert isinstance(content, bytes)  # noqa: S101 (one page and no output path: always bytes)
    return content


def language_of(language: str) -> dict[str, str | None]:
    """Return ``language``, BCP 47, as typst wants it; English if it is none."""
    found = _LANGUAGE.fullmatch(language)
    return {"lang": found["lang"] if found else "en", "region": found["region"] if found else None}


def _filled(template: Path, printed: Mapping[str, Any]) -> bytes:
    """Return ``template`` with ``printed`` before it, as a string that holds JSON.

    JSON is ASCII here, of which nothing but a quotation mark ends a string, and nothing but a
    backslash means something else in it. As `sys.inputs` the same takes a third longer: when
    these change, typst forgets what it has laid out before.
    """
    text = json.dumps(printed).replace("\\", "\\\\").replace('"', '\\"')
    return f'#let printed = "{text}"\n{_source(template)}'.encode()


@cache
def _source(template: Path) -> str:
    return template.read_text(encoding="utf-8")


def _compiler() -> "typst.Compiler":
    """Return this thread's compiler: one is quick only when used again, and cannot be shared."""
    import typst

    if not hasattr(_THREAD, "compiler"):
        _THREAD.compiler = typst.Compiler(root=_FONTS, font_paths=_fonts())
    compiler: typst.Compiler = _THREAD.compiler
    return compiler


@cache
def _fonts() -> "typst.Fonts":
    """Find the shipped fonts, and no others, so that every machine prints alike."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS]
    )
