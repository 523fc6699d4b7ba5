"""What travels to a reader, and what comes out of their printer."""

import pytest
from playwright.sync_api import Browser, Page, expect

from learning.content import Programme
from tests.in_browser.places import required_page
from tests.in_browser.visit import Visits
from tests.server import Server

pytestmark = pytest.mark.browser
MOST_REQUESTS = 5
MOST_BYTES = 60_000


@pytest.mark.budget
def test_every_page_of_the_programme_arrives_cold_in_five_requests_and_60_kilobytes(
    chromium: Browser, server: Server, programme: Programme
) -> None:
    over = {}
    for part in programme.pages:
        context = chromium.new_context()
        page = context.new_page()
        sizes = _weighed(page)
        page.goto(f"{server.url}{part.path}")
        _scroll_through(page)
        if len(sizes) > MOST_REQUESTS or sum(sizes) > MOST_BYTES:
            over[part.path] = sizes
        context.close()
        assert sizes, "nothing was weighed"
    assert over == {}


def _weighed(page: Page) -> list[float]:
    """Return a list that fills with the bytes of each answer as it stood on the wire.

    What the browser brings along, such as the sign in a day’s field, never does.
    """
    sizes: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")

    def note(event: dict[str, float]) -> None:
        if event["encodedDataLength"]:
            sizes.append(event["encodedDataLength"])

    wire.on("Network.loadingFinished", note)
    return sizes


def _scroll_through(page: Page) -> None:
    """Have the pictures that wait to be seen."""
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_function("[...document.images].every((image) => image.complete)")


def test_a_module_page_prints_its_text_without_the_navigation(
    visit: Visits, programme: Programme
) -> None:
    page = visit("Ada").go(required_page(programme))
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".skip", ".site-header__nav", ".spread__outline", ".page-end", ".save-status"):
        assert page.locator(gone).first.evaluate("e => getComputedStyle(e).display") == "none"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".prose p").first).to_be_visible()
    assert _colours(page) == ("rgb(255, 255, 255)", "rgb(29, 37, 40)")


def test_a_certificate_prints_its_facts_without_the_navigation(visit: Visits) -> None:
    page = visit("Ben").go("/certificates")
    page.locator(".row a").click()
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".site-header__nav", ".certificate__acts .button"):
        assert page.locator(gone).first.evaluate("e => getComputedStyle(e).display") == "none"
    expect(page.get_by_text("Ben Whitfield")).to_be_visible()
    expect(page.locator(".certificate__code svg")).to_be_visible()
    assert _colours(page) == ("rgb(255, 255, 255)", "rgb(29, 37, 40)")


def test_nothing_moves_for_who_asked_for_stillness(visit: Visits) -> None:
    page = visit().go("/")
    link = page.get_by_role("link", name="Start module 1")
    page.emulate_media(reduced_motion="no-preference")
    assert link.evaluate("e => getComputedStyle(e).transitionDuration") != "0s"
    page.emulate_media(reduced_motion="reduce")
    assert link.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"


def test_the_night_desk_follows_the_system(visit: Visits) -> None:
    page = visit().go("/")
    page.emulate_media(color_scheme="dark")
    assert _colours(page)[0] == "rgb(26, 24, 22)"
    page.emulate_media(color_scheme="light")
    assert _colours(page)[0] == "rgb(251, 249, 244)"


def _colours(page: Page) -> tuple[str, str]:
    """Return the colours of the paper and of the ink."""
    style = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    paper, ink = page.locator("body").evaluate(style)
    return paper, ink
