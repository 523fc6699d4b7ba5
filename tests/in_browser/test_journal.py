"""The journal on paper, folded and opened, and what is brought back, with scripts off."""

import pytest
from playwright.sync_api import expect

from learning.content import Programme
from tests.in_browser.journal_places import TWO_TEXTS, torn_entry
from tests.in_browser.visit import Visits

pytestmark = pytest.mark.browser


def test_long_texts_are_folded_on_screen_and_open_on_paper(visit: Visits) -> None:
    page = visit("Ada", java_script_enabled=False).go("/journal")
    fold, text = page.locator(".fold").first, page.locator(".fold__text").first

    expect(text).to_be_hidden()
    fold.locator("summary").click()
    expect(text).to_be_visible()
    fold.locator("summary").click()
    expect(text).to_be_hidden()

    page.emulate_media(media="print")
    for one in page.locator(".fold__text").all():
        expect(one).to_be_visible()
    for name in (".fold", ".journal__filter", ".journal__ways", ".journal__take", ".entry__open"):
        for one in page.locator(name).all():
            expect(one).to_be_hidden()
    expect(page.get_by_role("heading", name="Your journal")).to_be_visible()
    expect(page.get_by_role("article").get_by_text("saved").first).to_be_visible()


def test_two_texts_are_put_together_and_an_earlier_one_is_brought_back_and_undone(
    visit: Visits, programme: Programme
) -> None:
    page = torn_entry(visit, programme, "Ino").page
    main = page.get_by_role("main")

    page.get_by_role("button", name="Put both together").click()
    expect(main).to_contain_text("Both texts stand here now")
    expect(page.get_by_role("button", name="Put both together")).to_have_count(0)
    text = page.locator("main > .answers .as-written").first
    expect(text).to_contain_text(TWO_TEXTS[0])
    expect(text).to_contain_text(TWO_TEXTS[1].strip())

    page.get_by_role("link", name="What changed then").last.click()
    page.get_by_role("button", name="Bring this version back").click()
    expect(main).to_contain_text("Brought back. This is how it stands now.")
    expect(text).to_have_text("The first text, which was typed over.")

    page.get_by_role("button", name="Undo").click()
    expect(text).to_contain_text(TWO_TEXTS[0])
