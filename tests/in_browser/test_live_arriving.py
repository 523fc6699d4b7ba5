"""A step that begins comes into view, and nothing is pressed in it before anybody has seen it."""

import pytest
from playwright.sync_api import Page, expect

from learning.content.scripts import Role
from tests.in_browser.held import House, at, box, press

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 560}


def to_the_end(page: Page) -> None:
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")


def test_a_new_step_comes_into_view_for_who_only_looks(house: House) -> None:
    held = house.holds("Ada")
    ada = held.comes("Ada", viewport=PHONE)
    press(ada, "Begin")
    at(ada, 0)
    to_the_end(ada)
    expect(ada.locator("h1")).not_to_be_in_viewport()
    held.goes_to(1)
    at(ada, 1)
    expect(ada.locator("h1")).to_be_in_viewport()


def test_who_types_is_told_in_a_bar_and_stays(house: House) -> None:
    held = house.holds("Ada")
    ada = held.comes("Ada", viewport=PHONE)
    press(ada, "Begin")
    at(ada, 0)
    held.goes_to(1)
    at(ada, 1)
    box(ada).press_sequentially("Still at it")
    held.goes_to(2)
    at(ada, 2)
    expect(ada.get_by_label("What did you hear?")).to_be_focused()
    bar = ada.get_by_role("link", name="Now: Where you start")
    expect(bar).to_be_in_viewport()
    expect(ada.locator("[data-now]")).to_contain_text(":")
    bar.click()
    expect(ada.locator("h1")).to_be_in_viewport()


def test_a_second_tap_does_not_count_for_a_step_that_nobody_has_seen(house: House) -> None:
    held = house.holds("Ada")
    ada = held.comes("Ada")
    press(ada, "Begin")
    at(ada, 0)
    ada.evaluate(
        """() => setInterval(() => {
            const button = document.querySelector("#press-ready");
            if (button) button.click();
        }, 50)"""
    )
    at(ada, 1)
    ada.wait_for_timeout(700)
    assert held.run.state.at == 1
    at(ada, 2, timeout=4_000)


def test_a_second_tap_does_not_take_back_that_one_is_ready(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada, _ = held.begins()
    press(ada, "I’m ready")
    for _ in range(2):  # the finger is where the first button was
        expect(ada.locator("#press-not-ready")).to_have_attribute("aria-disabled", "true")
        ada.evaluate("document.querySelector('#press-not-ready').click()")
    expect(ada.get_by_text("You are ready.")).to_be_visible()
    expect(ada.locator("#press-not-ready")).not_to_have_attribute("aria-disabled", "true")
    press(ada, "Not ready after all")
    expect(ada.locator("#press-ready")).to_be_visible()


def test_who_gets_a_role_is_told(house: House) -> None:
    held = house.holds("Ada", "Ben")
    _, ben = held.begins()
    has = (ben.locator("live-session").get_attribute("data-leads") or "").split(",")
    role = next(
        role for role in (Role.FACILITATOR, Role.SCRIBE, Role.TIMEKEEPER) if role not in has
    )
    held.gives(role, "Ben")
    expect(ben.locator("[data-told]")).to_contain_text(f"You are now the {role}")


def test_no_connection_is_said_at_once_and_taken_away_again(house: House) -> None:
    held = house.holds("Ada")
    ada = held.comes("Ada", viewport=PHONE)
    press(ada, "Begin")
    at(ada, 0)
    held.goes_to(1)
    at(ada, 1)
    held.visits["Ada"].expects_trouble = True
    held.visits["Ada"].context.set_offline(True)
    box(ada).fill("Offline")
    to_the_end(ada)
    trouble = ada.locator("[data-trouble]")
    expect(trouble).to_contain_text("No connection", timeout=2_500)
    expect(trouble).to_be_in_viewport()
    held.visits["Ada"].context.set_offline(False)
    expect(trouble).to_have_count(0, timeout=4_000)
