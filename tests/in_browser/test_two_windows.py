"""Two windows or devices that differ: both texts are kept and shown, and the writer chooses."""

import re

import pytest
from playwright.sync_api import Page, expect

from learning.content import Programme
from tests.in_browser.places import exercise_page, required_page
from tests.in_browser.visit import Visit, Visits
from tests.in_browser.writing import LOST, SAVED, box, copies, on_another_device, status, writer

pytestmark = pytest.mark.browser
TOLD = "Another window saved something else. Both texts are kept. Choose above"


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def entry_of(visit: Visit) -> str:
    """Return all that the journal has of the latest entry, versions and all."""
    page = visit.another_tab("/journal")
    page.locator(".entry__open a").first.click()
    return page.get_by_role("main").text_content() or ""


def differ(visit: Visits, path: str, name: str) -> tuple[Visit, Page]:
    """Let two tabs save different texts, the second in vain."""
    first = writer(visit, path, name)
    second = first.another_tab(path)
    box(first.page).fill("From the first.")
    expect(status(first.page)).to_have_text(SAVED)
    box(second).fill("From the second.")
    expect(status(second)).to_have_text(TOLD)
    return first, second


@pytest.mark.parametrize(
    ("button", "left"),
    [
        ("Use this one.*Yours", "From the second."),
        ("Use this one.*other window", "From the first."),
        ("Put both in the box", "From the second.\n\nFrom the first."),
    ],
)
def test_the_writer_chooses_one_or_joins_them_without_a_reload(
    visit: Visits, path: str, button: str, left: str
) -> None:
    first, second = differ(visit, path, f"Ned{len(left)}")
    panel = second.get_by_role("region", name=re.compile("Another window saved something else"))
    for words in ("From the first.", "From the second."):
        expect(panel.get_by_text(words)).to_be_visible()
    box(second).press_sequentially(" And on.")

    panel.get_by_role("button", name=re.compile(button)).click()
    expect(panel).to_have_count(0)
    expect(status(second)).to_have_text(SAVED)
    left = left.replace("second.", "second. And on.") if "second" in left else left
    expect(box(second)).to_have_value(left)
    kept = entry_of(first)
    assert "From the first." in kept
    assert "From the second. And on." in kept
    assert copies(second) == ""


def test_words_written_offline_on_another_device_are_shown_beside_what_was_saved_meanwhile(
    visit: Visits, path: str
) -> None:
    laptop = writer(visit, path, "Ora")
    phone = on_another_device(visit, path, "Ora")
    phone.expects_trouble = True
    phone.context.set_offline(True)
    box(phone.page).fill("On the phone, in a lift.")
    expect(status(phone.page)).to_have_text(LOST)
    phone.page.close()
    box(laptop.page).fill("At the desk.")
    expect(status(laptop.page)).to_have_text(SAVED)

    phone.context.set_offline(False)
    again = phone.another_tab(path)
    expect(status(again)).to_have_text(TOLD)
    expect(box(again)).to_have_value("At the desk.")
    expect(again.locator(".two-texts")).to_contain_text("On the phone, in a lift.")
    assert copies(again) == "", "the server has it"
    box(again).press("Control+End")
    box(again).press_sequentially(" Later.")
    expect(status(again)).to_have_text(SAVED)
    again.get_by_role("button", name=re.compile("Use this one.*Yours")).click()
    expect(box(again)).to_have_value("On the phone, in a lift.")
    expect(status(again)).to_have_text(SAVED)
    assert "At the desk. Later." in entry_of(laptop), "typed before the choice, and short"


def test_a_second_tab_that_finds_the_copy_of_the_first_is_no_other_window(
    visit: Visits, path: str
) -> None:
    pip = writer(visit, path, "Pip")
    pip.expects_trouble = True
    pip.page.route("**/entries", lambda route: route.abort())
    box(pip.page).fill("Under way.")
    second = pip.another_tab(path)
    expect(box(second)).to_have_value("Under way.")
    expect(status(second)).to_have_text(SAVED)
    pip.page.unroute("**/entries")
    box(pip.page).press_sequentially(" Further.")
    expect(status(pip.page)).to_have_text(SAVED, timeout=15_000)
    expect(pip.page.locator(".two-texts")).to_have_count(0)


def test_two_tabs_without_a_network_keep_a_copy_each(visit: Visits, path: str) -> None:
    quin = writer(visit, path, "Quin")
    quin.expects_trouble = True
    second = quin.another_tab(path)
    quin.context.set_offline(True)
    for words in ("", " More."):
        for page, text in ((quin.page, "In the first."), (second, "In the second.")):
            box(page).fill(text + words)
    for page in (quin.page, second):
        expect(status(page)).to_have_text(LOST)
        page.close()
    quin.context.set_offline(False)
    again = quin.another_tab(path)
    expect(box(again)).to_have_value("In the second. More.")
    expect(again.locator(".two-texts")).to_contain_text("In the first. More.")


def test_rows_of_two_tables_are_joined_one_below_the_other(
    visit: Visits, programme: Programme
) -> None:
    path = exercise_page(programme, "what-we-hold")
    rosa = writer(visit, path, "Rosa")
    second = rosa.another_tab(path)
    for page, words in ((rosa.page, "A kitchen"), (second, "A roof")):
        row = page.locator("#what-we-hold [data-row]").first
        row.locator("textarea").first.fill(words)
        said = page.locator("#what-we-hold [data-save-status]")
        expect(said).to_have_text(re.compile("^(Saved|Another)"))
    second.get_by_role("button", name="Put both in the box").click()
    rows = second.locator("#what-we-hold [data-row]")
    expect(rows.nth(0).locator("textarea").first).to_have_value("A roof")
    expect(rows.nth(1).locator("textarea").first).to_have_value("A kitchen")
    expect(second.locator("#what-we-hold [data-save-status]")).to_have_text(SAVED)


def test_without_scripts_the_page_shows_both(visit: Visits, path: str) -> None:
    sol = visit(java_script_enabled=False)
    sol.sign_up("Sol", "sol@example.org")
    second = sol.another_tab(path)
    sol.go(path)
    for page, words in ((sol.page, "From the first."), (second, "From the second.")):
        box(page).fill(words)
        page.get_by_role("button", name="Save", exact=True).first.click()
    expect(second.get_by_role("main")).to_contain_text("From the first.")
    expect(box(second)).to_have_value("From the second.")
    expect(status(second)).to_have_text("Not saved yet")
