"""Full stores, proxies, answers that come late or never, long pastes and clocks that are wrong."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from learning.content import Programme
from tests.in_browser.places import required_page
from tests.in_browser.visit import Visits
from tests.in_browser.writing import LOST, SAVED, box, copies, on_another_device, status, writer

pytestmark = pytest.mark.browser
STRANGE = re.compile("^Not saved: the server does not answer as it should. Kept on this device")
ON_PAGE = re.compile("^Not saved: no connection. Your words are only on this page; trying again$")
FULL = """() => {
    localStorage.setItem("words somebody else", JSON.stringify({fields: [["else.a", "theirs"]]}));
    let piece = "x".repeat(1 << 20), number = 0;
    while (piece.length) {
        try { localStorage.setItem(`filler ${number++}`, piece); }
        catch (full) { piece = piece.slice(0, piece.length >> 1); }
    }
}"""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("Access is denied", "SecurityError"); }
})"""
HOUR_FAST = "const now = Date.now.bind(Date); Date.now = () => now() + 3600000"


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


@pytest.mark.parametrize("how", ["full", "forbidden", "cleared"])
def test_a_browser_that_keeps_nothing_says_so_and_still_saves(
    visit: Visits, path: str, how: str
) -> None:
    dot = visit(service_workers="block")
    dot.expects_trouble = True
    if how == "forbidden":
        dot.context.add_init_script(FORBIDDEN)
    dot.sign_up("Dot", f"dot.{how}@example.org")
    page = dot.go(path)
    if how == "full":
        page.evaluate(FULL)
    dot.context.set_offline(True)
    box(page).fill("Only here.")
    if how == "cleared":
        expect(status(page)).to_have_text(LOST)
        page.route("**/entries", lambda route: route.abort())
        dot.context.set_offline(False)
        dot.another_tab("/glossary").evaluate("localStorage.clear()")
    expect(status(page)).to_have_text(ON_PAGE)
    if how == "full":
        assert "theirs" in copies(page), "nobody else's words make room"

    page.unroute("**/entries")
    dot.context.set_offline(False)
    box(page).fill("Only here. And saved.")
    expect(status(page)).to_have_text(SAVED)
    assert not dot.troubles or all("ERR_" in trouble for trouble in dot.troubles)


def _answer(status: int, content_type: str, body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, content_type=content_type, body=body)


@pytest.mark.parametrize(
    "answer",
    [
        _answer(502, "text/html", "<h1>Bad gateway</h1>"),
        _answer(200, "text/html", "<h1>Welcome to the ward</h1>"),
        _answer(200, "application/json", '{"status": "ok"}'),
        _answer(200, "application/json", "<h1>Sign in</h1>"),
        lambda route: route.fulfill(status=302, headers={"Location": "/sign-in"}),
    ],
    ids=["502", "captive", "json", "no-json", "redirect"],
)
def test_what_answers_in_the_servers_place_has_saved_nothing(
    visit: Visits, path: str, answer: Callable[[Route], None], request: pytest.FixtureRequest
) -> None:
    name = f"Eli{request.node.callspec.id.replace('-', '')}"
    eli = writer(visit, path, name)
    eli.expects_trouble = True
    eli.page.route("**/entries", answer)
    box(eli.page).fill("Behind a proxy.")
    expect(status(eli.page)).to_have_text(STRANGE)
    assert "Behind a proxy." in copies(eli.page)

    eli.page.unroute("**/entries")
    expect(status(eli.page)).to_have_text(SAVED, timeout=15_000)


def test_two_saves_never_cross(visit: Visits, path: str) -> None:
    fay = writer(visit, path, "Fay")
    held: list[Route] = []
    fay.page.route("**/entries", lambda route: held.append(route), times=1)
    box(fay.page).fill("First.")
    expect(status(fay.page)).to_have_text("Saving")
    box(fay.page).fill("First. Second.")
    fay.page.wait_for_timeout(2_500)
    assert len([url for url in fay.asked if url.endswith("/entries")]) == 1

    held[0].continue_()
    expect(status(fay.page)).to_have_text(SAVED)
    expect(box(on_another_device(visit, path, "Fay").page)).to_have_value("First. Second.")


def test_a_save_whose_answer_is_lost_is_no_other_window(visit: Visits, path: str) -> None:
    gaz = writer(visit, path, "Gaz")
    gaz.expects_trouble = True

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    gaz.page.route("**/entries", lose_the_answer, times=1)
    box(gaz.page).fill("Saved, and nobody knows.")
    expect(status(gaz.page)).to_have_text(LOST)
    box(gaz.page).fill("Saved, and now they do.")
    expect(status(gaz.page)).to_have_text(SAVED, timeout=12_000)
    expect(gaz.page.locator(".two-texts")).to_have_count(0)
    expect(box(on_another_device(visit, path, "Gaz").page)).to_have_value("Saved, and now they do.")


def test_a_paste_of_100_kilobytes_is_kept_whole_and_what_is_beyond_can_be_copied(
    visit: Visits, path: str
) -> None:
    jan = writer(visit, path, "Jan")
    jan.expects_trouble = True
    jan.page.on("dialog", lambda dialog: dialog.accept())
    words = "ward " * 20_000
    box(jan.page).fill(words)
    note = jan.page.get_by_text("This is 100,000 characters long, and at most 20,000 can be saved")
    expect(note).to_be_visible()
    expect(status(jan.page)).to_contain_text("Kept on this device")
    jan.page.get_by_role("button", name="Copy what is beyond the limit").click()
    selected = "box => box.value.slice(box.selectionStart, box.selectionEnd).length"
    assert box(jan.page).evaluate(selected) == 80_000

    jan.page.reload()
    expect(box(jan.page)).to_have_value(words)
    expect(note).to_be_visible()
    box(jan.page).fill(words[:20_000])
    expect(note).to_be_hidden()
    expect(status(jan.page)).to_have_text(SAVED)


def test_a_clock_that_is_an_hour_fast_changes_nothing(visit: Visits, path: str) -> None:
    kay = visit(service_workers="block")
    kay.context.add_init_script(HOUR_FAST)
    kay.sign_up("Kay", "kay@example.org")
    kay.go(path)
    box(kay.page).fill("In good time.")
    expect(status(kay.page)).to_have_text(SAVED)
    said = status(kay.page).text_content()
    right = on_another_device(visit, path, "Kay").page
    expect(status(right)).to_contain_text(str(said).removeprefix("Saved "))
