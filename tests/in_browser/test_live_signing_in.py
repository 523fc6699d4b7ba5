"""Whoever is signed out in the middle of a live session signs in again where they are."""

import re

import pytest
from playwright.sync_api import expect

from tests.in_browser.held import SAVED, House, at, box, press, saved
from tests.in_browser.test_signing_in import DOUBTFUL, dialog, leave, sign_in_again
from tests.in_browser.writing import copies

pytestmark = pytest.mark.browser


def sign_in_ends(house: House, name: str) -> None:
    leave(house.database, f"{name.lower()}@example.org", seconds=-1)
    house.visits.forget(name)


def test_what_was_written_is_saved_and_the_session_goes_on(house: House) -> None:
    held = house.holds("Ada", "Ben")
    held.begins()
    held.goes_to(1)
    ben = held.visits["Ben"]
    at(ben.page, 1)
    sign_in_ends(house, "Ben")
    box(ben.page).press_sequentially("Said by Ben.")

    expect(dialog(ben.page)).to_be_visible()
    expect(saved(ben.page)).to_contain_text("you are signed out")
    sign_in_again(ben.page, "ben@example.org")
    expect(dialog(ben.page)).not_to_be_visible()
    expect(saved(ben.page)).to_have_text(SAVED)
    held.goes_to(2)
    at(ben.page, 2)


def test_what_is_typed_while_nobody_is_signed_in_waits_for_its_writer(house: House) -> None:
    held = house.holds("Ada", "Eve")
    held.begins()
    held.goes_to(1)
    eve = held.visits["Eve"]
    at(eve.page, 1)
    sign_in_ends(house, "Eve")
    box(eve.page).press_sequentially("Eve’s.")
    expect(dialog(eve.page)).to_be_visible()
    eve.page.keyboard.press("Escape")
    box(eve.page).press_sequentially(" Perhaps another’s.")
    eve.page.close()
    page = eve.context.new_page()
    eve.sign_in("eve@example.org", page)

    for _ in range(2):
        page.goto(f"{eve.url}{held.path}")
        expect(box(page)).to_have_value("Eve’s. Perhaps another’s.")
        expect(saved(page)).to_have_text(DOUBTFUL)
    press(page, "I’m ready")
    page.wait_for_timeout(2_000)  # longer than the page waits with what it sends by itself
    expect(saved(page)).to_have_text(DOUBTFUL)
    journal = "fetch('/journal').then((answer) => answer.text())"
    assert "Perhaps" not in page.evaluate(journal)
    press(page, "Save")
    expect(saved(page)).to_have_text(SAVED)
    assert "Eve’s. Perhaps another’s." in page.evaluate(journal)
    assert copies(page) == "", "what the server has needs no copy"


def test_so_does_what_was_typed_in_one_go_before_anybody_noticed(house: House) -> None:
    held = house.holds("Ada", "Ben")
    held.begins()
    held.goes_to(1)
    ben = held.visits["Ben"]
    at(ben.page, 1)
    box(ben.page).press_sequentially("P")  # no dialog takes the keys of whoever is typing
    sign_in_ends(house, "Ben")
    box(ben.page).press_sequentially("erhaps another’s.")
    dialog(ben.page).get_by_role("button", name="Not now").click()
    ben.page.close()
    page = ben.context.new_page()
    ben.sign_in("ben@example.org", page)
    page.goto(f"{ben.url}{held.path}")
    expect(box(page)).to_have_value(re.compile("Perhaps another’s"))
    expect(saved(page)).to_have_text(DOUBTFUL)


def test_a_button_that_is_pressed_too_late_asks_as_well(house: House) -> None:
    held = house.holds("Ada", "Cleo")
    held.begins()
    cleo = held.visits["Cleo"]
    sign_in_ends(house, "Cleo")
    press(cleo.page, "I’m ready")

    expect(dialog(cleo.page)).to_be_visible()
    expect(cleo.page.locator("[data-trouble]")).to_contain_text("You are signed out")
    sign_in_again(cleo.page, "cleo@example.org")
    expect(dialog(cleo.page)).not_to_be_visible()
    expect(cleo.page.locator("[data-trouble]")).to_have_count(0)
