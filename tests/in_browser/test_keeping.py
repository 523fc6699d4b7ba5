"""What is typed stays in the browser until the server has it, whatever becomes of either."""

import re

import pytest
from playwright.sync_api import Page, expect

from learning.content import Programme
from tests.in_browser.places import exercise_page, required_page
from tests.in_browser.test_signing_in import DOUBTFUL, dialog
from tests.in_browser.visit import Visits
from tests.in_browser.writing import (
    LOST,
    SAVED,
    box,
    copies,
    on_another_device,
    status,
    until,
    writer,
)
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def is_put_back(page: Page) -> None:
    expect(status(page)).to_have_text(
        re.compile("Put back from this device, not saved yet|Saving|^Saved")
    )


def test_a_window_closed_while_the_server_is_dead_loses_nothing(
    visit: Visits, path: str, own_server: Server
) -> None:
    ann = writer(visit, path, "Ann", own_server)
    ann.expects_trouble = True
    box(ann.page).press_sequentially("Half a sen")
    own_server.kill()
    box(ann.page).press_sequentially("tence.")
    ann.page.close()
    own_server.start()

    again = ann.another_tab(path)
    expect(box(again)).to_have_value("Half a sentence.")
    is_put_back(again)
    expect(status(again)).to_have_text(SAVED)
    expect(box(on_another_device(visit, path, "Ann", own_server).page)).to_have_value(
        "Half a sentence."
    )
    assert copies(again) == "", "what the server has needs no copy"


def test_words_typed_without_a_network_are_sent_as_soon_as_there_is_one(
    visit: Visits, path: str
) -> None:
    bea = writer(visit, path, "Bea")
    bea.expects_trouble = True
    bea.context.set_offline(True)
    box(bea.page).fill("Typed in a tunnel.")
    expect(status(bea.page)).to_have_text(LOST)

    bea.page.get_by_role("button", name="Save", exact=True).first.click()
    expect(status(bea.page)).to_have_text(LOST)
    expect(box(bea.page)).to_have_value("Typed in a tunnel.")

    bea.context.set_offline(False)
    expect(status(bea.page)).to_have_text(SAVED, timeout=3_000)


def test_words_left_on_another_page_are_sent_from_the_next_one(
    visit: Visits, path: str, programme: Programme
) -> None:
    cal = writer(visit, path, "Cal")
    cal.expects_trouble = True
    cal.page.on("dialog", lambda dialog: dialog.accept())
    cal.page.route("**/entries", lambda route: route.abort())
    box(cal.page).fill("Left behind.")
    cal.page.close()
    elsewhere = cal.another_tab("/glossary")
    assert "Left behind." in copies(elsewhere)
    elsewhere.goto(f"{cal.url}{exercise_page(programme, 'what-we-hold')}")
    until(lambda: copies(elsewhere) == "")
    expect(box(on_another_device(visit, path, "Cal").page)).to_have_value("Left behind.")


def test_somebody_else_who_signs_in_beside_sees_and_saves_nothing_of_it(
    visit: Visits, path: str
) -> None:
    writer(visit, path, "Hugo")
    ivy = writer(visit, path, "Ivy")
    beside = ivy.another_tab("/glossary")
    ivy.context.clear_cookies()
    ivy.sign_in("hugo@example.org", beside)
    dialog(ivy.page).get_by_role("button", name="Not now").click()
    box(ivy.page).fill("Ivy’s own words.")
    expect(status(ivy.page)).to_have_text(
        "Not saved: you are signed out, or somebody else is signed in here."
        " Kept on this device until you sign in again"
    )
    beside.goto(f"{ivy.url}{path}")
    expect(status(beside)).to_have_text("Not saved yet")
    box(beside).fill("Hugo’s own words.")
    expect(status(beside)).to_have_text(SAVED)
    expect(box(ivy.page)).to_have_value("Ivy’s own words.")

    ivy.page.close()
    ivy.context.clear_cookies()
    ivy.sign_in("ivy@example.org", beside)
    beside.goto(f"{ivy.url}{path}")
    expect(box(beside)).to_have_value("Ivy’s own words.")
    expect(status(beside)).to_have_text(DOUBTFUL)
    expect(box(on_another_device(visit, path, "Hugo").page)).to_have_value("Hugo’s own words.")


def test_rows_that_were_added_come_back(visit: Visits, programme: Programme) -> None:
    lou = writer(visit, exercise_page(programme, "what-we-hold"), "Lola")
    lou.expects_trouble = True
    lou.page.on("dialog", lambda dialog: dialog.accept())
    table = lou.page.locator("#page-work [data-rows]").first
    rows = table.locator("[data-row]")
    shown = rows.count()
    lou.page.route("**/entries", lambda route: route.abort())
    for number in range(shown + 2):
        if number >= shown:
            table.locator("[data-add]").click()
        rows.nth(number).locator("textarea").first.fill(f"Row {number + 1}")
    lou.page.reload()
    expect(rows).to_have_count(shown + 2)
    for number in range(shown + 2):
        expect(rows.nth(number).locator("textarea").first).to_have_value(f"Row {number + 1}")


def test_a_page_marked_as_done_leaves_no_copy_behind(visit: Visits, path: str) -> None:
    mia = writer(visit, path, "Mia")
    for area in mia.page.locator("#page-work textarea").all():
        area.fill("Written and done.")
    mia.page.get_by_role("button", name="Mark as done and continue").click()
    mia.page.wait_for_url(lambda url: path not in url)
    assert copies(mia.page) == ""


def test_a_button_pressed_while_the_server_is_away_says_so_beside_it(
    visit: Visits, path: str, own_server: Server
) -> None:
    ann = writer(visit, path, "Ann", own_server)
    ann.expects_trouble = True
    box(ann.page).fill("All is saved.")
    expect(status(ann.page)).to_have_text(SAVED)
    tick = ann.page.get_by_role("button", name="Mark as done and continue")
    own_server.kill()
    tick.click()

    said = "No connection, so this page is not marked as done yet. Try again in a moment."
    expect(ann.page.get_by_role("alert").filter(has_text=said)).to_be_in_viewport()
    own_server.start()
    tick.click()
    ann.page.wait_for_url(lambda url: not url.endswith(path))
