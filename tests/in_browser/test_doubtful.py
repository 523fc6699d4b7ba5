"""What was typed while nobody was signed in may be somebody else's: only its writer sends it."""

import pytest
from playwright.sync_api import Page, expect

from tests.in_browser.guests import SORTED, START, box, sign_up, status
from tests.in_browser.test_signing_in import DOUBTFUL, dialog
from tests.in_browser.visit import Visits
from tests.in_browser.writing import SAVED, copies

pytestmark = pytest.mark.browser
WORDS = "Perhaps another’s."


@pytest.fixture
def page(guests: Visits) -> Page:
    """A page on which words wait in one of two exercises, as its writer finds it again."""
    visit = guests(service_workers="block")
    email = sign_up(visit)
    page = visit.go(START)
    visit.context.clear_cookies()
    box(page).press_sequentially("Mine. ")
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    box(page).press_sequentially(WORDS)
    page.close()
    page = visit.context.new_page()
    visit.sign_in(email, page)
    page.goto(f"{visit.url}{START}")
    expect(status(page, "words")).to_have_text(DOUBTFUL)
    return page


def journal(page: Page) -> str:
    return str(page.evaluate("fetch('/journal').then((answer) => answer.text())"))


def rate(page: Page) -> None:
    page.locator("#start [type=radio]").first.check(force=True)


def test_another_save_on_the_page_does_not_take_them_along(page: Page) -> None:
    rate(page)
    expect(status(page, "start")).to_have_text(SAVED)
    with page.expect_navigation():
        page.locator("#start .exercise__save button").click()
    expect(status(page, "words")).to_have_text(DOUBTFUL)
    expect(box(page)).to_have_value(f"Mine. {WORDS}")
    assert WORDS not in journal(page)
    assert WORDS in copies(page)


def test_the_tick_waits_until_they_are_saved_or_emptied(page: Page) -> None:
    tick = page.get_by_role("button", name="Mark as done")
    tick.click()
    said = page.get_by_role("alert").filter(has_text="was typed while nobody was signed in")
    expect(said).to_be_in_viewport()
    expect(box(page)).to_have_value(f"Mine. {WORDS}")
    assert WORDS not in journal(page)

    with page.expect_navigation():
        page.locator("#words .exercise__save button").click()
    expect(box(page)).to_have_value(f"Mine. {WORDS}")
    assert WORDS in journal(page)
    assert copies(page) == "", "what the server has needs no copy"


def test_enter_in_a_box_is_an_act_on_its_own_exercise_whichever_button_it_presses(
    guests: Visits,
) -> None:
    """It presses the first button of the form, which stands in another exercise."""
    visit = guests(service_workers="block")
    email = sign_up(visit)
    page = visit.go(SORTED)
    visit.context.clear_cookies()
    quiz = page.locator("#quiz [type=radio]")
    quiz.nth(0).check(force=True)
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    quiz.nth(1).check(force=True)
    visit.sign_in(email, page)
    page.goto(f"{visit.url}{SORTED}")
    expect(status(page, "quiz")).to_have_text(DOUBTFUL)
    page.locator("#measures [type=radio]").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(status(page, "quiz")).to_have_text(DOUBTFUL)


def test_typing_on_takes_them_over(page: Page) -> None:
    box(page).press_sequentially(" And mine")
    expect(status(page, "words")).to_have_text(SAVED)
    assert f"{WORDS} And mine" in journal(page)
    assert copies(page) == ""


def test_so_does_what_was_typed_in_one_go_before_anybody_noticed(guests: Visits) -> None:
    """The server says that nobody is signed in only once it is asked to save the words."""
    visit = guests(service_workers="block")
    email = sign_up(visit)
    page = visit.go(START)
    visit.context.clear_cookies()
    box(page).press_sequentially(WORDS)
    dialog(page).get_by_role("button", name="Not now").click()
    page.close()
    page = visit.context.new_page()
    visit.sign_in(email, page)
    page.goto(f"{visit.url}{START}")
    expect(status(page, "words")).to_have_text(DOUBTFUL)
    page.wait_for_timeout(2_500)  # longer than the page waits with what it sends by itself
    assert WORDS not in journal(page)


def test_signing_out_in_another_tab_is_heard_at_once(guests: Visits) -> None:
    """A letter is on no server before it is sealed, so its page would never find out."""
    visit = guests()
    email = sign_up(visit)
    page, other = visit.go("/journal/letters/new"), visit.another_tab("/home")
    other.get_by_role("button", name="Sign out").click()
    expect(dialog(page)).to_contain_text("You are signed out")
    dialog(page).get_by_role("button", name="Not now").click()
    page.locator("#letter textarea").press_sequentially(WORDS)
    page.close()
    visit.sign_in(email, other)
    other.goto(f"{visit.url}/journal/letters/new")
    expect(other.locator("#letter textarea")).to_have_value(WORDS)
    expect(other.locator("[data-letter-status]")).to_have_text(
        "Typed while nobody was signed in. Seal it if it is yours"
    )


def test_so_is_that_somebody_else_signs_in_and_its_writer_again(guests: Visits) -> None:
    visit = guests(service_workers="block")
    email = sign_up(visit)
    page = visit.go(START)
    other = visit.another_tab("/home")
    expect(dialog(page)).not_to_be_visible()
    visit.context.clear_cookies()
    visit.page = other
    sign_up(visit)
    expect(dialog(page)).to_be_visible()

    visit.context.clear_cookies()
    visit.sign_in(email, other)
    expect(dialog(page)).not_to_be_visible()
    box(page).press_sequentially("Mine.")
    expect(status(page, "words")).to_have_text(SAVED)


def test_a_letter_says_so_too_until_its_writer_types_on(guests: Visits) -> None:
    visit = guests()
    sign_up(visit)
    page = visit.go("/journal/letters/new")
    letter, said = page.locator("#letter textarea"), page.locator("[data-letter-status]")
    letter.press_sequentially("Dear me.")
    expect(said).to_have_text("Kept on this device until you seal it")
    page.evaluate("document.dispatchEvent(new CustomEvent('signed-out', { detail: {} }))")
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    letter.press_sequentially(f" {WORDS}")
    for _ in range(2):
        page.reload()
        expect(letter).to_have_value(f"Dear me. {WORDS}")
        expect(said).to_have_text("Typed while nobody was signed in. Seal it if it is yours")
    letter.press_sequentially(" Mine.")
    page.reload()
    expect(said).to_have_text("Kept on this device until you seal it")
