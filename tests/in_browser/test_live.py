"""A live session in real browsers leads itself, and keeps what everybody has made in it."""

import re
from datetime import timedelta
from time import sleep

import pytest
from playwright.sync_api import Page, Route, expect

from tests.in_browser.held import TITLES, House, at, box, press
from tests.in_browser.test_offline import until

pytestmark = pytest.mark.browser
OVER = "Thank you. The session is over."


def record(page: Page) -> Page:
    page.get_by_role("link", name="See the record").click()
    return page


def test_three_who_only_ever_press_i_am_ready_come_to_a_record(house: House) -> None:
    held = house.holds("Ada", "Ben", "Cleo")
    pages = held.begins()
    for step in range(1, len(TITLES) + 1):
        for page in pages:
            press(page, "I’m ready")
        for page in pages:
            at(page, step) if step < len(TITLES) else expect(page.get_by_text(OVER)).to_be_visible()

    assert [passage.step for passage in held.run.state.log] == [s.id for s in held.run.state.steps]
    assert held.credited == dict.fromkeys(held.people, 1)
    for page in pages:
        people = record(page).locator("[aria-labelledby=there] .row")
        expect(people).to_have_text([re.compile(f"{name}.*1 min", re.S) for name in held.people])


def test_nobody_presses_anything_and_the_session_ends_by_itself(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada, ben = held.all_come()
    held.lasts(*[0.6] * len(TITLES))
    press(ada, "Begin")

    for page in (ada, ben):
        expect(page.get_by_text(OVER)).to_be_visible(timeout=15_000)
    assert len(held.run.state.log) == len(TITLES)
    held.is_settled(held.run.now + timedelta(minutes=16))
    assert held.credited == {"Ada": 1, "Ben": 1}
    for page in (ada, ben):
        expect(record(page).locator("[aria-labelledby=there] .row")).to_have_count(2)


def test_one_without_scripts_keeps_step_with_one_who_has_them(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada = held.comes("Ada")
    ben = held.comes("Ben", java_script_enabled=False)
    press(ada, "Begin")
    at(ada, 0)
    press(ben, "Refresh")
    at(ben, 0)
    press(ada, "I’m ready")
    press(ben, "I’m ready")
    at(ben, 1)
    at(ada, 1)

    box(ben).fill("Typed without scripts.")
    held.goes_to(2)
    at(ada, 2)
    press(ben, "Refresh")
    at(ben, 2)
    ben.locator("summary", has_text="What you wrote in “The conversation”").click()
    expect(ben.get_by_label("What did you hear?")).to_have_value("Typed without scripts.")


def test_reloading_and_sleeping_come_back_to_the_right_step(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada, ben = held.begins()
    held.visits["Ben"].expects_trouble = True
    held.visits["Ben"].context.set_offline(True)
    held.goes_to(2)
    at(ada, 2)
    ada.reload()
    at(ada, 2)
    at(ben, 0)

    held.visits["Ben"].context.set_offline(False)
    at(ben, 2, timeout=5_000)


def test_of_two_who_press_next_at_once_one_counts(house: House) -> None:
    held = house.holds("Ada", "Ben")
    pages = held.begins()
    waiting: list[Route] = []
    for page in pages:
        page.route("**/course*", lambda route: waiting.append(route))
        page.get_by_role("button", name="Next step").click()
    until(pages[0], lambda: len(waiting) == len(pages))
    for route in waiting:
        route.continue_()

    for page in pages:
        at(page, 1)
    assert held.run.state.at == 1
    assert len(held.run.state.log) == 1


def test_a_browser_whose_clock_is_hours_wrong_shows_the_same_time_left(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada = held.comes("Ada")
    ben = held.comes("Ben", timezone_id="Pacific/Auckland")
    ben.add_init_script("const now = Date.now; Date.now = () => now() + 5 * 3600 * 1000;")
    ben.reload()
    press(ada, "Begin")
    at(ben, 0)

    def seconds(page: Page) -> int:
        minutes, rest = page.locator("#clock [data-clock]").inner_text().split(":")
        return int(minutes) * 60 + int(rest)

    def agree() -> bool:
        ends_at = held.run.state.ends_at
        assert ends_at
        left = (ends_at - held.run.now).total_seconds()
        return 0 < left < 297 and all(abs(seconds(page) - left) <= 1.5 for page in (ada, ben))

    until(ada, agree)  # a page may be a moment late, and they are read one after the other


def test_twenty_seconds_before_the_end_everybody_hears_and_can_add_a_minute(house: House) -> None:
    held = house.holds("Ada", "Ben")
    ada, ben = held.all_come()
    held.lasts(22)
    press(ada, "Begin")
    at(ben, 0)

    expect(ben.locator("[data-says]")).to_have_text(
        "Twenty seconds left. Anybody can add a minute.", timeout=4_000
    )
    bar = ben.locator("[data-warning]")
    bar.click()
    expect(bar).to_be_hidden()
    expect(ada.locator("[data-says]")).to_have_text("A minute was added.")
    expect(ada.locator("#clock")).to_contain_text("1:1")


def test_a_facilitator_who_vanishes_is_replaced_after_twenty_seconds(house: House) -> None:
    held = house.holds("Ben", "Ada", "Cleo")
    held.begins()
    run = held.run
    facilitator = next(run.name(who) for role, who in run.roles.items() if role == "facilitator")
    assert facilitator
    held.visits[facilitator].context.close()
    others = [held.visits[name].page for name in held.people if name != facilitator]
    for page in others:
        page.get_by_text("Who is here, and who leads what").click()
    held.has_lasted()
    sleep(19)

    holders = [page.locator("#who dd > bdi").first for page in others]
    for holder in holders:
        expect(holder).not_to_have_text(facilitator, timeout=6_000)
    heir = holders[0].inner_text()
    press(held.visits[heir].page, "Next step")
    for page in others:
        at(page, 1)


def test_who_types_without_a_pause_is_saved_every_five_seconds(house: House) -> None:
    held = house.holds("Ada")
    (ada,) = held.begins()
    held.goes_to(1)
    at(ada, 1)
    box(ada).focus()
    for word in ["on ", "and "] * 16:  # each takes a third of a second at least
        ada.keyboard.type(word, delay=90)
        if any("/card" in url for url in held.visits["Ada"].asked):
            return
    raise AssertionError("only a pause would save it")
