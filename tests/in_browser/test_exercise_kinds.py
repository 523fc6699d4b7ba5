"""The kinds that are more than a box of words: with script, without it, by keyboard, printed."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from learning.content import Editions, Programme
from tests.in_browser.eyes import NARROW, axe, sideways, sideways_zoomed
from tests.in_browser.visit import Visit, Visits
from tests.server import Server

pytestmark = pytest.mark.browser
EVERY_KIND = Path(__file__).parents[1] / "every_kind"
SAVED = re.compile(r"^Saved \d\d:\d\d$")
TABLE = "/modules/middle/what-you-hold"
GRID = "/modules/middle/where-you-stand"
NUMBERS = count(1)
PLAN = "/modules/finish/what-you-will-do"
ORDER = "/modules/begin/sort-and-rank"


@pytest.fixture(scope="module")
def kinds(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Visits, Programme]]:
    """A programme with an exercise of every kind, served to nobody yet."""
    programme = Editions(EVERY_KIND, today=date.today).programme
    with Server(tmp_path_factory.mktemp("kinds") / "var", EVERY_KIND) as server:
        yield Visits(chromium, server), programme


@pytest.fixture
def writer(kinds: tuple[Visits, Programme], request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Somebody new, in a window whose console has to stay clean."""
    visits, _ = kinds
    visit = visits(**getattr(request, "param", {}))
    visit.sign_up("Ida", f"ida{next(NUMBERS)}@example.org")
    yield visit
    for seen in visits.close():
        assert seen.troubles == []


without_script = pytest.mark.parametrize("writer", [{"java_script_enabled": False}], indirect=True)


def is_saved(page: Page, exercise: str) -> None:
    status = page.locator(f"#{exercise}").get_by_role("status")
    expect(status).to_have_text(SAVED)


def has_focus(page: Page, label: str) -> None:
    expect(page.get_by_label(label)).to_be_focused()


def places(page: Page) -> list[tuple[str, str]]:
    words = page.locator("[data-rank-text]").all_inner_texts()
    given = [select.input_value() for select in page.locator("[data-rank] select").all()]
    return list(zip(words, given, strict=True))


