"""Pages in Chromium 109: whole, styled as in today’s, and with nothing on the console."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from learning.content import Programme
from learning.web.checker import checker_page
from tests.certificates.signed import known
from tests.in_browser.eyes import NARROW, sideways
from tests.in_browser.places import PLACES
from tests.in_browser.visit import Scheme, Visits
from tests.server import Server

pytestmark = pytest.mark.browser
WIDE = (1280, 800)
WALK = {
    "front-under-way", "module", "session-guide", "what-we-hold", "where-we-stand",
    "which-two-first", "twelve-measures", "my-plan", "confidence-then", "sign-in", "home-half-way",
    "team-convenor", "session-refused", "record", "action", "live-lobby", "live-write",
    "live-decide", "live-screen", "journal-filled", "letter-new", "cpd-log", "shared-entry",
    "quotation", "certificates-issued", "certificate-public", "practice-open", "practice-end",
    "second-factor-passkey", "organisations", "own-data", "joining", "account", "offline",
    "statistics-funnel", "statistics-learning", "people-found", "person", "own-log",
    "library-part", "library-case", "glossary", "search-results", "accessibility", "two-texts",
}  # fmt: skip
"""At least one page of every kind of part. All 182 were walked once, in November 2026."""
_STYLES = """() => {
  const asked = [
    "position", "visibility", "color", "background-color", "font-family", "font-size",
    "font-weight", "line-height", "margin-top", "margin-bottom", "padding-left", "padding-top",
    "text-transform", "border-top-width", "border-left-width", "opacity", "text-decoration-line",
    "flex-direction", "grid-column-start", "z-index", "list-style-type", "cursor",
  ];
  return [...document.querySelectorAll("body, body *")].map((element) => {
    const has = getComputedStyle(element);
    const name = `${element.localName}.${element.className.baseVal ?? element.className}`;
    const styles = asked.map((one) => `${one}: ${has.getPropertyValue(one)}`);
    return [name, element.getClientRects().length ? "seen" : "unseen", ...styles].join("; ");
  });
}"""
"""Of every element of the page, what the style sheets made of it."""


def test_pages_of_every_kind_are_whole(visit: Visits, programme: Programme) -> None:
    found: dict[str, object] = {}
    walked = [place for place in PLACES if place.name in WALK]
    assert {place.name for place in walked} == WALK
    for place in walked:
        shown = place.arrange(visit, programme)
        wide = sideways(shown.page, NARROW) + sideways(shown.page, WIDE)
        if trouble := wide + shown.troubles + shown.strangers:
            found[place.name] = trouble
        visit.close()
    assert found == {}


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", NARROW)], ids=["wide", "narrow"]
)
def test_every_part_looks_as_today(
    chromium: Browser,
    todays: Browser,
    server: Server,
    tmp_path: Path,
    scheme: Scheme,
    size: tuple[int, int],
) -> None:
    checker = tmp_path / "verify.html"
    checker.write_text(checker_page(known()), encoding="utf-8")
    old, now = chromium.new_page(), todays.new_page()
    for address in (f"{server.url}/_components", checker.as_uri()):
        assert looks(old, address, scheme, size) == looks(now, address, scheme, size)
    old.close()
    now.close()


def looks(page: Page, address: str, scheme: Scheme, size: tuple[int, int]) -> list[str]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    found: list[str] = page.evaluate(_STYLES)
    assert len(found) > 20
    return found
