"""What only this browser has of somebody’s words is listed in their journal, to read or remove."""

import pytest
from playwright.sync_api import Locator, Page, expect

from learning.content import Programme
from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.places import required_page
from tests.in_browser.test_signing_in import dialog
from tests.in_browser.visit import Visits
from tests.in_browser.writing import SAVED, box, copies, status, writer

pytestmark = pytest.mark.browser
RETIRED = """browserCopy.keep(document.body.dataset.writer, "retired-long-ago", {
  fields: [["retired-long-ago.q", "Asked no more."]], base: 0, path: location.pathname,
  title: "A question of last year" })"""


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def kept(page: Page) -> Locator:
    return page.get_by_role("region", name="Kept on this device, not saved")


def test_what_is_asked_no_more_is_shown_and_removed_only_when_asked_twice(
    visit: Visits, path: str
) -> None:
    rae = writer(visit, path, "Rae")
    rae.page.evaluate(RETIRED)
    page = rae.go("/journal")
    item = kept(page).get_by_role("article")
    expect(item).to_contain_text("A question of last year")
    expect(item).to_contain_text("Asked no more.")
    expect(item).to_contain_text("it cannot be saved")
    expect(item.get_by_role("link")).to_have_count(0)
    assert axe(page, "light") == []
    assert sideways(page, NARROW) == []

    remove = item.get_by_role("button", name="Remove from this device")
    remove.click()
    dialog(page).get_by_role("button", name="Keep it").click()
    assert "Asked no more." in copies(page)
    remove.click()
    dialog(page).get_by_role("button", name="Remove it").click()
    expect(kept(page)).to_contain_text("Removed from this device.")
    expect(item).to_have_count(0)
    assert copies(page) == ""
    page.reload()
    expect(kept(page)).to_have_count(0)


def test_what_its_page_still_asks_is_saved_there_and_shown_to_nobody_else(
    visit: Visits, path: str
) -> None:
    visit().sign_up("Sam", "sam@example.org")
    uma = writer(visit, path, "Uma")
    uma.expects_trouble = True
    uma.context.set_offline(True)
    box(uma.page).fill("Not yet there.")
    uma.page.close(run_before_unload=False)
    uma.context.set_offline(False)
    page = uma.context.new_page()
    uma.context.clear_cookies()
    uma.sign_in("sam@example.org", page)
    page.goto(f"{uma.url}/journal")
    expect(page.get_by_role("heading", name="Your journal")).to_be_visible()
    expect(kept(page)).to_have_count(0)

    uma.context.clear_cookies()
    uma.sign_in("uma@example.org", page)
    page.goto(f"{uma.url}/journal")
    expect(kept(page)).to_contain_text("Not yet there.")
    kept(page).get_by_role("link", name="Open its page").click()
    expect(box(page)).to_have_value("Not yet there.")
    expect(status(page)).to_have_text(SAVED)
    page.goto(f"{uma.url}/journal")
    expect(kept(page)).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("Not yet there.")
