"""What somebody does at a browser before they have an account, and on the day they make one."""

from itertools import count
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.cast import PASSWORD
from tests.in_browser.visit import Visit

EVERY_KIND = Path(__file__).parents[1] / "every_kind"
START = "/modules/begin/where-you-start"
SORTED = "/modules/begin/sort-and-rank"
STAND = "/modules/middle/where-you-stand"
HOLD = "/modules/middle/what-you-hold"
PLAN = "/modules/finish/what-you-will-do"
KEPT = "Kept in this browser"
EARLY = "Written before there was an account."
NUMBERS = count(1)


def status(page: Page, exercise: str) -> Locator:
    return page.locator(f"#{exercise} [data-save-status]")


def box(page: Page, exercise: str = "words") -> Locator:
    return page.locator(f"#{exercise} textarea").first


def kept(page: Page) -> list[str]:
    """What the browser has of guests, by whose and of what."""
    names: list[str] = page.evaluate("Object.keys(localStorage).sort()")
    return [" ".join(name.split()[:3]) for name in names if " guest " in name]


def sign_up(guest: Visit, path: str = "/sign-up") -> str:
    """Make an account for somebody new, and return the address to sign in with."""
    email = f"guest{next(NUMBERS)}@example.org"
    page = guest.go(path)
    page.get_by_label("Your name").fill("Eve")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()
    page.wait_for_url(lambda address: "/sign-up" not in address)
    return email


def sign_out(guest: Visit) -> None:
    guest.page.locator("form[action='/sign-out'] button").first.click()
    guest.page.wait_for_url(f"{guest.url}/")


def write_in_two_places(guest: Visit) -> None:
    """Answer a reflection and a table, and mark the first page as done."""
    box(guest.go(START)).fill(EARLY)
    guest.page.get_by_role("button", name="Mark as done and continue").click()
    guest.page.wait_for_url(f"**{SORTED}")
    box(guest.go(HOLD), "hold").fill("The kitchen")
    expect(status(guest.page, "hold")).to_have_text(KEPT)
