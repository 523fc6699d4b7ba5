"""Every kind of page: narrow, zoomed, and before axe-core in light and in dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from learning.content import Programme
from tests.in_browser.eyes import NARROW, axe, sideways, sideways_zoomed
from tests.in_browser.places import PLACES, Place
from tests.in_browser.visit import Scheme, Visit, Visits
from tests.server import Server

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def looking(chromium: Browser, server: Server) -> Visits:
    """Windows of the cast, who sign in once for all the pages."""
    return Visits(chromium, server)


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.name)
def shown(request: pytest.FixtureRequest, looking: Visits, programme: Programme) -> Iterator[Visit]:
    """One kind of page, opened once for all the tests that look at it."""
    place: Place = request.param
    yield place.arrange(looking, programme)
    looking.close()


def test_a_kind_of_page_does_not_scroll_sideways_at_320_pixels(shown: Visit) -> None:
    assert sideways(shown.page, NARROW) == []


def test_a_kind_of_page_does_not_scroll_sideways_at_400_percent(shown: Visit) -> None:
    assert sideways_zoomed(shown.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_kind_of_page(shown: Visit, scheme: Scheme) -> None:
    shown.page.set_viewport_size({"width": 1280, "height": 800})
    assert axe(shown.page, scheme) == []


def test_a_kind_of_page_calls_nobody_and_puts_no_error_on_the_console(shown: Visit) -> None:
    assert shown.strangers == []
    assert shown.troubles == []


@pytest.mark.parametrize("who", [None, "Ada"], ids=["guest", "signed-in"])
def test_no_page_of_the_programme_scrolls_sideways(
    visit: Visits, programme: Programme, who: str | None
) -> None:
    reader = visit(who)
    found = {}
    for part in programme.pages:
        page = reader.go(part.path)
        if wide := sideways(page, NARROW) + sideways_zoomed(page):
            found[part.path] = wide
    assert found == {}


@pytest.mark.parametrize("who", [None, "Ada"], ids=["guest", "signed-in"])
def test_axe_finds_nothing_on_any_page_of_the_programme(
    visit: Visits, programme: Programme, who: str | None
) -> None:
    reader = visit(who)
    found = {}
    for part in programme.pages:
        page = reader.go(part.path)
        for scheme in ("light", "dark"):
            if findings := axe(page, scheme):
                found[part.path, scheme] = findings
    assert found == {}


def test_no_cookie_is_set_before_somebody_signs_in(visit: Visits, programme: Programme) -> None:
    guest = visit()
    for path in ("/", programme.modules[0].path, programme.pages[0].path, "/sign-in", "/sign-up"):
        guest.go(path)
    assert guest.context.cookies() == []
    assert guest.page.evaluate("localStorage.length + sessionStorage.length") == 0
