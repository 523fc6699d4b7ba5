"""Somebody who writes on a module's page: the box, what the page says of it, and other windows."""

import re
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

from playwright.sync_api import Locator, Page

from tests.in_browser.visit import Visit, Visits
from tests.server import Server

SAVED = re.compile(r"^Saved \d\d:\d\d$")
LOST = re.compile("^Not saved: no connection. Kept on this device; trying again$")
COPIES = """() => Object.keys(localStorage).filter(key => key.startsWith("words "))
    .map(key => localStorage.getItem(key)).join(" ")"""


def box(page: Page) -> Locator:
    return page.locator("#page-work textarea").first


def status(page: Page) -> Locator:
    exercise = page.locator("[data-exercise]", has=page.locator("textarea")).first
    return exercise.locator("[data-save-status]")


def copies(page: Page) -> str:
    """Return all that this browser keeps of what anybody has typed."""
    return str(page.evaluate(COPIES))


def until(happens: Callable[[], bool]) -> None:
    """Wait for something that no page shows."""
    patience = monotonic() + 10
    while not happens():
        assert monotonic() < patience, "it did not happen"
        sleep(0.1)


def writer(visit: Visits, path: str, name: str, server: Server | None = None, **how: Any) -> Visit:
    """Make an account, and open the page as its holder."""
    # What a service worker passes on cannot be routed, nor cut.
    found = visit(server=server, **{"service_workers": "block"} | how)
    found.sign_up(name, f"{name.lower()}@example.org")
    found.go(path)
    return found


def on_another_device(visit: Visits, path: str, name: str, server: Server | None = None) -> Visit:
    """Open the page as the same person, in a browser that knows nothing of the first."""
    found = visit(server=server, service_workers="block")
    found.sign_in(f"{name.lower()}@example.org")
    found.go(path)
    return found