def above(page: Page, selector: str) -> tuple[float, float]:
    """Return a point just above what ``selector`` says."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + 5, box["y"] - 5


def test_rows_come_and_go_in_place_and_nothing_typed_is_lost(writer: Visit) -> None:
    page = writer.go(TABLE)
    page.get_by_label("Asset, row 1").fill("The kitchen")
    page.get_by_role("button", name="Add a row").click()
    has_focus(page, "Asset, row 3")
    page.keyboard.type("The chapel")
    expect(page.locator("[data-said]")).to_have_text("Row 3 is added.")
    page.get_by_role("button", name="Remove this row (row 1)").click()
    expect(page.get_by_label("Asset, row 2")).to_have_value("The chapel")
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()
    is_saved(page, "hold")
    assert "The kitchen" not in writer.another_tab("/journal").inner_text("main")

    page.keyboard.press("Enter")
    has_focus(page, "Asset, row 1")
    is_saved(page, "hold")
    page.reload()
    assert [page.get_by_label(f"Asset, row {n}").input_value() for n in (1, 2, 3)] == [
        "The kitchen", "The chapel", ""
    ]  # fmt: skip


def test_a_table_is_full_when_it_is_and_its_last_row_can_be_emptied(writer: Visit) -> None:
    page = writer.go(TABLE)
    for _ in range(2):
        page.get_by_role("button", name="Add a row").click()
    expect(page.get_by_text("There is room for 4 rows.")).to_be_visible()
    expect(page.get_by_role("button", name="Add a row")).to_be_hidden()
    for number in (4, 3, 2, 1):
        page.get_by_label(f"Asset, row {number}").fill("Soon gone")
        page.get_by_role("button", name=f"Remove this row (row {number})").click()
    expect(page.get_by_label("Asset, row 1")).to_have_value("")


@without_script
def test_rows_come_and_go_without_script(writer: Visit) -> None:
    page = writer.go(TABLE)
    for number, asset in enumerate(("The kitchen", "The chapel"), start=1):
        page.get_by_label(f"Asset, row {number}").fill(asset)
    page.get_by_role("button", name="Save and add a row").click()
    expect(page.get_by_label("Asset, row 3")).to_have_value("")
    page.get_by_role("button", name="Remove this row (row 1)").click()
    expect(page.get_by_label("Asset, row 1")).to_have_value("The chapel")
    expect(page.get_by_label("Asset, row 2")).to_have_value("")


@without_script
def test_a_place_can_be_given_without_script_and_two_for_one_are_refused(writer: Visit) -> None:
    page = writer.go(ORDER)
    expect(page.get_by_role("button", name="Move up")).to_have_count(0)
    page.get_by_label("Jobs").select_option("1st")
    page.get_by_label("Rooms").select_option("1st")
    page.locator("#first-two").get_by_role("button", name="Save").click()
    page.locator("#to-mend").get_by_role("link").click()
    expect(page.get_by_label("Rooms")).to_be_focused()
    page.get_by_label("Rooms").select_option("2nd")
    page.locator("#first-two").get_by_role("button", name="Save").click()
    assert places(page) == [("Jobs", "1"), ("Rooms", "2"), ("Buying", "")]


def test_buttons_and_dragging_give_places_that_are_saved(writer: Visit) -> None:
    page = writer.go(ORDER)
    for words in ("Rooms", "Buying", "Buying"):
        page.get_by_role("button", name=f"Move up {words}").press("Enter")
    expect(page.get_by_role("button", name="Move up Buying")).to_be_focused()
    expect(page.locator("[data-rank-said]")).to_have_text("Buying: 1st")
    assert places(page) == [("Buying", "1"), ("Rooms", "2"), ("Jobs", "")]

    page.locator("[data-rank-handle]").last.hover()
    page.mouse.down()
    page.locator("[data-rank-text]").first.hover()
    page.mouse.move(*above(page, "[data-rank]"), steps=4)
    page.mouse.up()
    expected = [("Jobs", "1"), ("Buying", "2"), ("Rooms", "")]
    assert places(page) == expected
    is_saved(page, "first-two")
    page.reload()
    assert places(page) == expected


def test_enter_in_a_plan_saves_and_removes_nothing(writer: Visit) -> None:
    page = writer.go(PLAN)
    page.get_by_label("… I will …, action 1").fill("Ask in the kitchen")
    page.get_by_label("By which day, action 1").fill("2027-03-31")
    page.get_by_label("By which day, action 1").press("Enter")
    expect(page.locator("#plan").get_by_role("status")).to_have_text(re.compile("^Saved .*20"))
    expect(page.get_by_label("… I will …, action 1")).to_have_value("Ask in the kitchen")


def test_a_cell_that_is_too_long_is_led_to_and_kept(writer: Visit) -> None:
    long = "long " * 500
    page = writer.go(TABLE)
    page.get_by_label("How big, row 1").fill(long)
    page.locator("#hold").get_by_role("button", name="Save", exact=True).click()
    page.locator("#to-mend").get_by_role("link").click()
    has_focus(page, "How big, row 1")
    expect(page.get_by_label("How big, row 1")).to_have_value(long)
    expect(page.get_by_label("How big, row 1")).to_have_accessible_description(
        re.compile("Shorten this")
    )


def test_what_was_said_of_an_answer_goes_when_the_answer_changes(writer: Visit) -> None:
    page = writer.go(ORDER)
    item = page.get_by_role("group", name="We printed 2,000 leaflets.")
    item.get_by_label("Outcome").check()
    page.locator("#measures").get_by_role("button", name="Check my answers").click()
    expect(item.get_by_text("Not quite.")).to_be_visible()
    item.get_by_label("Input").check()
    expect(item.get_by_text("Not quite.")).to_be_hidden()

    page = writer.go(GRID)
    page.get_by_label("Trying. One team does more.").check()
    page.locator("#stand").get_by_role("button", name="Save").click()
    expect(page.locator(".standing")).to_contain_text("Trying")
    expect(page.get_by_text("You have changed an answer")).to_be_hidden()
    page.get_by_label("Steady. Every team does.").check()
    expect(page.get_by_text("You have changed an answer")).to_be_visible()


def test_on_paper_there_is_room_to_write_and_no_button(writer: Visit) -> None:
    for path in (TABLE, PLAN, ORDER):
        page = writer.go(path)
        page.emulate_media(media="print")
        expect(page.locator("[data-exercise]").get_by_role("button")).to_have_count(0)
        heights = [box.bounding_box() for box in page.locator("[data-exercise] textarea").all()]
        assert all(box is None or box["height"] >= 60 for box in heights)


def test_every_kind_fits_a_phone_and_axe_finds_nothing(
    kinds: tuple[Visits, Programme], writer: Visit
) -> None:
    visits, programme = kinds
    found = {}
    for who in (writer, visits()):
        for part in programme.pages:
            page = who.go(part.path)
            wide = sideways(page, NARROW) + sideways_zoomed(page)
            found[part.path, who is writer] = wide + axe(page, "light")
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_half_a_day_is_neither_saved_nor_called_so(writer: Visit) -> None:
    page = writer.go(PLAN)
    page.get_by_label("… I will …, action 1").fill("Ask in the kitchen")
    is_saved(page, "plan")
    page.get_by_label("By which day, action 1").press_sequentially("0331")
    page.get_by_label("Look at it again on, action 1").focus()
    expect(page.locator("#plan").get_by_role("status")).to_have_text(
        re.compile(r"^Saved \d\d:\d\d\. A day is not complete, so it is not saved$")
    )
    asked = len(writer.asked)
    page.locator("#plan").get_by_role("button", name="Save", exact=True).last.click()
    has_focus(page, "By which day, action 1")
    assert len(writer.asked) == asked


def test_a_refused_day_stands_as_it_was_written(writer: Visit) -> None:
    page = writer.go(PLAN)
    page.get_by_label("By which day, action 1").evaluate("day => { day.type = 'text' }")
    page.get_by_label("By which day, action 1").fill("next Tuesday")
    page.locator("#plan").get_by_role("button", name="Save", exact=True).last.click()
    page.locator("#to-mend").get_by_role("link", name="By which day, action 1").click()
    has_focus(page, "By which day, action 1")
    expect(page.get_by_label("By which day, action 1")).to_have_value("next Tuesday")
    page.get_by_label("… I will …, action 2").fill("Ask in the kitchen")
    page.get_by_role("button", name="Remove this action (action 2)").click()
    page.get_by_role("button", name="Add an action").click()
    expect(page.get_by_label("By which day, action 2")).to_have_attribute("type", "date")
