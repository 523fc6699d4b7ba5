"""A team from the first press to the second member, in a real browser, with scripts off."""

import re

import pytest
from playwright.sync_api import expect

from tests.in_browser.visit import Visits

pytestmark = pytest.mark.browser


def test_a_team_comes_together_without_scripts(visit: Visits) -> None:
    ines, jo = visit(java_script_enabled=False), visit(java_script_enabled=False)
    ines.sign_up("Ines", "ines.team@example.org")
    page = ines.go("/teams")
    page.get_by_label("Name of the team").fill("Ward 7")
    page.get_by_role("button", name="Start the team").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ward 7")
    expect(page.get_by_role("button", name="Copy the text")).to_be_hidden()
    words = page.get_by_label("Words to send").input_value()
    link = re.search(r"http\S+/join/\S+", words)
    assert link

    jo.page.goto(link[0])
    jo.page.get_by_role("link", name="I have one: sign in").click()
    jo.page.get_by_role("main").get_by_role("link", name="Create an account").click()
    jo.page.get_by_label("Your name").fill("Jo")
    jo.page.get_by_label("Email address").fill("jo.team@example.org")
    jo.page.get_by_label("Password").fill("three unrelated kettles")
    jo.page.get_by_role("button", name="Create my account").click()
    jo.page.get_by_role("button", name="Join the team").click()
    jo.page.get_by_role("button", name="Show my progress").click()
    expect(jo.page.get_by_role("main")).to_contain_text("Jo, you")

    page.reload()
    page.get_by_text("Hand it over").click()
    page.get_by_role("button", name="Hand over to Jo").click()
    expect(page.get_by_role("main")).to_contain_text("The team has a new convenor.")


def test_the_words_to_send_are_copied_with_one_press(visit: Visits) -> None:
    kai = visit(permissions=["clipboard-read"])
    kai.sign_up("Kai", "kai.team@example.org")
    page = kai.go("/teams")
    page.get_by_label("Name of the team").fill("Ward 8")
    page.get_by_role("button", name="Start the team").click()

    page.get_by_role("button", name="Copy the text").click()

    expect(page.locator(".to-copy").get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == page.get_by_label("Words to send").input_value()
