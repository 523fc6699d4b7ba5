"""Everything by keyboard alone: the way in, the answers, the tick; and one sees where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

from learning.content import Programme
from tests.cast import PASSWORD
from tests.in_browser.places import required_page
from tests.in_browser.visit import Visits

pytestmark = pytest.mark.browser
MOST_STOPS = 200

_STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { name: here.outerHTML.slice(0, 100), place: all.indexOf(here), ring,
           seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight };
}"""


def stops(page: Page) -> list[dict[str, object]]:
    """Press Tab from the top of the page to its end and return where it stopped."""
    found: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or (found and stop["place"] == found[0]["place"]):
            return found
        found.append(stop)
    raise AssertionError(f"Tab never comes to an end: {found[-1]}")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what ``selector`` says has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_the_first_stop_leads_past_the_navigation(visit: Visits) -> None:
    page = visit().go("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (None, "/library"), (None, "/search?q=jobs"),
        (None, "/"), (None, "/sign-up"), ("Ada", "/home"), ("Ada", "/journal"), ("Ada", "/account"),
        ("Ada", None), ("Finn", "/certificates"), ("Dana", "/admin/statistics"),
    ],
)  # fmt: skip
def test_tab_goes_through_a_page_in_its_order_and_shows_where_it_is(
    visit: Visits, programme: Programme, who: str | None, path: str | None
) -> None:
    page = visit(who).go(path or required_page(programme))
    found = stops(page)
    assert len(found) > 3
    assert [stop["name"] for stop in found if not stop["ring"]] == []
    assert [stop["name"] for stop in found if not stop["seen"]] == []
    places = [int(str(stop["place"])) for stop in found]
    assert places == sorted(places), "the order of Tab is the order of reading"


def test_signing_in_rating_writing_and_finishing_by_keyboard_alone(
    visit: Visits, programme: Programme
) -> None:
    pia = visit()
    pia.sign_up("Pia", "pia@example.org")
    pia.context.clear_cookies()
    page = pia.go("/sign-in")
    tab_to(page, "#email")
    page.keyboard.type("pia@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")

    rates(page, programme)
    writes(page, programme)
    pia.go("/home")
    expect(page.get_by_role("main")).to_contain_text(f"2 of {len(programme.pages)} pages done")


def rates(page: Page, programme: Programme) -> None:
    rated = next(p for p in programme.pages if any(e.kind == "scale" for e in p.exercises))
    page.goto(re.sub("/home$", rated.path, page.url))
    for number, group in enumerate(page.locator("fieldset.scale").all()):
        tab_to(page, 'fieldset.scale input[type="radio"]')
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(group.get_by_role("radio").nth(2)).to_be_checked()
        assert number < 20
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    finishes(page)


def writes(page: Page, programme: Programme) -> None:
    page.goto(re.sub("/modules/.*|/home", required_page(programme), page.url))
    boxes = page.locator("#page-work textarea").count()
    for _ in range(boxes):
        tab_to(page, "textarea")
        page.keyboard.type("By keyboard.")
    finishes(page)


def finishes(page: Page) -> None:
    before = page.url
    tab_to(page, ".page-end .button--primary")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)
