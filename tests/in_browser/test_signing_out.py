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
    kit = writer(visit, path, "Kit")
    kit.page.on("dialog", lambda asked: asked.accept())
    for is_removed in (False, True):
        kit.page.route("**/entries", lambda route: route.abort())
        box(kit.page).fill("Not yet saved.")
        expect(status(kit.page)).to_have_text(re.compile("^Not saved: no connection"))
        kit.page.get_by_role("button", name="Sign out").click()
        expect(dialog(kit.page)).to_contain_text("Not saved yet")
        dialog(kit.page).get_by_label("Also remove").set_checked(is_removed)
        dialog(kit.page).get_by_role("button", name="Sign out").click()
        kit.page.wait_for_url(f"{kit.url}/")
        kept = kit.page.evaluate("Object.values(localStorage).join()")
        assert ("Not yet saved." in kept) is not is_removed
        kit.page.unroute("**/entries")
        kit.sign_in("kit@example.org")
        kit.go(path)
        if not is_removed:
            expect(status(kit.page)).to_have_text(SAVED)
            box(kit.page).fill("")
            expect(status(kit.page)).to_have_text(SAVED)
    expect(box(kit.page)).to_have_value("")
    kit.expects_trouble = True


def test_signing_out_with_nothing_unsaved_asks_nothing(visit: Visits, path: str) -> None:
    lil = writer(visit, path, "Lil")
    box(lil.page).fill("All is saved.")
    expect(status(lil.page)).to_have_text(SAVED)
    lil.page.get_by_role("button", name="Sign out").click()
    lil.page.wait_for_url(f"{lil.url}/")


def test_the_account_page_can_sign_out_and_forget(visit: Visits, path: str) -> None:
    mia = writer(visit, path, "Mia")
    mia.page.route("**/entries", lambda route: route.abort())
    box(mia.page).fill("Not yet saved.")
    expect(status(mia.page)).to_have_text(re.compile("^Not saved: no connection"))
    account = mia.another_tab("/account")
    mia.page.close(run_before_unload=False)
    account.get_by_label("Also remove my unsaved words").check()
    account.get_by_role("button", name="Sign out here").click()
    account.wait_for_url(f"{mia.url}/")

    assert account.evaluate("localStorage.length") == 0
    mia.expects_trouble = True
