"""The session guide on paper, for a room without network."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from learning.content import Programme, Script
from tests.in_browser.visit import Visits

pytestmark = pytest.mark.browser
A4 = (595, 842)
"""Points."""
LARGEST_CARD = 0.6
"""Of the height of a sheet: a card that does not break must fit on one."""
SHEET = 1123 - 151
"""Pixels between the margins."""


def opened(visit: Visits, programme: Programme) -> tuple[Page, Script]:
    module = next(module for module in programme.modules if module.script)
    assert module.script
    return visit().go(f"{module.path}/session"), module.script


def test_a_printed_guide_has_no_navigation_and_room_to_write(
    visit: Visits, programme: Programme
) -> None:
    page, _ = opened(visit, programme)
    table = page.get_by_role("table")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")

    expect(table).to_be_visible()
    for name in ("How long have you got?", "Main"):
        expect(page.get_by_role("navigation", name=name)).to_be_hidden()


def test_a_guide_is_printed_on_a4(visit: Visits, programme: Programme) -> None:
    page, script = opened(visit, programme)

    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages

    assert {tuple(map(round, sheet.mediabox[2:])) for sheet in sheets} == {A4}
    text = " ".join("".join(sheet.extract_text() for sheet in sheets).split())
    assert all(step.title in text for step, _ in script.steps_in(script.usual))


def test_a_card_does_not_break_across_sheets(visit: Visits, programme: Programme) -> None:
    page, script = opened(visit, programme)
    page.set_viewport_size({"width": 643, "height": SHEET})
    page.emulate_media(media="print")

    cards = page.locator(".guide__card")

    assert cards.count() == len(script.steps_in(script.usual))
    for card in cards.all():
        assert card.evaluate("card => getComputedStyle(card).breakInside") == "avoid"
        box = card.bounding_box()
        assert box
        assert box["height"] <= LARGEST_CARD * SHEET
