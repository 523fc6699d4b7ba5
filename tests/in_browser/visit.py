"""Somebody at a browser. Whatever they open is listened to: requests, errors, refused policies."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    sync_playwright,
)

from learning.db import connect
from tests.cast import PASSWORD, next_code
from tests.server import Server

Scheme = Literal["light", "dark"]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SAID_BY_THE_STATUS = "Failed to load resource: the server responded with a status of 4"


def system_chromium() -> str:
    """Return where the system's Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is missing: apt-get install chromium"
    return found


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run the system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=QUIET)
        yield browser
        browser.close()


class Visit:
    """One browser window with cookies of its own."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context = context
        self.url = server.url
        self.data = server.data
        self.database_url = server.database_url
        self.asked: list[str] = []
        self.troubles: list[str] = []
        self.expects_trouble = False
        context.set_default_timeout(20_000)  # a page may come late on a busy machine
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("console", self._note)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self.page = context.new_page()

    def go(self, path: str) -> Page:
        """Open an address of ours."""
        self.page.goto(f"{self.url}{path}")
        return self.page

    def another_tab(self, path: str) -> Page:
        """Open an address beside what is open, with the same cookies."""
        page = self.context.new_page()
        page.goto(f"{self.url}{path}")
        return page

    def sign_up(self, name: str, email: str) -> None:
        """Make an account as a person would."""
        page = self.go("/sign-up")
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Create my account").click()
        page.wait_for_url("**/home")

    def sign_in(self, email: str, page: Page | None = None) -> None:
        """Sign in as a person would, and admins with the code of their app."""
        page = page or self.page
        page.goto(f"{self.url}/sign-in")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile(r"/home$|/sign-in/second$"))
        if page.url.endswith("/second"):
            page.get_by_label("Code from your app").fill(self._code())
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.wait_for_url("**/home")

    def _code(self) -> str:
        database = connect(self.database_url)
        with database.writing.begin() as db:
            code = next_code(db, datetime.now(UTC))
        database.close()
        return code

    @property
    def strangers(self) -> list[str]:
        """Return the requests that left for another origin."""
        ours = (f"{self.url}/", "data:", "blob:", "about:")
        return [url for url in self.asked if not url.startswith(ours)]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(SAID_BY_THE_STATUS):
            self.troubles.append(message.text)


class Visits:
    """Opens windows, for guests and for the cast, and closes them again."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._server = server
        self._states: dict[str, StorageState] = {}
        self._open: list[Visit] = []

    def __call__(self, name: str | None = None, server: Server | None = None, **how: Any) -> Visit:
        """Open a window; ``name`` is one of the cast, signed in, or None for a guest."""
        server = server or self._server
        if name and name not in self._states:
            self._states[name] = self._signed_in(name)
        state = self._states[name] if name else None
        visit = Visit(self._browser.new_context(storage_state=state, **how), server)
        self._open.append(visit)
        return visit

    def forget(self, name: str) -> None:
        """Sign ``name`` in anew the next time: the sign-in that was kept is over."""
        self._states.pop(name, None)

    def close(self) -> list[Visit]:
        """Close every window and return what was seen in them."""
        closed, self._open = self._open, []
        for visit in closed:
            visit.context.close()
        return closed

    def _signed_in(self, name: str) -> StorageState:
        context = self._browser.new_context()
        Visit(context, self._server).sign_in(f"{name.lower()}@example.org")
        state = context.storage_state()
        context.close()
        return state
