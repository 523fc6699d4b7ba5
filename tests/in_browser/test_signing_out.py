"""Signing out: what is not saved stays in the browser, unless one says that it shall go."""

import re

import pytest
from playwright.sync_api import expect

from learning.content import Programme
from tests.in_browser.places import required_page
from tests.in_browser.test_signing_in import dialog
from tests.in_browser.visit import Visits
from tests.in_browser.writing import SAVED, box, status, writer

pytestmark = pytest.mark.browser


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def test_signing_out_with_unsaved_words_asks_and_keeps_them_unless_told(
    visit: Visits, path: str
) -> None:
    kip = writer(visit, path, "Kip")
    kip.page.on("dialog", lambda asked: asked.accept())
    for is_removed in (False, True):
        kip.page.route("**/entries", lambda route: route.abort())
        box(kip.page).fill("Not yet saved.")
        expect(status(kip.page)).to_have_text(re.compile("^Not saved: no connection"))
        kip.page.get_by_role("button", name="Sign out").click()
        expect(dialog(kip.page)).to_contain_text("Not saved yet")
        dialog(kip.page).get_by_label("Also remove").set_checked(is_removed)
        dialog(kip.page).get_by_role("button", name="Sign out").click()
        kip.page.wait_for_url(f"{kip.url}/")
        kept = kip.page.evaluate("Object.values(localStorage).join()")
        assert ("Not yet saved." in kept) is not is_removed
        kip.page.unroute("**/entries")
        kip.sign_in("kip@example.org")
        kip.go(path)
        if not is_removed:
            expect(status(kip.page)).to_have_text(SAVED)
            box(kip.page).fill("")
            expect(status(kip.page)).to_have_text(SAVED)
    expect(box(kip.page)).to_have_value("")
    kip.expects_trouble = True


def test_signing_out_with_nothing_unsaved_asks_nothing(visit: Visits, path: str) -> None:
    lil = writer(visit, path, "Lil")
    box(lil.page).fill("All is saved.")
    expect(status(lil.page)).to_have_text(SAVED)
    lil.page.get_by_role("button", name="Sign out").click()
    lil.page.wait_for_url(f"{lil.url}/")


def test_going_back_after_signing_out_shows_nothing_private(visit: Visits, path: str) -> None:
    nan = writer(visit, path, "Nan")
    box(nan.page).fill("Nobody else reads this.")
    expect(status(nan.page)).to_have_text(SAVED)
    nan.go("/journal")
    expect(nan.page.locator("main")).to_contain_text("Nobody else reads this.")
    nan.page.get_by_role("button", name="Sign out").click()
    nan.page.wait_for_url(f"{nan.url}/")
    for _ in range(2):
        nan.page.go_back()
        expect(nan.page.locator("main")).not_to_contain_text("Nobody else reads this.")


def test_the_account_page_can_sign_out_and_forget(visit: Visits, path: str) -> None:
    moe = writer(visit, path, "Moe")
    moe.page.route("**/entries", lambda route: route.abort())
    box(moe.page).fill("Not yet saved.")
    expect(status(moe.page)).to_have_text(re.compile("^Not saved: no connection"))
    account = moe.another_tab("/account")
    moe.page.close(run_before_unload=False)
    account.get_by_label("Also remove my unsaved words").check()
    account.get_by_role("button", name="Sign out here").click()
    account.wait_for_url(f"{moe.url}/")

    assert account.evaluate("localStorage.length") == 0
    moe.expects_trouble = True


def test_what_only_the_tab_keeps_goes_with_whoever_signs_out(visit: Visits, path: str) -> None:
    """It does not say whose it is, so the next person would find it."""
    nia = writer(visit, path, "Runa")
    nia.page.on("dialog", lambda asked: asked.accept())
    for is_unsaved in (False, True):
        nia.page.evaluate(
            """["practice /practice/me", "letter on its way", "live /live/a line"]
                .forEach((key) => sessionStorage.setItem(key, "[]"))"""
        )
        if is_unsaved:
            nia.page.route("**/entries", lambda route: route.abort())
            box(nia.page).fill("Not yet saved.")
        nia.page.get_by_role("button", name="Sign out").click()
        if is_unsaved:
            dialog(nia.page).get_by_label("Also remove").check()
            dialog(nia.page).get_by_role("button", name="Sign out").click()
        nia.page.wait_for_url(f"{nia.url}/")
        left = [] if is_unsaved else ["live /live/a line"]
        assert nia.page.evaluate("Object.keys(sessionStorage)") == left
        nia.sign_in("runa@example.org")
        nia.go(path)
    nia.expects_trouble = True
