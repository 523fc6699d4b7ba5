"""“Saved 14:02” is the truth, and whatever goes wrong the words are still there."""

import re
from time import sleep

import pytest
from playwright.sync_api import Dialog, Route, expect

from learning.content import Programme
from tests.in_browser.places import required_page
from tests.in_browser.visit import Visits
from tests.in_browser.writing import SAVED, box, on_another_device, status, writer
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def test_words_typed_while_the_server_is_dead_are_saved_when_it_is_back(
    visit: Visits, path: str, own_server: Server
) -> None:
    ida = writer(visit, path, "Ida", own_server)
    own_server.kill()
    box(ida.page).fill("Typed into the void.")

    expect(status(ida.page)).to_have_text(re.compile("^Not saved: no connection"))
    expect(box(ida.page)).to_have_value("Typed into the void.")

    own_server.start()
    expect(status(ida.page)).to_have_text(SAVED, timeout=15_000)
    expect(box(ida.another_tab(path))).to_have_value("Typed into the void.")
    ida.expects_trouble = True


def test_signed_out_elsewhere_it_says_so_and_keeps_the_words(visit: Visits, path: str) -> None:
    jon = writer(visit, path, "Jon")
    other = jon.another_tab("/home")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url(f"{jon.url}/")
    jon.page.get_by_role("button", name="Not now").click()
    box(jon.page).fill("Written after signing out.")

    expect(status(jon.page)).to_have_text(re.compile("^Not saved: you are signed out"))
    expect(box(jon.page)).to_have_value("Written after signing out.")

    jon.sign_in("jon@example.org", other)
    jon.page.get_by_role("button", name="Save", exact=True).first.click()
    expect(status(jon.page)).to_have_text(re.compile("^Saved"))
    expect(box(jon.page)).to_have_value("Written after signing out.")


def test_the_second_of_two_tabs_is_told_and_both_texts_are_kept(visit: Visits, path: str) -> None:
    kim = writer(visit, path, "Kim")
    second = kim.another_tab(path)
    box(kim.page).fill("What the first tab has.")
    expect(status(kim.page)).to_have_text(SAVED)
    box(second).fill("What the second tab has.")

    expect(status(second)).to_contain_text(re.compile("^Another window"))
    expect(box(second)).to_have_value("What the second tab has.")

    second.get_by_role("button", name="Save", exact=True).first.click()
    expect(second.get_by_role("main")).to_contain_text("What the first tab has.")
    expect(box(second)).to_have_value("What the second tab has.")


def test_the_text_of_the_other_tab_is_still_there_after_the_choice(
    visit: Visits, path: str
) -> None:
    rex = writer(visit, path, "Rex")
    second = rex.another_tab(path)
    box(rex.page).fill("What the first tab has.")
    expect(status(rex.page)).to_have_text(SAVED)
    for _ in ("shown both", "chosen"):
        box(second).fill("What the second tab has.")
        second.get_by_role("button", name="Save", exact=True).first.click()
    expect(status(second)).to_have_text(re.compile("^Saved"))

    second.wait_for_load_state("networkidle")  # it may have been saved before the click was
    second.goto(f"{rex.url}/journal")
    second.locator("main a[href^='/journal/']", has_text=re.compile(r"version|Open")).first.click()
    main = second.get_by_role("main")
    expect(main.get_by_text("What the second tab has.").first).to_be_visible()
    expect(main).to_contain_text("What the first tab has.")


def test_the_answer_of_a_proxy_does_not_count_as_saved(visit: Visits, path: str) -> None:
    lea = writer(visit, path, "Lea")

    def sign_in_to_the_wifi(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to the ward</h1>")

    lea.page.route("**/entries", sign_in_to_the_wifi)
    box(lea.page).fill("Typed behind a proxy.")
    expect(status(lea.page)).to_have_text(re.compile("^Not saved: the server does not answer"))
    expect(box(on_another_device(visit, path, "Lea").page)).to_have_value("")

    lea.page.unroute("**/entries")
    expect(status(lea.page)).to_have_text(SAVED)
    expect(box(on_another_device(visit, path, "Lea").page)).to_have_value("Typed behind a proxy.")


def test_words_typed_during_a_slow_save_stay_and_are_saved_too(visit: Visits, path: str) -> None:
    max_ = writer(visit, path, "Max")

    def slow(route: Route) -> None:
        box(max_.page).press_sequentially(" And later.")
        sleep(0.3)
        route.continue_()

    max_.page.route("**/entries", slow, times=1)
    box(max_.page).fill("First.")

    expect(status(max_.page)).to_have_text(SAVED)
    expect(box(max_.page)).to_have_value("First. And later.")
    expect(box(max_.another_tab(path))).to_have_value("First. And later.")


def test_leaving_and_coming_back_goes_on_from_what_was_saved(visit: Visits, path: str) -> None:
    nia = writer(visit, path, "Nia")
    box(nia.page).fill("Before.")
    expect(status(nia.page)).to_have_text(SAVED)
    nia.go("/home")
    nia.page.go_back()
    expect(box(nia.page)).to_have_value("Before.")

    box(nia.page).fill("Before. And after.")
    expect(status(nia.page)).to_have_text(SAVED)


def test_leaving_with_words_that_are_not_saved_is_asked_about(visit: Visits, path: str) -> None:
    ola = writer(visit, path, "Ola")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    ola.page.on("dialog", stay)
    box(ola.page).press_sequentially("Not yet saved")
    ola.page.get_by_role("link", name="Home").click(no_wait_after=True)

    expect(status(ola.page)).to_have_text(SAVED)
    assert asked == ["beforeunload"]
    expect(box(ola.page)).to_have_value("Not yet saved")
