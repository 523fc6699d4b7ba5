"""What was written without an account is taken along when one signs in, if its writer wishes."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.guests import (
    EARLY,
    EVERY_KIND,
    HOLD,
    START,
    box,
    kept,
    sign_out,
    sign_up,
    write_in_two_places,
)
from tests.in_browser.visit import Visits
from tests.server import Server

pytestmark = pytest.mark.browser
IMPORT = "/journal/from-this-browser"


def offer(page: Page, title: str) -> Locator:
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=title))


def test_written_on_two_pages_marked_signed_up_and_taken_along(guests: Visits) -> None:
    eve = guests()
    write_in_two_places(eve)
    sign_up(eve, f"/sign-up?next={HOLD}")
    said = "You wrote 2 answers and marked 1 page as done here before you signed in."
    expect(eve.page.get_by_role("main")).to_contain_text(said)
    expect(box(eve.page, "hold")).to_have_value("")

    eve.page.get_by_role("link", name="Look at them").click()
    expect(offer(eve.page, "In your words")).to_contain_text(f"What happened?{EARLY}")
    expect(offer(eve.page, "What do you hold?")).to_contain_text("Asset, row 1The kitchen")
    eve.page.get_by_role("button", name="Add all to my journal").click()
    expect(eve.page.get_by_text("2 answers are in your journal.")).to_be_visible()

    assert kept(eve.page) == []
    journal = eve.go("/journal").get_by_role("main")
    expect(journal).to_contain_text(EARLY)
    expect(journal).to_contain_text("The kitchen")
    home = eve.go("/home").get_by_role("main")
    expect(home).to_contain_text("1 of 6 pages done")
    expect(home).not_to_contain_text("before you signed in")


def test_beside_an_entry_both_are_kept_and_nothing_is_overwritten(guests: Visits) -> None:
    fay = guests()
    email = sign_up(fay)
    box(fay.go(START)).fill("Saved on the account.")
    expect(fay.page.locator("#words [data-save-status]")).to_contain_text("Saved ")
    sign_out(fay)
    box(fay.go(START)).fill(EARLY)
    fay.sign_in(email)

    fay.page.get_by_role("link", name="Look at it").click()
    words = offer(fay.page, "In your words")
    words.get_by_role("button", name="Add to my journal").click()
    said = "Kept beside what you had written; choose in your journal."
    expect(words.locator("[data-said]")).to_have_text(said)

    assert kept(fay.page) == []
    expect(box(fay.another_tab(START))).to_have_value("Saved on the account.")
    words.get_by_role("link", name="your journal").click()
    fay.page.wait_for_url(re.compile(r"/journal/\d+$"))
    expect(fay.page.get_by_role("main")).to_contain_text(EARLY)


def test_somebody_else_who_signs_in_is_asked_and_nothing_is_mixed(guests: Visits) -> None:
    gil = guests()
    box(gil.go(START)).fill(EARLY)
    sign_up(gil)
    page = gil.go(IMPORT)
    expect(page.get_by_text("If somebody else wrote these on this computer")).to_be_visible()
    page.get_by_role("button", name="Remove from this browser").click()
    assert kept(page) == []
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("Kept in this browser again.")).to_be_visible()
    expect(page.get_by_role("button", name="Add to my journal")).to_be_visible()

    expect(box(gil.go(START))).to_have_value("")
    expect(gil.go("/journal").get_by_role("main")).not_to_contain_text(EARLY)
    sign_out(gil)
    expect(box(gil.go(START))).to_have_value(EARLY)


def test_a_guests_page_sent_after_signing_in_waits_for_a_person_to_say_whose_it_is(
    guests: Visits,
) -> None:
    kay = guests()
    page = kay.go(HOLD)
    box(page, "hold").fill("The kitchen")
    kay.page = kay.another_tab("/")
    sign_up(kay)
    page.get_by_role("button", name="Mark as done and continue").click()

    expect(page.get_by_text("This was written before you signed in")).to_be_visible()
    page.wait_for_timeout(3_000)  # longer than an autosave waits
    expect(kay.go("/journal").get_by_role("main")).not_to_contain_text("The kitchen")
    page.get_by_role("button", name="Mark as done and continue").click()
    page.wait_for_url("**/home")
    expect(kay.go("/journal").get_by_role("main")).to_contain_text("The kitchen")


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to the ward</h1>"},
        {"status": 200, "json": {"saved": "14:02"}},
        {"status": 502, "content_type": "application/json", "body": "{}"},
        {"status": 422, "json": {"message": "Shorten it."}},
        None,
    ],
    ids=["page of a proxy", "no version", "bad gateway", "refused", "no connection"],
)
def test_what_the_server_has_not_confirmed_stays_in_the_browser(
    guests: Visits, answer: dict[str, Any] | None
) -> None:
    ola = guests(service_workers="block")
    ola.expects_trouble = True
    box(ola.go(START)).fill(EARLY)
    sign_up(ola)
    page = ola.go(IMPORT)
    page.route("**/entries", lambda route: route.fulfill(**answer) if answer else route.abort())
    page.get_by_role("button", name="Add to my journal").click()

    expect(page.locator("[data-said]").first).to_contain_text("Not added")
    assert kept(page) == ["words guest words"]
    page.unroute("**/entries")
    page.get_by_role("button", name="Add to my journal").click()
    expect(page.locator("[data-said]").first).to_contain_text("Added to")
    assert kept(page) == []


RENAMED = """
  own-words:
    kind: reflection
    title: In your own words
    minutes: 2
    was: [words]
    retired: [next]
    prompts:
      event: {text: "What happened to you?", was: [happened]}
