"""What somebody types in a live session is theirs: never lost, and never seen too soon."""

import re

import pytest
from playwright.sync_api import APIResponse, Page, Response, Route, expect

from tests.in_browser.held import SAVED, House, at, box, press, saved

pytestmark = pytest.mark.browser
SECRET = "The ward sister cried in the linen room"


def listen(page: Page, heard: list[str]) -> None:
    """Keep every text that the browser gets, but the streams, which have no end."""

    def keep(response: Response) -> None:
        if "/events" not in response.url and response.status != 304 and response.ok:
            heard.append(response.text())

    page.on("response", keep)


def test_who_types_while_the_others_go_on_loses_no_letter(house: House) -> None:
    held = house.holds("Ada", "Ben")
    _, ben = held.begins()
    held.goes_to(1)
    at(ben, 1)
    words = "The choir sang. "
    box(ben).press_sequentially(words, delay=10)
    for step in (2, 3, 5):
        held.goes_to(step)
        ben.keyboard.type(words, delay=10)
        at(ben, step)
        ben.keyboard.type(words, delay=10)

    heard = ben.get_by_label("What did you hear?")
    expect(heard).to_be_focused()
    expect(heard).to_have_value(words * 7)
    status = ben.locator("[data-exercise]", has=heard).locator("[data-save-status]")
    expect(status).to_have_text(re.compile(r"^Saved \d\d:\d\d"))
    ben.goto(f"{house.server.url}/journal")
    expect(ben.get_by_role("main")).to_contain_text((words * 7).strip())


def test_an_answer_put_together_before_the_words_were_saved_does_not_take_them_away(
    house: House,
) -> None:
    held = house.holds("Ada", "Ben")
    _, ben = held.begins()
    held.goes_to(1)
    at(ben, 1)
    slow: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if slow:
            return route.continue_()
        return slow.append((route, route.fetch()))

    ben.route("**/state?*", hold_the_first)
    held.goes_to(2)
    box(ben).fill("Typed just now")
    expect(saved(ben)).to_have_text(SAVED)
    ((route, answer),) = slow
    route.fulfill(response=answer)
    at(ben, 2)
    ben.wait_for_timeout(500)  # for the answer to what it asks next
    ben.locator("summary", has_text="What you wrote in").click()
    expect(ben.get_by_label("What did you hear?")).to_have_value("Typed just now")


