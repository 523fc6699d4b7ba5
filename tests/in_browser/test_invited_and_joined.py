"""Following an invitation, and making two accounts one by what the pages show, on a phone."""

import pytest
from playwright.sync_api import expect

from learning.content import Programme
from tests.cast import PASSWORD
from tests.in_browser.eyes import NARROW, sideways
from tests.in_browser.joining_places import say_which
from tests.in_browser.organisation_places import NAME, invited
from tests.in_browser.places import required_page, write_without_script
from tests.in_browser.visit import Visits

pytestmark = pytest.mark.browser
PHONE = {"width": NARROW[0], "height": NARROW[1]}


def test_somebody_invited_makes_an_account_and_accepts_with_scripts_off_on_a_phone(
    visit: Visits,
) -> None:
    nell = visit(java_script_enabled=False, viewport=PHONE)
    path = invited(nell)
    page = nell.go(path)
    expect(page.get_by_role("main")).to_contain_text(f"Ada invites you, for {NAME}, to take part")
    page.get_by_role("link", name="Create your account").click()
    page.get_by_label("Your name").fill("Nell")
    page.get_by_label("Email address").fill("nell@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()

    page.wait_for_url(f"**{path}")
    page.get_by_role("button", name="Yes, I work there").click()
    expect(page.get_by_role("main")).to_contain_text("You are counted there")
    nell.go("/account/work")
    expect(page.get_by_role("textbox", name="Your organisation")).to_have_value(NAME)


def test_two_accounts_become_one_by_what_the_pages_show_on_a_phone(
    visit: Visits, programme: Programme
) -> None:
    former = visit(java_script_enabled=False)
    former.sign_up("Otto", "otto-before@example.org")
    former.go(required_page(programme))
    write_without_script(former.page, "What Otto wrote before.")

    otto = visit(viewport=PHONE)
    otto.sign_up("Otto", "otto@example.org")
    page = otto.go("/account")
    page.get_by_role("link", name="Join another account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Join another account to this one")
    say_which(otto, "otto-before@example.org")
    comes = page.get_by_role("region", name="What comes along")
    expect(comes).to_contain_text("1 entry of its journal")
    expect(page.get_by_role("main")).to_contain_text("Afterwards it cannot be taken apart again.")
    assert sideways(page, NARROW) == []
    page.get_by_role("button", name="Make them one account").click()

    page.wait_for_url("**/account?changed=joined")
    expect(otto.go("/journal").get_by_role("main")).to_contain_text("What Otto wrote before.")
    former.go("/home")
    assert former.page.url.endswith("/sign-in?next=/home"), "signed out there everywhere"
