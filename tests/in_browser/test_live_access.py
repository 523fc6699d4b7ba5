"""A live session for everybody: by keyboard alone, for a screen reader, in both colour schemes."""

import pytest
from playwright.sync_api import Page, expect

from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.held import TITLES, House, at, press
from tests.in_browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser


def faults(page: Page) -> list[str]:
    found = axe(page, "dark") + axe(page, "light") + sideways(page, NARROW)
    page.set_viewport_size({"width": 1280, "height": 720})
    return found


def test_every_step_is_sound_in_both_colour_schemes_and_fits_a_phone(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada, _ = held.all_come()
    assert faults(ada) == []
    press(ada, "Begin")
    at(ada, 0)
    for step in range(len(TITLES)):
        held.goes_to(step)
        at(ada, step)
        assert faults(ada) == [], TITLES[step]
    press(ada, "Finish")
    expect(ada.get_by_text("The session is over.").first).to_be_visible()
    assert faults(ada) == []


def test_the_shared_screen_follows_and_is_sound(house: House) -> None:
    held = house.holds("Ada", "Ben")
    held.begins()
    screen = held.visits["Ada"].another_tab(f"{held.path}/screen")
    for step in (0, 3, 5):
        held.goes_to(step)
        at(screen, step)
        assert faults(screen) == [], TITLES[step]


def test_a_whole_session_by_keyboard_alone(house: House) -> None:
    held = house.holds("Ada")
    ada = held.comes("Ada")
    tab_to(ada, "#press-begin")
    ada.keyboard.press("Enter")
    at(ada, 0)
    tab_to(ada, "#press-ready")
    for step in range(1, len(TITLES) + 1):
        expect(ada.locator("#press-ready")).to_be_focused()
        expect(ada.locator("#press-ready")).to_be_enabled()
        ada.keyboard.press("Enter")
        if step < len(TITLES):
            at(ada, step)
    expect(ada.get_by_role("heading", level=1)).to_be_focused()
    expect(ada.get_by_text("Thank you. The session is over.")).to_be_visible()


def test_a_new_step_is_announced_once_and_a_ticking_clock_never(house: House) -> None:
    held = house.holds("Ada", "Ben")
    _, ben = held.begins()
    said = ben.locator("[data-says]")
    held.goes_to(1)
    expect(said).to_have_text("Now: The conversation. 10 minutes.")
    assert ben.locator("[aria-live], [role=timer]").count() == 0
    assert (
        ben.locator("#clock").evaluate("clock => Boolean(clock.closest('[role=status]'))") is False
    )
