"""Parts of a module's page that need not be rendered for each reader.

What is the same for everybody is rendered once an edition; the outline, which depends only on
which pages of the module are done, once for each such set. The templates stay the only source.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app
from markupsafe import Markup

from learning.content import Exercise, ExerciseBlock, Page, Programme
from learning.progress import Progress
from learning.web.context import programme
from learning.web.exercise_form import form_for

Part = Markup | Exercise
_MOST = 20_000
"""Outlines kept at most: a few kilobytes each, and few learners differ."""


class Fragments:
    """The rendered parts of one edition."""

    def __init__(self, edition: Programme) -> None:
        self.edition = edition
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._parts_for_guests: dict[str, tuple[Markup, ...]] = {}
        self._outlines: dict[tuple[str, frozenset[str]], Markup] = {}

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

    def outline(self, page: Page, so_far: Progress | None) -> Markup:
        """Return the line of the module's pages as it looks to whoever did these pages."""
        pages = self.edition.module_of(page).pages
        done = frozenset(p.id for p in pages if so_far and so_far.is_done(p))
        key = (page.id, done)
        if key not in self._outlines:
            if len(self._outlines) >= _MOST:
                self._outlines.clear()
            self._outlines[key] = rendered_outline(self.edition, page, so_far)
        return self._outlines[key]


def fragments() -> Fragments:
    """Return the fragments of the edition this request serves; a new edition begins afresh."""
    kept: Fragments | None = current_app.extensions.get("fragments")
    if kept is None or kept.edition is not programme():
        kept = current_app.extensions["fragments"] = Fragments(programme())
    return kept


def rendered_parts(page: Page) -> tuple[Part, ...]:
    """Render the blocks of ``page``."""
    block = _macro("components/block.html", "block")
    return tuple(
        b.exercise if isinstance(b, ExerciseBlock) else Markup(block(b))  # noqa: S704 (a macro's)
        for b in page.blocks
    )


def rendered_for_guests(page: Page, parts: Iterable[Part]) -> tuple[Markup, ...]:
    """Render the exercises among ``parts`` of ``page`` as forms with nothing in them."""
    exercise = _macro("components/exercise.html", "exercise")
    action = f"{page.path}/entries"
    return tuple(
        Markup(exercise(part, form_for(part, None), None, action, guest=True))  # noqa: S704 (a macro's)
        if isinstance(part, Exercise)
        else part
        for part in parts
    )


def rendered_outline(edition: Programme, page: Page, so_far: Progress | None) -> Markup:
    """Render the outline of the page's module."""
    line = _macro("components/the_line.html", "line_of_pages")
    return Markup(line(edition.module_of(page).pages, so_far, page))  # noqa: S704 (a macro's)


def _macro(template: str, name: str) -> Callable[..., str]:
    found: Any = getattr(current_app.jinja_env.get_template(template).module, name)
    return found  # type: ignore[no-any-return]
