"""However a browser is cut off, it hears of what changes, and comes back by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.in_browser.held import SAVED, House, at, box, press, programme_of, saved
from tests.in_browser.visit import Visits
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def own_house(tmp_path: Path, chromium: Browser, content: Path) -> Iterator[House]:
    """A house whose server this test may kill."""
    with Server(tmp_path / "var", content) as server:
        house = House(server, Visits(chromium, server), programme_of(content))
        yield house
        house.visits.close()
        house.database.close()


def test_a_change_is_seen_at_once(house: House) -> None:
    held = house.holds("Ada", "Ben")
    _, ben = held.begins()
    asked = held.visits["Ben"].asked
    held.goes_to(1)
    at(ben, 1, timeout=1_000)
    before = len(asked)
    ben.wait_for_timeout(2_500)
    assert len(asked) == before, "who listens does not ask"


def test_where_streams_are_held_back_it_waits_for_one_answer_at_a_time(house: House) -> None:
    held = house.holds("Ada", "Ben")
    held.comes("Ada")

    def held_back(route: Route) -> None:
        if "once=1" in route.request.url:
            route.continue_()

    ben = held.comes("Ben")
    ben.route("**/events?*", held_back)
    ben.reload()
    ben.wait_for_timeout(3_500)
    held.goes_to_begin()
    at(ben, 0, timeout=1_000)
    held.goes_to(1)
    at(ben, 1, timeout=1_000)
    assert any("once=1" in url for url in held.visits["Ben"].asked)


def test_where_even_that_is_cut_it_asks_every_other_second(house: House) -> None:
    held = house.holds("Ada", "Ben")
    held.comes("Ada")
    ben = held.comes("Ben")
    held.visits["Ben"].expects_trouble = True
    ben.route("**/events?*", lambda route: route.abort())
    ben.reload()
    held.goes_to_begin()
    at(ben, 0, timeout=4_000)
    held.goes_to(2)
    at(ben, 2, timeout=4_000)


def test_a_server_killed_in_mid_session_loses_nothing(own_house: House) -> None:
    held = own_house.holds("Ada", "Ben")
    pages = ada, ben = held.begins()
    held.goes_to(1)
    for page in pages:
        at(page, 1)
    for visit in held.visits.values():
        visit.expects_trouble = True
    box(ada).fill("Written before")
    expect(saved(ada)).to_have_text(SAVED)
    box(ben).press_sequentially("Typed just")
    own_house.server.kill()
    ben.keyboard.type(" now")
    expect(ben.locator("[data-trouble]")).to_contain_text("No connection", timeout=8_000)
    press(ben, "I’m ready")
    expect(ben.locator(".controls .field__error")).to_contain_text("No connection")

    own_house.server.start()
    held.goes_to(2)
    for page in pages:
        at(page, 2, timeout=5_000)
    for page, words in ((ada, "Written before"), (ben, "Typed just now")):
        page.locator("summary", has_text="What you wrote in").click()
        expect(page.get_by_label("What did you hear?")).to_have_value(words)
    expect(ben.locator("[data-trouble]")).to_have_count(0)
    expect(ben.locator(".controls .field__error")).to_have_count(0)
    held.goes_to(3)
    at(ben, 3, timeout=1_500)
