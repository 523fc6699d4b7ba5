"""What a module's page of somebody who is signed in costs the processor, beside “hello”."""

from collections.abc import Callable

from flask import Flask

from learning.content import Page, Programme, Scale
from tests.benchmarks.inside import HELLO, Inside, asking, inside, least_of
from tests.benchmarks.result import Row, at_most, beside
from tests.cast import finish

ROUNDS = 9 * 8
"""Nine are promised; more, because others use the machine, and the calmest moment counts."""
MOST = 4.0
EXCELLENT = 3.3


def rows() -> list[Row]:
    """Compare pages with hello: of text, with ratings, and the largest, both answered."""
    with inside() as served:
        programme = served.programme
        with served.database.writing.begin() as db:
            finish(db, served.learner, programme, programme.pages)
        pages = {
            "a page of text": _first(programme, lambda page: not page.exercises),
            "a page with ratings, answered": _first(programme, _has_ratings),
            "the largest page, answered": _largest(served),
        }
        bare = Flask("bare")
        bare.add_url_rule(HELLO, "hello", lambda: "hello")
        asks = {name: served.asking(page.path) for name, page in pages.items()}
        asks["hello"] = served.asking(HELLO)
        asks["bare"] = asking(bare, HELLO, {"Cookie": served.cookie})
        least = least_of(asks, ROUNDS)
    return [
        *(_row(name, least[name], least["hello"], least["bare"]) for name in pages),
        beside(
            "the floor: hello of the same app, hello of bare Flask",
            f"{least['hello'] * 1e6:.0f} µs, {least['bare'] * 1e6:.0f} µs",
        ),
    ]


def _row(name: str, seconds: float, hello: float, bare: float) -> Row:
    more = f"{seconds * 1e6:.0f} µs ({seconds / bare:.1f} × bare Flask)"
    more += ", excellent" if seconds <= EXCELLENT * hello else ""
    return at_most(f"{name}, signed in", MOST, seconds / hello, " × hello", more)


def _first(programme: Programme, fits: Callable[[Page], bool]) -> Page:
    return next(page for page in programme.pages if fits(page))


def _has_ratings(page: Page) -> bool:
    return any(isinstance(exercise, Scale) for exercise in page.exercises)


def _largest(served: Inside) -> Page:
    return max(served.programme.pages, key=lambda page: len(served.asking(page.path)()))
