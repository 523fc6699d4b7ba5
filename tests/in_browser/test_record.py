"""Letters to oneself and forms for one’s record: nothing that is typed into them is lost."""

import re

import pytest
from playwright.sync_api import expect

from learning.content import Programme
from tests.in_browser.visit import Visits

pytestmark = pytest.mark.browser
COPIES = "() => Object.keys(localStorage).filter((key) => key.startsWith('words '))"
LETTER = "/journal/letters/new"
WORDS = "Dear me, the copper heron is still yours."


def test_a_letter_is_kept_at_each_key_and_forgotten_once_it_is_sealed(visit: Visits) -> None:
    gus = visit()
    gus.sign_up("Gus", "gus@example.org")
    page = gus.go(LETTER)
    page.get_by_label("Your letter").press_sequentially(WORDS)
    expect(page.get_by_text("Kept on this device until you seal it")).to_be_visible()
    page.get_by_label("Bring it back on").fill("2027-12-24")
    gus.go("/home")

    page = gus.go(LETTER)
    expect(page.get_by_label("Your letter")).to_have_value(WORDS)
    expect(page.get_by_label("Bring it back on")).to_have_value("2027-12-24")
    page.get_by_role("button", name="Seal the letter").click()
    page.get_by_text("Your letter is sealed").wait_for()
    assert page.evaluate(COPIES) == []
    assert page.evaluate("sessionStorage.length") == 0
    expect(gus.go(LETTER).get_by_label("Your letter")).to_have_value("")


def test_a_letter_that_was_refused_stays_kept(visit: Visits) -> None:
    gwen = visit()
    gwen.sign_up("Gwen", "gwen@example.org")
    page = gwen.go(LETTER)
    page.get_by_label("Your letter").fill(WORDS)
    page.get_by_label("Bring it back on").fill("2020-01-01")
    page.get_by_role("button", name="Seal the letter").click()
    page.locator("#to-mend").wait_for()
    expect(page.get_by_label("Your letter")).to_have_value(WORDS)
    assert len(page.evaluate(COPIES)) == 1


def test_nobody_else_at_the_computer_finds_a_letter(visit: Visits) -> None:
    hugh = visit()
    hugh.sign_up("Hugh", "hugh@example.org")
    hugh.go(LETTER).get_by_label("Your letter").fill(WORDS)
    hugh.context.clear_cookies()
    hugh.sign_up("Iris", "iris@example.org")
    expect(hugh.go(LETTER).get_by_label("Your letter")).to_have_value("")


def test_a_reflective_account_saves_itself_with_its_ticks(visit: Visits) -> None:
    jo = visit()
    jo.sign_up("Jo", "jo@example.org")
    page = jo.go("/journal/reflective-accounts/new")
    page.get_by_role("button", name="Begin the account").click()
    page.get_by_label("What did you learn from it?").press_sequentially("To wait.")
    page.get_by_label("Preserve safety").check()
    status = page.locator("[data-save-status]")
    expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d"))
    assert page.evaluate(COPIES) == []

    page.get_by_label("Preserve safety").uncheck()
    page.get_by_label("Practise effectively").check()
    expect(status).to_have_text("Not saved yet")
    expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d"))
    page.reload()
    expect(page.get_by_label("What did you learn from it?")).to_have_value("To wait.")
    expect(page.get_by_label("Practise effectively")).to_be_checked()
    expect(page.get_by_label("Preserve safety")).not_to_be_checked()


def test_what_is_typed_into_the_log_without_a_connection_is_put_back(
    visit: Visits, programme: Programme
) -> None:
    kit = visit()
    kit.sign_up("Kit", "kit@example.org")
    path = next(p.path for p in programme.pages if not any(e.required for e in p.exercises))
    kit.go(path).get_by_role("button", name="Mark as done and continue").click()
    kit.page.wait_for_url(lambda url: not url.endswith(path))
    page = kit.go("/journal/cpd-log?for=nmc")
    page.locator("summary", has_text="Add to it, or correct it").click()
    kit.expects_trouble = True
    kit.context.set_offline(True)
    page.get_by_label("How it links to the Code").press_sequentially("It is about fairness.")
    expect(page.locator("[data-save-status]")).to_have_text(re.compile("^Not saved: no connection"))
    page.close()
    kit.context.set_offline(False)

    kit.page = kit.another_tab("/journal/cpd-log?for=nmc")
    box = kit.page.get_by_label("How it links to the Code")
    expect(box).to_have_value("It is about fairness.")
    expect(kit.page.locator("[data-save-status]")).to_have_text(re.compile("^Saved"))
