"""Without an account: kept in this browser, put back, shown in the outline, and sent nowhere."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.in_browser.guests import EARLY, HOLD, PLAN, SORTED, STAND, START, box, kept, status
from tests.in_browser.visit import Visits

pytestmark = pytest.mark.browser


def fill_every_kind(page: Page) -> None:
    page.get_by_label("Rooms", exact=True).select_option("1st")
    page.get_by_label("Jobs", exact=True).select_option("2nd")
    page.locator("#quiz").get_by_label("The left one").check()
    page.locator("#measures").get_by_label("Input").first.check()


def test_whatever_the_kind_it_stands_there_again(guests: Visits) -> None:
    hal = guests()
    fill_every_kind(hal.go(SORTED))
    page = hal.go(STAND)
    page.get_by_label("Trying. One team does more.").check()
    page.get_by_label("(As an employer)").fill("Two wards")
    page = hal.go(HOLD)
    for row, asset in enumerate(("The kitchen", "The chapel"), start=1):
        page.get_by_label(f"Asset, row {row}").fill(asset)
    page.get_by_role("button", name="Add a row").click()
    page.get_by_label("Asset, row 3").fill("The hall")
    page.get_by_role("button", name="Remove this row (row 1)").click()
    page = hal.go(PLAN)
    page.get_by_label("By which day, action 1").fill("2027-03-31")
    page.get_by_label("By which day, action 1").press("Enter")
    assert page.url.endswith(PLAN), "Enter in a box sends nothing"

    page = hal.go(SORTED)
    expect(page.locator("[data-rank-text]")).to_have_text(["Rooms", "Jobs", "Buying"])
    expect(page.locator("#quiz").get_by_label("The left one")).to_be_checked()
    expect(page.locator("#measures").get_by_label("Input").first).to_be_checked()
    page = hal.go(STAND)
    expect(page.get_by_label("Trying. One team does more.")).to_be_checked()
    expect(page.get_by_label("(As an employer)")).to_have_value("Two wards")
    page = hal.go(HOLD)
    rows = [page.get_by_label(f"Asset, row {row}").input_value() for row in (1, 2)]
    assert rows == ["The chapel", "The hall"]
    expect(hal.go(PLAN).get_by_label("By which day, action 1")).to_have_value("2027-03-31")


def test_checking_answers_shows_what_we_say_and_keeps_them(guests: Visits) -> None:
    ida = guests()
    page = ida.go(SORTED)
    fill_every_kind(page)
    page.locator("#quiz").get_by_role("button", name="Check my answers").click()

    expect(page.get_by_text("It is.")).to_be_visible()
    expect(page.get_by_label("Rooms", exact=True)).to_have_value("1")
    assert kept(page) == [f"words guest {name}" for name in ("first-two", "measures", "quiz")]


def test_a_mark_is_kept_shown_and_taken_back(guests: Visits) -> None:
    jon = guests()
    jon.go(START).get_by_role("button", name="Mark as done and continue").click()
    jon.page.wait_for_url(f"**{SORTED}")
    done = jon.page.locator(".outline--wide .line__stop--done")
    expect(done).to_contain_text("Where you start")
    expect(done).to_contain_text("min, done")
    expect(jon.go("/modules/begin").locator(".line__stop--done")).to_have_count(1)

    page = jon.go(START)
    expect(page.get_by_role("button", name="Mark as done")).to_be_hidden()
    page.get_by_role("button", name="Not done after all").click()
    expect(page.get_by_role("button", name="Mark as done")).to_be_focused()
    assert kept(page) == []


def test_what_is_required_is_asked_for_before_the_mark(guests: Visits) -> None:
    page = guests().go(HOLD)
    page.get_by_label("What is missing here?").fill("A room")
    page.get_by_role("button", name="Mark as done and continue").click()

    expect(page.locator("#to-mend")).to_contain_text("What do you hold?")
    expect(page.get_by_label("What is missing here?")).to_have_value("A room")
    assert kept(page) == ["words guest hold"]


def test_two_tabs_of_a_page_hold_the_same(guests: Visits) -> None:
    kim = guests()
    first, second = kim.go(START), kim.another_tab(START)
    box(second).fill("In the second tab.")
    expect(box(first)).to_have_value("In the second tab.")
    first.bring_to_front()
    box(first).fill("In the second tab. And in the first.")

    expect(box(kim.another_tab(START))).to_have_value("In the second tab. And in the first.")
    assert kept(first) == ["words guest words"]


def test_emptied_boxes_are_forgotten(guests: Visits) -> None:
    page = guests().go(START)
    box(page).fill(EARLY)
    assert kept(page) == ["words guest words"]
    box(page).fill("")
    assert kept(page) == []


def test_a_browser_that_keeps_nothing_says_so(guests: Visits) -> None:
    lea = guests()
    lea.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page = lea.go(START)
    expect(page.locator("#words [data-kept-here]")).to_contain_text("keeps nothing")
    box(page).fill(EARLY)
    expect(status(page, "words")).to_contain_text("keeps nothing")


def test_without_scripts_it_says_so_and_the_words_stay_on_the_page(guests: Visits) -> None:
    max_ = guests(java_script_enabled=False)
    page = max_.go(HOLD)
    box(page, "hold").fill("The kitchen")
    page.get_by_role("button", name="Add a row").click()
    expect(page.get_by_text("Nothing is saved on our side")).to_be_visible()
    expect(page.get_by_label("Asset, row 1")).to_have_value("The kitchen")
    page.get_by_role("button", name="Mark as done and continue").click()
    with max_.context.expect_page() as opened:
        page.get_by_role("link", name="create an account in a new tab").click()
    tab = opened.value
    tab.get_by_label("Your name").fill("Max")
    tab.get_by_label("Email address").fill("max@example.org")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Create my account").click()
    tab.wait_for_url(f"**{HOLD}")
    for _ in ("it says that it was written before", "it is saved"):
        page.get_by_role("button", name="Mark as done and continue").click()
    expect(max_.go("/journal").get_by_role("main")).to_contain_text("The kitchen")
