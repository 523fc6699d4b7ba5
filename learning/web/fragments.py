"""Parts of a module's page that need not be rendered for each reader.

What is the same for everybody is rendered once an edition; the outline, which depends only on
which pages of the module are done, once for each such set. The templates stay the only source.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from flask import current_app
from markupsafe import Markup

from learning.content import Exercise, ExerciseBlock, Page, Programme
from learning.journal import EntryView, Measured
from learning.progress import Progress
from learning.sharing import OwnShare
from learning.web.context import programme
from learning.web.exercise_form import ExerciseForm, form_for
from learning.web.gaps import Sheet
from learning.web.pieces import Piece

Part = Markup | Exercise
_MOST = 5_000
"""Outlines kept at most: a few kilobytes each, and few learners differ."""


class Fragments:
    """The rendered parts of one edition."""

    def __init__(self, edition: Programme) -> None:
        self.edition = edition
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._parts_for_guests: dict[str, tuple[Markup, ...]] = {}
        self._outlines: dict[tuple[str, frozenset[str]], Piece] = {}
        self._unanswered: dict[str, Piece] = {}
        self._sheets: dict[Hashable, Sheet] = {}

    def parts(self, page: Page) -> tuple[Part, ...]:
        """Return the page's blocks as HTML, and its exercises in their places."""
        if page.id not in self._parts:
            self._parts[page.id] = rendered_parts(page)
        return self._parts[page.id]

    def parts_for_guests(self, page: Page) -> tuple[Markup, ...]:
        """Return the same with empty forms: what guests write, their browsers put in."""
        if page.id not in self._parts_for_guests:
            self._parts_for_guests[page.id] = rendered_for_guests(page, self.parts(page))
        return self._parts_for_guests[page.id]

    def unanswered(self, page: Page, exercise: Exercise) -> Piece:
        """Return an exercise of ``page`` as it looks to who is signed in and has not answered."""
        if exercise.id not in self._unanswered:
            html = rendered_exercise(page, exercise, form_for(exercise, None), None)
            self._unanswered[exercise.id] = Piece(html.encode())
        return self._unanswered[exercise.id]

    def sheet(self, key: Hashable, render: Callable[[], Sheet]) -> Sheet:
        """Return what was rendered under ``key``; the first time, render it."""
        if key not in self._sheets:
            self._sheets[key] = render()
        return self._sheets[key]

    def outline(self, page: Page, so_far: Progress | None) -> Markup:
        """Return the line of the module's pages as it looks to whoever did these pages."""
        return Markup(self.outline_piece(page, so_far).text.decode())  # noqa: S704 (a macro's)

    def outline_piece(self, page: Page, so_far: Progress | None) -> Piece:
        """Return the same as a part of an answer."""
        pages = self.edition.module_of(page).pages
        done = frozenset(p.id for p in pages if so_far and so_far.is_done(p))
        key = (page.id, done)
        if key not in self._outlines:
            if len(self._outlines) >= _MOST:
                self._outlines.clear()
            self._outlines[key] = Piece(rendered_outline(self.edition, page, so_far).encode())
        return self._outlines[key]


def fragments() -> Fragments:
    """Return the fragments of the edition this request serves; a new edition begins afresh.

    For whoever changes templates meanwhile nothing is kept.
    """
    kept: Fragments | None = current_app.extensions.get("fragments")
    may_change = current_app.jinja_env.auto_reload
    if kept is None or kept.edition is not programme() or may_change:
        kept = current_app.extensions["fragments"] = Fragments(programme())
    return kept


def rendered_parts(page: Page) -> tuple[Part, ...]:
    """Render the blocks of ``page``."""
    block = macro_of("components/block.html", "block")
    return tuple(
        b.exercise if isinstance(b, ExerciseBlock) else Markup(block(b))  # noqa: S704 (a macro's)
        for b in page.blocks
    )


def rendered_for_guests(page: Page, parts: Iterable[Part]) -> tuple[Markup, ...]:
    """Render the exercises among ``parts`` of ``page`` as forms with nothing in them."""
    exercise = macro_of("components/exercise.html", "exercise")
    action = f"{page.path}/entries"
    return tuple(
        Markup(exercise(part, form_for(part, None), None, action, guest=True))  # noqa: S704 (a macro's)
        if isinstance(part, Exercise)
        else part
        for part in parts
    )


def rendered_exercise(
    page: Page,
    exercise: Exercise,
    form: ExerciseForm | SimpleNamespace,
    entry: EntryView | None,
    measured: Sequence[Measured] | None = None,
    shares: Sequence[OwnShare] = (),
    **instead: Markup,
) -> Markup:
    """Render an exercise of ``page`` for who is signed in, as it was last saved.

    ``instead`` has what stands in place of its prompts and of its status.
    """
    macro = macro_of("components/exercise.html", "exercise")
    explains = exercise is page.exercises[0]
    action = f"{page.path}/entries"
    own = {"measures": measured, "shares": shares, "explains": explains}
    html = macro(exercise, form, entry, action, **own, **instead)
    return Markup(html)  # noqa: S704 (a macro's)


def rendered_outline(edition: Programme, page: Page, so_far: Progress | None) -> Markup:
    """Render the outline of the page's module."""
    line = macro_of("components/the_line.html", "line_of_pages")
    return Markup(line(edition.module_of(page).pages, so_far, page))  # noqa: S704 (a macro's)


def macro_of(template: str, name: str) -> Callable[..., str]:
    """Return a macro as it is imported by templates, without what they were handed."""
    found: Any = getattr(current_app.jinja_env.get_template(template).module, name)
    return found  # type: ignore[no-any-return]
