"""A module's page as most readers see it, put together of pieces that were rendered before.

The template is rendered once for everybody, with marks where somebody's own things stand; what is
between the marks is kept. `page_seen.rendered` gives the same bytes, and a test compares the two.
"""

from collections.abc import Iterator
from dataclasses import replace

from flask import render_template
from markupsafe import Markup, escape

from learning.content import Exercise
from learning.web.access import writer_mark
from learning.web.context import programme
from learning.web.exercise_pieces import pieces_of
from learning.web.fragments import fragments
from learning.web.gaps import Sheet, cut, gap
from learning.web.page_seen import NOTHING_SENT, TEMPLATE, Seen, of_everybody
from learning.web.page_work import GUEST
from learning.web.pieces import Piece
from learning.web.staying import is_last_day

_NAME, _WRITER, _OUTLINE = ".name", ".writer", ".outline"
"""Gaps besides exercises, whose ids have no dot."""


def is_usual(seen: Seen) -> bool:
    """Tell whether nothing stands on the page that few readers see."""
    return seen.news is None and not (seen.somebody and is_last_day(seen.somebody))


def put_together(seen: Seen) -> Iterator[Piece]:
    """Yield the pieces of a usual page, in their order."""
    kept = fragments()
    sheet = kept.sheet((seen.page.id, *_kind(seen)), lambda: _sheet(seen))
    for text, name in sheet:
        yield text
        if name == _OUTLINE:
            yield kept.outline_piece(seen.page, seen.so_far)
        elif name in _OWN and seen.somebody:
            yield Piece(_OWN[name](seen.somebody).encode(), level=1)
        elif name:
            yield from pieces_of(kept, seen, programme().exercise(name))


_OWN = {
    _NAME: lambda somebody: str(escape(somebody.name)),
    _WRITER: writer_mark,
}


def _kind(seen: Seen) -> tuple[bool, bool, bool]:
    """Return all that the sheet of a page depends on."""
    somebody = seen.somebody
    return somebody is not None, somebody is not None and somebody.is_admin, seen.is_done


def _sheet(seen: Seen) -> Sheet:
    """Render the page with gaps; return each text with the gap behind it, the last without."""
    page, somebody = seen.page, seen.somebody
    html = render_template(
        TEMPLATE,
        **of_everybody(page),
        person=replace(somebody, name=gap(_NAME)) if somebody else None,
        writer_mark=lambda _: gap(_WRITER),
        writer=gap(_WRITER) if somebody else GUEST,
        outline=gap(_OUTLINE),
        parts=_parts(seen),
        done=seen.is_done,
        forms={},
        news=None,
        unsaved=False,
        **NOTHING_SENT,
    )
    return cut(html)


def _parts(seen: Seen) -> tuple[Markup, ...]:
    if seen.somebody is None:
        return fragments().parts_for_guests(seen.page)
    parts = fragments().parts(seen.page)
    return tuple(gap(part.id) if isinstance(part, Exercise) else part for part in parts)