def test_words_without_a_box_in_the_next_step_stay_and_can_be_sent(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada, ben = held.begins()
    scribe = next(page for page in (ada, ben) if page.get_by_label("A line for the group").count())
    scribe.get_by_label("A line for the group").fill("Everybody had coffee")
    held.goes_to(1)
    at(scribe, 1)

    line = scribe.get_by_label("A line for the group")
    expect(line).to_have_value("Everybody had coffee")
    press(scribe, "Add the line")
    expect(line).to_have_count(0)
    assert held.record.steps[0].lines == ("Everybody had coffee",)


def test_the_page_says_saved_only_once_the_server_has_said_so(house: House) -> None:
    held = house.holds("Ada")
    (ada,) = held.begins()
    held.goes_to(1)
    at(ada, 1)
    held.visits["Ada"].expects_trouble = True
    ada.route("**/card*", lambda route: route.abort())
    box(ada).press_sequentially("Into the void")
    expect(saved(ada)).to_have_text(re.compile("^Not saved: no connection"))

    ada.unroute("**/card*")
    expect(saved(ada)).to_have_text(SAVED, timeout=8_000)
    ada.reload()
    expect(box(ada)).to_have_value("Into the void")


def test_words_of_a_window_that_was_closed_are_put_back_and_saved(house: House) -> None:
    held = house.holds("Ada")
    (ada,) = held.begins()
    held.goes_to(1)
    at(ada, 1)
    held.visits["Ada"].expects_trouble = True
    # A browser still sends what a page leaves behind, past the switch that takes the network away.
    ada.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    ada.get_by_role("radio", name="With my name").check()
    box(ada).fill("Before the window closed")
    expect(saved(ada)).to_have_text(re.compile("Kept on this device; trying again$"))
    ada.close()

    again = held.visits["Ada"].another_tab(held.path)
    expect(box(again)).to_have_value("Before the window closed")
    expect(saved(again)).to_have_text(SAVED)
    shown = again.get_by_role("radio", name="With my name")
    expect(shown).not_to_be_checked()  # whether the others see it is chosen anew


def test_two_devices_of_one_person_keep_both_texts_and_say_so(house: House) -> None:
    held = house.holds("Ada")
    (ada,) = held.begins()
    held.goes_to(1)
    at(ada, 1)
    phone = held.visits["Ada"].another_tab(held.path)
    at(phone, 1)
    box(ada).fill("From the laptop")
    expect(saved(ada)).to_have_text(SAVED)
    box(phone).fill("From the phone")
    expect(saved(phone)).to_contain_text("Both texts are kept: see your journal")
    expect(box(phone)).to_have_value("From the phone")

    box(phone).press_sequentially(", and on")
    expect(saved(phone)).to_have_text(SAVED)
    journal = held.visits["Ada"].another_tab("/journal")
    journal.locator(".entry__open a").first.click()
    for words in ("From the laptop", "From the phone, and on"):
        expect(journal.get_by_role("main")).to_contain_text(words)


def test_a_double_click_writes_one_line_and_enter_in_a_box_presses_its_own_button(
    house: House,
) -> None:
    held = house.holds("Ada")
    (ada,) = held.begins()
    ada.get_by_label("A line for the group").fill("Once")
    ada.get_by_role("button", name="Add the line").dblclick()
    expect(ada.locator(".lines li")).to_have_count(1)
    expect(ada.get_by_label("A line for the group")).to_have_value("")
    assert len([url for url in held.visits["Ada"].asked if "/lines" in url]) == 1

    ada.get_by_text("Somebody is here without a device").click()
    ada.get_by_label("Name of somebody").fill("Rosa")
    ada.get_by_label("A line for the group").fill("Not yet")
    ada.get_by_label("Name of somebody").press("Enter")
    ada.get_by_text("Who is here, and who leads what").click()
    expect(ada.locator(".people li")).to_have_count(2)
    expect(ada.get_by_label("A line for the group")).to_have_value("Not yet")
    expect(ada.locator(".lines li")).to_have_count(1)
    assert held.run.state.at == 0


def test_what_is_not_shown_never_reaches_another_browser(house: House) -> None:
    held = house.holds("Ada", "Ben", "Cleo")
    heard: list[str] = []
    ada, ben, _ = held.all_come()
    listen(ben, heard)
    press(ada, "Begin")
    at(ada, 0)
    held.goes_to(1)
    at(ada, 1)
    ada.get_by_role("radio", name="Not at all").check()
    box(ada).fill(SECRET)
    expect(saved(ada)).to_have_text(SAVED)
    ben.reload()
    expect(ben.get_by_text("1 of 3 have written.")).to_be_visible()
    held.goes_to(3)
    at(ben, 3)
    ben.goto(f"{house.server.url}{held.path}/screen")
    at(ben, 3)

    assert len(heard) > 4
    assert not [text for text in heard if SECRET in text]
    assert not [text for text in heard if "cried" in text]


def test_a_card_is_shown_to_all_in_the_same_moment_and_can_be_taken_back(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada, ben = held.begins()
    held.goes_to(1)
    at(ada, 1)
    ada.get_by_role("radio", name="With my name").check()
    box(ada).fill("The choir sings on Tuesdays")
    expect(saved(ada)).to_have_text(SAVED)
    expect(ben.get_by_text("The choir sings on Tuesdays")).to_have_count(0)
    held.goes_to(3)
    expect(ben.locator(".card")).to_contain_text("The choir sings on Tuesdays")

    press(ada, "Take mine back")
    expect(ben.locator(".card")).to_have_count(0)
    expect(ada.get_by_role("button", name="Show mine with my name")).to_be_visible()


def test_a_half_typed_line_outlasts_a_reload_until_it_is_sent(house: House) -> None:
    held = house.holds("Ada")
    (ada,) = held.begins()
    held.visits["Ada"].expects_trouble = True
    ada.on("dialog", lambda dialog: dialog.accept())
    line = ada.get_by_label("A line for the group")
    line.press_sequentially("Half a li")
    ada.reload()
    expect(line).to_have_value("Half a li")
    press(ada, "Add the line")
    expect(ada.locator(".lines li")).to_have_count(1)
    ada.reload()
    expect(line).to_have_value("")


def test_who_has_not_chosen_is_told_that_it_is_for_them_alone(house: House) -> None:
    held = house.holds("Ada")
    (ada,) = held.begins()
    held.goes_to(1)
    at(ada, 1)
    box(ada).fill("The choir is late")
    expect(saved(ada)).to_have_text(SAVED)
    link = ada.get_by_role("link", name="Choose above whether the others see it")
    expect(link).to_be_visible()
    ada.get_by_role("radio", name="With my name").check()
    expect(link).to_be_hidden()


def test_who_is_taken_off_the_team_while_writing_is_told_where_it_is(house: House) -> None:
    held = house.holds("Ada", "Ben")
    _, ben = held.begins()
    held.goes_to(1)
    at(ben, 1)
    held.visits["Ben"].expects_trouble = True
    held.loses("Ben")
    box(ben).fill("Still mine")
    expect(saved(ben)).to_contain_text("What you wrote is in your journal")
