"""Shared computers, slow lines and long pastes, in a real browser."""

import re
from time import sleep

import pytest
from playwright.sync_api import Route, expect

from learning.content import Programme
from tests.in_browser.places import required_page
from tests.in_browser.test_signing_in import dialog
from tests.in_browser.visit import Visits
from tests.in_browser.writing import SAVED, box, status, writer

pytestmark = pytest.mark.browser


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def test_a_tab_left_open_never_saves_into_the_next_persons_journal(
    visit: Visits, path: str
) -> None:
    grace = writer(visit, path, "Grace")
    hamza = visit()
    hamza.sign_up("Hamza", "hamza@example.org")
    other = grace.another_tab("/home")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url(f"{grace.url}/")
    grace.sign_in("hamza@example.org", other)
    other.wait_for_url("**/home")
    dialog(grace.page).get_by_role("button", name="Not now").click()

    box(grace.page).fill("Grace’s private words.")

    expect(status(grace.page)).to_have_text(
        re.compile("^Not saved: you are signed out, or somebody")
    )
    other.goto(f"{grace.url}/journal")
    expect(other.get_by_role("main")).to_contain_text("Nothing here yet")
    expect(box(grace.page)).to_have_value("Grace’s private words.")
    grace.expects_trouble = True


def test_a_button_pressed_during_a_save_does_not_quarrel_with_it(visit: Visits, path: str) -> None:
    lou = writer(visit, path, "Lou")

    def slow(route: Route) -> None:
        box(lou.page).press_sequentially(" More.")
        lou.page.get_by_role("button", name="Save", exact=True).first.click(no_wait_after=True)
        sleep(0.5)
        route.continue_()

    lou.page.route("**/entries", slow, times=1)
    box(lou.page).fill("Typed.")

    expect(status(lou.page)).to_have_text(re.compile("^Saved .*20"), timeout=15_000)
    expect(lou.page.get_by_role("main")).not_to_contain_text("Another window")
    expect(box(lou.page)).to_have_value("Typed. More.")


def test_a_paste_that_is_too_long_is_kept_whole_and_refused_in_words(
    visit: Visits, path: str
) -> None:
    mo = writer(visit, path, "Mo")
    long = "0123456789" * 2_500
    box(mo.page).fill(long)

    expect(status(mo.page)).to_have_text(re.compile("longer than 20,000 characters"))
    expect(box(mo.page)).to_have_value(long)

    box(mo.page).fill(long[:20_000])
    expect(status(mo.page)).to_have_text(SAVED)
