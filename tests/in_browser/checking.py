"""The offline checker, opened from a file with the network off."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from learning.web.checker import checker_page
from tests.certificates.signed import known

GENUINE = "Genuine"
WITHDRAWN = "Genuine, but withdrawn"
UNSURE = "Genuine, but this page does not know whether it still counts"
STOLEN = "Signed with a stolen key"
UNCHECKED = "This page cannot check it"
ALTERED = "Altered"
UNKNOWN = "Signed with a key that this page does not know"
FOREIGN = "Not one of ours"
UNREADABLE = "This cannot be read"


class Checker:
    """Opens the page from a folder, as from a stick, in a browser that reaches nobody."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._context = browser.new_context(offline=True)
        self._folder = folder
        self._asked: list[str] = []
        self._troubles: list[str] = []
        self._context.on("request", lambda request: self._asked.append(request.url))
        self._context.on("console", lambda said: self._troubles.append(said.text))
        self._context.on("weberror", lambda error: self._troubles.append(str(error.error)))

    def __call__(self, **knows: Any) -> Page:
        """Open the page that knows ``known(…)``."""
        path = self._folder / "verify.html"
        path.write_text(checker_page(known(**knows)), encoding="utf-8")
        page = self._context.new_page()
        page.goto(path.as_uri())
        return page

    def close(self) -> None:
        """Close it; nothing may have been asked of anybody, nor any error be on the console."""
        self._context.close()
        assert [url for url in self._asked if not url.startswith(("file:", "data:", "blob:"))] == []
        assert self._troubles == []


@contextmanager
def checking(browser: Browser, folder: Path) -> Iterator[Checker]:
    """Lend a checker, and look at what it did."""
    checker = Checker(browser, folder)
    yield checker
    checker.close()


def typed(page: Page, text: str) -> str:
    """Paste ``text``, check, and return the answer."""
    page.get_by_label("Text").fill(text)
    page.get_by_role("button", name="Check").click()
    return answered(page)


def chosen(page: Page, folder: Path, name: str, content: bytes | str) -> str:
    """Choose a file, and return the answer."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    page.get_by_label("A file, a photo or a picture").set_input_files(path)
    return answered(page)


def answered(page: Page) -> str:
    """Return the title of the answer once it is there."""
    heading = page.locator("#verdict h2")
    heading.wait_for()
    return heading.inner_text()


def altered(text: str, at: int) -> str:
    """Return ``text`` with another letter at ``at``."""
    return text[:at] + ("B" if text[at] != "B" else "C") + text[at + 1 :]
