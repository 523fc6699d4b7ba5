"""The address on the account: shown, confirmed, changed when the new one is proven."""

import pytest

from learning.config import Settings
from learning.db import Database
from tests.browser import Browser
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse
from tests.mailed_links.mailed import arrived, newest
from tests.web.by_mail import sending

NEW = "ada@new.example"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


@pytest.fixture
def ada(browse: Browse, cast: Cast) -> Browser:
    return browse(cast.ada)


def account(browser: Browser) -> str:
    return browser.get("/account").text("main")


def test_an_address_changes_once_the_new_one_is_proven(
    ada: Browser, browse: Browse, cast: Cast, database: Database
) -> None:
    assert "Mail me a link there" in ada.get("/account/address").text("main")
    ada.post("/account/address", {"email": NEW})
    there, here = arrived(database)
    assert (there.to, here.to) == (NEW, cast.ada.email)
    assert f"Waiting for the link in the mail to {NEW}" in account(ada)

    assert NEW in ada.get(there.path).text("main")
    assert ada.client.post(there.path).location == "/account?changed=email"

    assert f"{NEW}, confirmed on" in account(ada)
    browse().post("/sign-in", {"email": NEW, "password": PASSWORD})
    assert "has another address" in newest(database).subject


def test_who_opens_the_link_elsewhere_signs_in_first(
    ada: Browser, browse: Browse, cast: Cast, database: Database
) -> None:
    ada.post("/account/address", {"email": NEW})
    path = arrived(database)[0].path
    phone = browse()
    assert phone.client.get(path).location == f"/sign-in?next={path}"
    assert phone.client.post(path).location == f"/sign-in?next={path}"
    for other in (browse(cast.cleo), browse(cast.dana)):
        other.get(path, expect=404)
        other.post(path, expect=404)

    phone.sign_in(cast.ada.email)
    phone.post(path)
    assert NEW in account(ada)


def test_a_change_can_be_withdrawn(ada: Browser, database: Database) -> None:
    ada.post("/account/address", {"email": NEW})
    for _ in range(2):
        ada.post("/account/address/withdraw")

    assert "Waiting" not in account(ada)
    ada.get(arrived(database)[0].path, expect=404)


def test_another_accounts_address_looks_like_any(ada: Browser, cast: Cast) -> None:
    pages = []
    for email in (NEW, cast.ben.email):
        assert ada.client.post("/account/address", data={"email": email}).status_code == 303
        pages.append(account(ada).replace(email, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize(("email", "said"), [("x", "name@example.org"), ("Ada@example.org", "al")])
def test_what_cannot_be_is_refused_on_the_form(ada: Browser, email: str, said: str) -> None:
    page = ada.post("/account/address", {"email": email}, expect=422)
    assert said in page.text("main")


def test_an_address_is_confirmed_by_a_press_where_one_is_signed_in(
    ada: Browser, browse: Browse, cast: Cast, database: Database
) -> None:
    assert "not confirmed yet" in account(ada)
    for _ in range(2):
        ada.post("/account/address/confirm")
    first, second = arrived(database)
    for stranger in (browse(), browse(cast.ben)):
        stranger.client.post(second.path)
    phone = browse(cast.ada)
    phone.get(first.path, expect=404)
    assert "Yes, this is my address" in phone.get(second.path).text("main")
    assert "not confirmed yet" in account(ada)

    phone.post(second.path, expect=200)

    assert "confirmed on 2 March 2026" in account(ada)
    browse().sign_in(cast.ada.email)
    phone.post(second.path, expect=404)


def test_a_changed_password_is_told_to_its_owner_and_leaves_no_other_address_waiting(
    ada: Browser, database: Database
) -> None:
    ada.post("/account/address", {"email": NEW})
    sent = {"old_password": PASSWORD, "new_password": "another set of words"}
    ada.post("/account/password", sent)
    assert "was changed" in newest(database).subject
    assert "Waiting" not in account(ada)