"""


def rename(content: Path) -> None:
    """Give the reflection and its question other names, and no longer ask the second."""
    quiz = content / "quizzes" / "all.yaml"
    text = quiz.read_text("utf-8")
    (old,) = re.findall(r"\n  words:\n(?:    .*\n)+", text)
    quiz.write_text(text.replace(old, RENAMED), encoding="utf-8")
    page = content / "modules" / "01-begin.md"
    text = page.read_text("utf-8").replace("```exercise words", "```exercise own-words")
    page.write_text(text, encoding="utf-8")


def test_a_column_that_is_asked_no_more_holds_up_nothing_and_stays(
    guests: Visits, tmp_path: Path
) -> None:
    content = Path(shutil.copytree(EVERY_KIND, tmp_path / "content"))
    with Server(tmp_path / "var", content) as server:
        uma = guests(server=server)
        page = uma.go(HOLD)
        page.get_by_label("Asset, row 2").fill("The chapel")
        page.get_by_label("How big, row 2").fill("Forty chairs")
        server.stop()
        quiz = content / "quizzes" / "all.yaml"
        text = quiz.read_text("utf-8").replace('      size: {title: "How big"}\n', "")
        quiz.write_text(text, encoding="utf-8")
        server.start()

        page = uma.go(HOLD)
        expect(page.get_by_label("Asset, row 1")).to_have_value("The chapel")
        page.get_by_label("Asset, row 1").fill("The old chapel")
        sign_up(uma)
        page = uma.go(IMPORT)
        expect(page.get_by_text("Forty chairs")).to_be_visible()
        page.get_by_role("button", name="Add to my journal").click()
        expect(page.locator("[data-said]").first).to_contain_text("no longer asks this")
        expect(page.get_by_text("Forty chairs")).to_be_visible()
        expect(uma.go("/journal").get_by_text("The old chapel")).to_be_visible()


def test_what_was_renamed_or_retired_meanwhile_is_found(guests: Visits, tmp_path: Path) -> None:
    content = Path(shutil.copytree(EVERY_KIND, tmp_path / "content"))
    with Server(tmp_path / "var", content) as server:
        pia, rex = guests(server=server), guests(server=server)
        for guest in (pia, rex):
            page = guest.go(START)
            page.get_by_label("What happened?").fill(EARLY)
            page.get_by_label("What comes next?").fill("Asked no more.")
        server.stop()
        rename(content)
        server.start()

        expect(pia.go(START).get_by_label("What happened to you?")).to_have_value(EARLY)
        assert kept(pia.page) == ["words guest own-words"]
        for guest in (pia, rex):
            sign_up(guest)
            page = guest.go(IMPORT)
            expect(page.get_by_text("Asked no more.")).to_be_visible()
            page.get_by_role("button", name="Add to my journal").click()
            expect(page.locator("[data-said]").first).to_contain_text("no longer asks this")
            expect(page.get_by_text(EARLY)).to_have_count(0)
            expect(guest.go(IMPORT).get_by_text("Asked no more.")).to_be_visible()
            expect(guest.go("/journal").get_by_text(EARLY)).to_be_visible()


def test_the_page_to_take_things_along_is_fit_to_look_at(guests: Visits) -> None:
    nia = guests()
    sign_up(nia)
    expect(nia.go(IMPORT).get_by_text("Nothing is waiting here")).to_be_visible()
    sign_out(nia)
    write_in_two_places(nia)
    sign_up(nia)
    page = nia.go(IMPORT)
    assert axe(page, "light") == []
    assert axe(page, "dark") == []
    assert sideways(page, NARROW) == []
