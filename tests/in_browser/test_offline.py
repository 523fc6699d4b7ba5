"""Without a connection, pages that were opened are read and written on, by whoever opened them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from learning.content import Programme
from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.places import required_page
from tests.in_browser.visit import Visit, Visits
from tests.in_browser.writing import SAVED, box, status, writer
from tests.server import Server

pytestmark = pytest.mark.browser
READY = "navigator.serviceWorker.controller !== null"
KEPT = """path => caches.keys().then((names) => Promise.all(names.map(async (name) =>
  name.startsWith("pages ") && Boolean(await (await caches.open(name)).match(path)))))
  .then((found) => found.includes(true))"""
NAMES = "caches.keys().then((names) => names.filter((name) => name.startsWith('pages ')))"


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


def until(page: Page, is_so: Callable[[], object]) -> None:
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to be so")


def reader(visit: Visits, path: str, name: str, server: Server | None = None) -> Visit:
    """Open a window of somebody new, whose pages are kept from now on."""
    return ready(writer(visit, path, name, server, service_workers="allow"))


def ready(visit: Visit) -> Visit:
    """Wait until the service worker sees to the pages that are opened from now on."""
    until(visit.page, lambda: visit.page.evaluate(READY))
    return visit


def keeps(page: Page, path: str) -> bool:
    return bool(page.evaluate(KEPT, path))


def open_and_keep(visit: Visit, path: str) -> Page:
    page = visit.go(path)
    until(page, lambda: keeps(page, path))
    return page


def test_a_page_is_read_and_written_on_without_a_server_and_sent_afterwards(
    visit: Visits, path: str, own_server: Server
) -> None:
    ann = reader(visit, path, "Ann", own_server)
    ann.expects_trouble = True
    page = open_and_keep(ann, path)
    box(page).fill("Saved before.")
    expect(status(page)).to_have_text(SAVED)
    own_server.kill()

    page.reload()
    expect(page.locator(".spread__text")).to_contain_text("This is the page as it was on")
    expect(box(page)).to_have_value("Saved before.")
    box(page).fill("Saved before. Written without a server.")
    expect(status(page)).to_have_text(re.compile("^Not saved: no connection. Kept on this device"))
    assert axe(page, "light") == []
    assert sideways(page, NARROW) == []

    page.reload()
    expect(box(page)).to_have_value("Saved before. Written without a server.")
    own_server.start()  # of which the browser hears nothing
    expect(status(page)).to_have_text(SAVED, timeout=20_000)
    expect(page.get_by_text("You are back")).to_be_visible()
    page.get_by_role("link", name="Look at it as it is now").click()
    expect(box(page)).to_have_value("Saved before. Written without a server.")
    expect(page.get_by_role("main")).not_to_contain_text("Another window")
    expect(page.get_by_text("This is the page as it was on")).to_have_count(0)


def test_what_was_not_opened_leads_to_what_was(
    visit: Visits, programme: Programme, path: str, own_server: Server
) -> None:
    guest = visit(server=own_server)
    guest.expects_trouble = True
    guest.go("/")
    ready(guest)
    page = open_and_keep(guest, path)
    title = page.get_by_role("heading", level=1).inner_text()
    own_server.kill()

    for missing in ("/library", programme.pages[-1].path):
        page.goto(f"{guest.url}{missing}")
        expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    assert axe(page, "light") == []
    assert sideways(page, NARROW) == []
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("This is the page as it was on")


def test_nothing_but_pages_of_modules_is_kept(visit: Visits, path: str) -> None:
    bex = reader(visit, path, "Bex")
    open_and_keep(bex, path)
    for other in ("/home", "/journal", "/teams", "/account", "/"):
        bex.go(other)
    page = bex.go("/library")
    addresses = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)"
        ".then((cache) => cache.keys())))).then((all) => all.flat().map(({url}) => url))"
    )
    strange = [a for a in addresses if not re.search(r"/(modules|static)/|/offline$", a)]
    assert strange == []
    assert any(address.endswith(path) for address in addresses)


def test_signing_out_removes_what_was_kept(visit: Visits, path: str) -> None:
    cy = reader(visit, path, "Cy")
    page = open_and_keep(cy, path)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{cy.url}/")
    until(page, lambda: not keeps(page, path))


def test_another_person_finds_nothing_of_the_one_before(
    visit: Visits, path: str, own_server: Server
) -> None:
    eli = visit(server=own_server)
    eli.sign_up("Eli", "eli@example.org")
    eli.context.clear_cookies()
    eli.sign_up("Dot", "dot@example.org")
    page = open_and_keep(ready(eli), path)
    eli.context.clear_cookies()  # Dot’s sign-in is over, and she did not sign out
    eli.sign_in("eli@example.org", page)
    until(page, lambda: page.evaluate(NAMES) == [])
    own_server.kill()
    eli.expects_trouble = True

    page.goto(f"{eli.url}{path}")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("heading", name="Kept on this device")).not_to_be_visible()


@pytest.mark.parametrize(("status", "is_copy"), [(502, True), (503, False), (504, True)])
def test_a_copy_stands_for_a_gateway_without_a_server_and_not_for_our_own_refusal(
    visit: Visits, path: str, status: int, *, is_copy: bool
) -> None:
    lea = reader(visit, path, f"Lea{status}")
    lea.expects_trouble = True
    page = open_and_keep(lea, path)
    lea.context.route(f"**{path}", lambda route: route.fulfill(status=status, body="Busy"))
    page.reload()
    expect(page.get_by_text("This is the page as it was on")).to_have_count(int(is_copy))
    expect(page.get_by_text("Busy", exact=True)).to_have_count(int(not is_copy))


def test_an_answer_that_comes_late_still_says_whose_pages_are_kept(
    visit: Visits, path: str
) -> None:
    morag = reader(visit, path, "Morag")
    page = open_and_keep(morag, path)
    held: list[Route] = []
    morag.context.route(f"**{path}", lambda route: held.append(route))
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("This is the page as it was on")
    headers = {"Kept-For": "another", "Content-Type": "text/html"}
    held[0].fulfill(status=200, headers=headers, body="<p>Another’s</p>")
    until(page, lambda: page.evaluate(NAMES) == ["pages another"])
    morag.expects_trouble = True


def test_who_has_a_connection_sees_the_page_of_now(visit: Visits, path: str) -> None:
    fenn = reader(visit, path, "Fenn")
    page = open_and_keep(fenn, path)
    elsewhere = visit()
    elsewhere.sign_in("fenn@example.org")
    box(elsewhere.go(path)).fill("Written elsewhere.")
    expect(status(elsewhere.page)).to_have_text(SAVED)

    page.reload()
    expect(box(page)).to_have_value("Written elsewhere.")
    expect(page.get_by_text("This is the page as it was on")).to_have_count(0)


def test_a_server_that_takes_too_long_does_not_keep_one_from_reading(
    visit: Visits, path: str
) -> None:
    gil = reader(visit, path, "Gila")
    page = open_and_keep(gil, path)
    gil.context.route(f"**{path}", lambda route: None)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("This is the page as it was on")
    gil.expects_trouble = True


def test_the_first_page_of_a_visit_is_kept_too(visit: Visits, path: str) -> None:
    page = visit().go(path)
    until(page, lambda: keeps(page, path))


def test_at_most_sixty_pages_are_kept_the_oldest_going_first(visit: Visits, path: str) -> None:
    ilo = reader(visit, path, "Ilo")
    page = open_and_keep(ilo, path)
    page.evaluate(
        "async () => { const [name] = (await caches.keys()).filter((n) => n.startsWith('pages '));"
        " const cache = await caches.open(name);"
        " for (let n = 0; n < 65; n += 1) await cache.put(`/modules/x/${n}`, new Response('x'));"
        "}"
    )
    page.reload()
    until(page, lambda: not keeps(page, "/modules/x/5"))
    assert keeps(page, path)
    assert keeps(page, "/modules/x/64")
    count = "caches.open(names[0]).then((cache) => cache.keys()).then((keys) => keys.length)"
    assert page.evaluate(f"{NAMES}.then((names) => {count})") == 60
