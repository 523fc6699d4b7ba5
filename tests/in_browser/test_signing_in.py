"""Signing in again in place, and being warned before a sign-in ends: no word is lost."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select, update

from learning import clock
from learning.accounts import USUAL, SignIn, User
from learning.content import Programme
from learning.db import Database, connect
from tests.cast import PASSWORD
from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.places import required_page
from tests.in_browser.visit import Visit, Visits
from tests.in_browser.writing import SAVED, box, copies, status, writer
from tests.server import Server

pytestmark = pytest.mark.browser
DOUBTFUL = "Typed while nobody was signed in. Save it if it is yours"


@pytest.fixture
def path(programme: Programme) -> str:
    return required_page(programme)


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    database = connect(server.database_url)
    yield database
    database.close()


def leave(database: Database, email: str, **left: float) -> None:
    """Let so much be left of the sign-ins of an account, as if nothing had been saved for long."""
    used_at = clock.now() - USUAL.idle + timedelta(**left)
    whose = select(User.id).where(User.email == email).scalar_subquery()
    with database.writing.begin() as db:
        db.execute(update(SignIn).where(SignIn.user_id == whose).values(used_at=used_at))


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def sign_in_again(page: Page, email: str, password: str = PASSWORD) -> None:
    dialog(page).get_by_label("Email address").fill(email)
    dialog(page).get_by_label("Password").fill(password)
    dialog(page).get_by_role("button", name="Sign in").click()


def words_of(visit: Visit) -> str:
    return visit.context.request.get(f"{visit.url}/journal").text()


def test_whoever_is_signed_out_while_writing_signs_in_where_they_are(
    visit: Visits, path: str, database: Database
) -> None:
    ada = writer(visit, path, "Adaeze")
    leave(database, "adaeze@example.org", seconds=-1)
    box(ada.page).press_sequentially("Written after the end.")

    expect(dialog(ada.page)).to_be_visible()
    expect(dialog(ada.page).get_by_label("Email address")).to_be_focused()
    expect(box(ada.page)).to_have_value("Written after the end.")
    sign_in_again(ada.page, "adaeze@example.org", "wrong")
    expect(dialog(ada.page).get_by_role("alert")).to_contain_text("do not match an account")

    sign_in_again(ada.page, "adaeze@example.org")
    expect(dialog(ada.page)).not_to_be_visible()
    expect(status(ada.page)).to_have_text(SAVED)
    assert "Written after the end." in words_of(ada)


def test_who_would_rather_go_on_writing_finds_the_way_back(
    visit: Visits, path: str, database: Database
) -> None:
    bo = writer(visit, path, "Bo")
    leave(database, "bo@example.org", seconds=-1)
    box(bo.page).press_sequentially("First.")
    expect(dialog(bo.page)).to_be_visible()
    bo.page.keyboard.press("Escape")
    expect(dialog(bo.page)).not_to_be_visible()

    box(bo.page).press_sequentially(" Second.")
    expect(status(bo.page)).to_contain_text("signed out")
    bo.page.evaluate("document.dispatchEvent(new CustomEvent('signed-out', { detail: {} }))")
    bo.page.wait_for_timeout(2_500)
    expect(dialog(bo.page)).not_to_be_visible()
    bo.page.get_by_role("button", name="Sign in again").click()
    sign_in_again(bo.page, "bo@example.org")

    expect(status(bo.page)).to_have_text(SAVED)
    expect(bo.page.get_by_role("button", name="Sign in again")).to_have_count(0)
    assert "First. Second." in words_of(bo)


def test_somebody_else_who_signs_in_there_is_told_whose_words_these_are(
    visit: Visits, path: str, database: Database
) -> None:
    visit().sign_up("Col", "col@example.org")
    dee = writer(visit, path, "Dee")
    leave(database, "dee@example.org", seconds=-1)
    box(dee.page).press_sequentially("Dee’s private words.")
    sign_in_again(dee.page, "col@example.org")

    told = dialog(dee.page).get_by_role("alert")
    expect(told).to_contain_text("these words belong to somebody else’s account")
    assert "private words" not in words_of(dee)
    expect(told.get_by_role("link", name="Load this page again")).to_be_visible()
    expect(box(dee.page)).not_to_be_editable()

    sign_in_again(dee.page, "dee@example.org")
    expect(status(dee.page)).to_have_text(SAVED)
    expect(box(dee.page)).to_be_editable()
    assert "Dee’s private words." in words_of(dee)


def test_what_is_typed_while_nobody_is_signed_in_waits_for_the_one_whose_page_it_is(
    visit: Visits, path: str, database: Database
) -> None:
    lev = writer(visit, path, "Lev")
    leave(database, "lev@example.org", seconds=-1)
    box(lev.page).press_sequentially("Lev’s.")
    expect(dialog(lev.page)).to_be_visible()
    lev.page.keyboard.press("Escape")
    box(lev.page).press_sequentially(" Perhaps another’s.")
    lev.page.close()
    page = lev.context.new_page()
    lev.sign_in("lev@example.org", page)

    for _ in range(2):
        page.goto(f"{lev.url}{path}")
        expect(box(page)).to_have_value("Lev’s. Perhaps another’s.")
        expect(status(page)).to_have_text(DOUBTFUL)
        page.wait_for_timeout(2_500)  # longer than the page waits with what it sends by itself
        expect(status(page)).to_have_text(DOUBTFUL)
        assert "Perhaps" not in words_of(lev)
        page.reload()
        expect(status(page)).to_have_text(DOUBTFUL)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(status(page)).not_to_have_text(DOUBTFUL)
    expect(box(page)).to_have_value("Lev’s. Perhaps another’s.")
    assert copies(page) == "", "what the server has needs no copy"
    assert "Lev’s. Perhaps another’s." in words_of(lev)


def test_signing_in_in_another_tab_does_as_well(
    visit: Visits, path: str, database: Database
) -> None:
    ed = writer(visit, path, "Ed")
    leave(database, "ed@example.org", seconds=-1)
    box(ed.page).press_sequentially("Typed before.")
    expect(dialog(ed.page)).to_be_visible()
    ed.sign_in("ed@example.org", ed.context.new_page())
    ed.page.bring_to_front()
    ed.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(dialog(ed.page)).not_to_be_visible()
    expect(status(ed.page)).to_have_text(SAVED)


def test_a_page_that_shows_again_what_was_sent_lets_one_sign_in_there(
    visit: Visits, path: str
) -> None:
    flo = writer(visit, path, "Flo")
    flo.context.clear_cookies()
    box(flo.page).evaluate("box => ((box.value = 'Sent too late.'), box.form.submit())")
    flo.page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in_again(flo.page, "flo@example.org")

    expect(box(flo.page)).to_have_value("Sent too late.")
    expect(status(flo.page)).to_have_text(re.compile("^Saved"))


def test_the_dialog_is_fit_for_everybody(visit: Visits, path: str, database: Database) -> None:
    gert = writer(visit, path, "Gert")
    leave(database, "gert@example.org", seconds=-1)
    box(gert.page).press_sequentially("Words.")
    expect(dialog(gert.page)).to_be_visible()

    assert axe(gert.page, "light") == []
    assert axe(gert.page, "dark") == []
    assert sideways(gert.page, NARROW) == []


def test_two_minutes_before_the_end_one_is_asked_and_can_stay(
    visit: Visits, path: str, database: Database
) -> None:
    hui = writer(visit, path, "Hui")
    leave(database, "hui@example.org", minutes=2, seconds=2)
    page = hui.go(path)
    expect(page.get_by_text("You will be signed out at")).to_be_visible()

    asked = page.get_by_role("dialog", name="You will be signed out in 2 minutes")
    expect(asked).to_be_visible()
    asked.get_by_role("button", name="Stay signed in").click()

    expect(dialog(page)).not_to_be_visible()
    expect(page.get_by_text("You will be signed out at")).not_to_be_visible()
    with database.reading() as db:
        used_at = db.scalars(
            select(SignIn.used_at).join(User).where(User.email == "hui@example.org")
        ).one()
    assert clock.now() - used_at < timedelta(minutes=1)


def test_after_the_end_the_words_are_there_and_one_signs_in_again(
    visit: Visits, path: str, database: Database
) -> None:
    ike = writer(visit, path, "Ike")
    leave(database, "ike@example.org", seconds=3)
    page = ike.go(path)
    page.get_by_role("dialog", name="You will be signed out in less than a minute").get_by_role(
        "button", name="Not now"
    ).click()
    again = page.get_by_role("dialog", name="Sign in again")
    expect(again).to_be_visible()
    sign_in_again(page, "ike@example.org")
    expect(again).not_to_be_visible()

    box(page).fill("Nothing was lost.")
    expect(status(page)).to_have_text(SAVED)


def test_without_scripts_a_link_leads_to_the_button(
    visit: Visits, path: str, database: Database
) -> None:
    joy = writer(visit, path, "Joy")
    leave(database, "joy@example.org", hours=3)
    plain = visit(java_script_enabled=False)
    plain.context.add_cookies(joy.context.cookies())  # type: ignore[arg-type]
    with plain.context.expect_page() as opened:
        plain.go(path).get_by_role("link", name="Stay signed in").click()
    opened.value.get_by_role("button", name="Stay signed in").click()

    expect(plain.go(path).get_by_text("You will be signed out at")).to_have_count(0)
