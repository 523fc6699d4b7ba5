"""Pages kept on a device that several people use: nobody is shown those of another."""

import pytest
from playwright.sync_api import Route, expect

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


def test_a_page_that_is_answered_while_somebody_else_signs_in_is_not_kept(
    visit: Visits, path: str
) -> None:
    visit().sign_up("Una", "una2@example.org")
    ann = reader(visit, path, "Annika")
    ann.expects_trouble = True
    hers = open_and_keep(ann, path)
    page = ann.another_tab("/sign-in")
    signing_in: list[Route] = []
    ann.context.route("**/sign-in", lambda route: signing_in.append(route))
    page.get_by_label("Email address").fill("una2@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click(no_wait_after=True)
    until(page, lambda: signing_in)
    until(hers, lambda: hers.evaluate(NAMES) == [])
    hers.reload()  # it is still answered as Annika’s, whose sign-in is not over yet
    expect(box(hers)).to_be_visible()

    ann.context.route("**/home", lambda route: route.abort())
    signing_in[0].continue_()
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    hers.wait_for_timeout(500)
    assert hers.evaluate(NAMES) == []
