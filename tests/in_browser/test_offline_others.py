"""Pages kept on a device that several people use: nobody is shown those of another."""

import pytest
from playwright.sync_api import expect

from learning.content import Programme
from tests.cast import PASSWORD
from tests.in_browser.places import required_page
from tests.in_browser.test_offline import NAMES, open_and_keep, reader, until
from tests.in_browser.test_signing_in import dialog, sign_in_again
from tests.in_browser.visit import Visits
from tests.in_browser.writing import SAVED, box, status

pytestmark = pytest.mark.browser


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def test_whoever_signs_in_after_somebody_never_sees_their_page_if_the_server_fails(
    visit: Visits, path: str
) -> None:
    visit().sign_up("Dan", "dan@example.org")
    hob = reader(visit, path, "Hob")
    hob.expects_trouble = True
    page = open_and_keep(hob, path)
    box(page).fill("Hal’s private words.")
    expect(status(page)).to_have_text(SAVED)
    page.goto(f"{hob.url}/sign-in?next={path}")  # he did not sign out
    hob.context.route(f"**{path}", lambda route: route.abort())
    page.get_by_label("Email address").fill("dan@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    assert page.evaluate(NAMES) == []


def test_whoever_signs_in_on_the_page_of_somebody_finds_nothing_kept_of_them(
    visit: Visits, path: str
) -> None:
    visit().sign_up("Don", "don@example.org")
    kaz = reader(visit, path, "Kaz")
    kaz.expects_trouble = True
    page = open_and_keep(kaz, path)
    kaz.context.clear_cookies()
    box(page).fill("Kaz’s private words.")
    sign_in_again(page, "don@example.org")
    expect(dialog(page).get_by_role("alert")).to_contain_text("somebody else’s account")
    until(page, lambda: page.evaluate(NAMES) == [])

    kaz.context.route(f"**{path}", lambda route: route.abort())
    page.on("dialog", lambda asked: asked.accept())
    page.reload()
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
