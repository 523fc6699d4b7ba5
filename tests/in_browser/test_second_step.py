"""The second step to sign in: a passkey of the device, and signing in again where one writes."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from learning import clock
from learning.accounts import USUAL, SignIn, User
from learning.content import Programme
from learning.db import connect
from tests.cast import PASSWORD
from tests.in_browser.places import required_page
from tests.in_browser.second_step_places import HERE, give_password, set_up_app, with_keys
from tests.in_browser.visit import Visits
from tests.in_browser.writing import SAVED, box, status, writer
from tests.server import Server

pytestmark = pytest.mark.browser


def test_a_passkey_is_added_named_shown_and_removed(visit: Visits) -> None:
    pia = with_keys(visit())
    pia.sign_up("Perpetua", "perpetua@example.org")
    page = pia.go(f"{HERE}/passkeys")
    page.get_by_label("A name for it").fill("Perpetua’s laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.get_by_role("link", name="I have kept them, go on").click()
    expect(page.get_by_text("Perpetua’s laptop")).to_be_visible()

    for _ in range(2):
        give_password(page, pia.url, "perpetua@example.org")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/home")
    page = pia.go(HERE)
    expect(page.get_by_text("last used")).to_be_visible()
    page.get_by_role("button", name="Remove Perpetua’s laptop").click()
    expect(page.get_by_text("Removed.")).to_be_visible()
    pia.sign_in("perpetua@example.org")


def test_a_device_that_has_one_already_says_so_and_so_does_one_without(visit: Visits) -> None:
    quin = with_keys(visit())
    quin.sign_up("Quentin", "quentin@example.org")
    page = quin.go(f"{HERE}/passkeys")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page = quin.go(f"{HERE}/passkeys")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("has a passkey for your account already")

    plain = visit(java_script_enabled=False)
    plain.url = quin.url
    give_password(plain.page, plain.url, "quentin@example.org")
    expect(plain.page.get_by_text("Passkeys need scripts")).to_be_visible()
    plain.page.get_by_text("I have a recovery code").click()
    expect(plain.page.get_by_label("Recovery code")).to_be_visible()
    expect(plain.page.get_by_role("button", name="Use a passkey")).not_to_be_visible()


def test_who_signs_in_again_while_writing_shows_it_in_a_new_tab_and_loses_no_word(
    visit: Visits, programme: Programme, server: Server
) -> None:
    rhea = writer(visit, required_page(programme), "Rhea")
    tab = rhea.context.new_page()
    rhea.page, page = tab, rhea.page
    app = set_up_app(rhea)
    database = connect(server.database_url)
    with database.writing.begin() as db:
        whose = select(User.id).where(User.email == "rhea@example.org").scalar_subquery()
        over = clock.now() - USUAL.idle - timedelta(seconds=1)
        db.execute(update(SignIn).where(SignIn.user_id == whose).values(used_at=over))
    database.close()
    tab.close()

    box(page).press_sequentially("Written after the end.")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Email address").fill("rhea@example.org")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    link = dialog.get_by_role("link", name="show your second step in a new tab")
    expect(link).to_be_focused()
    with rhea.context.expect_page() as opened:
        link.click()
    second = opened.value
    later = clock.now() + timedelta(seconds=30)
    second.get_by_label("Code from your app").fill(app.at(later))
    second.get_by_role("button", name="Sign in", exact=True).click()
    second.wait_for_url("**/home")
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(dialog).not_to_be_visible()
    expect(status(page)).to_have_text(SAVED)
    assert "Written after the end." in rhea.context.request.get(f"{rhea.url}/journal").text()
