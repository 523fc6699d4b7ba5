"""Signing up where mail goes: an account is made once its mail has arrived."""

import pytest
from sqlalchemy import func, select

from learning.accounts import User
from learning.config import Settings
from learning.db import Database
from tests.browser import Browser, Page
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse
from tests.mailed_links.mailed import newest
from tests.web.by_mail import sending

NEW = "another set of words"
STRANGER = "eve@example.org"
EVE = {"name": "Eve", "email": STRANGER, "password": PASSWORD, "next": "/journal"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


def is_in(browser: Browser) -> bool:
    return browser.client.get("/home").status_code == 200


def main(page: Page) -> str:
    return page.text("main")


@pytest.mark.parametrize("password", ["a small programme", "test-bench-2026"])
def test_a_password_of_the_words_of_this_site_is_refused(browse: Browse, password: str) -> None:
    page = browse().post("/sign-up", EVE | {"password": password}, expect=422)
    assert "mostly words that belong to this programme" in main(page)


def test_signing_up_does_not_say_that_an_address_is_known(
    browse: Browse, cast: Cast, database: Database
) -> None:
    pages = []
    for email in (STRANGER, cast.ada.email):
        browser = browse()
        browser.post("/sign-up", EVE | {"email": email})
        pages.append(browser.get("/sign-in/code").html.replace(email, "…"))
        assert not is_in(browser)
        with database.reading() as db:
            assert db.scalar(select(func.count()).select_from(User)) == 4
        browse().post("/sign-in", {"email": STRANGER, "password": PASSWORD}, expect=422)
    assert pages[0] == pages[1]


@pytest.mark.parametrize("way", ["link", "code"])
def test_an_account_is_made_when_its_mail_has_arrived(
    browse: Browse, database: Database, way: str
) -> None:
    eve = browse()
    eve.post("/sign-up", EVE)
    path, code = newest(database).path, newest(database).code
    if way == "link":
        assert eve.client.post(path).location == "/journal"
    else:
        assert eve.client.post("/sign-in/code", data={"code": code}).location == "/journal"

    assert "confirmed on" in main(eve.get("/account"))
    browse().post("/sign-in", {"email": STRANGER, "password": PASSWORD})


def test_who_signs_up_twice_comes_into_the_account_they_have(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = browse()
    ada.post("/sign-up", EVE | {"email": cast.ada.email, "password": NEW})
    assert "You have one already" in newest(database).body
    ada.post(newest(database).path)

    assert "Ada" in ada.get("/account").html
    browse().post("/sign-in", {"email": cast.ada.email, "password": NEW}, expect=422)


def test_signing_up_for_somebody_else_leaves_no_password_of_mine(
    browse: Browse, database: Database
) -> None:
    intruder, eve = browse(), browse()
    intruder.post("/sign-up", EVE | {"password": "the words of an intruder"})
    eve.post("/sign-up", EVE)
    eve.post("/sign-in/code", {"code": newest(database).code})

    sent = {"email": STRANGER, "password": "the words of an intruder"}
    browse().post("/sign-in", sent, expect=422)
    intruder.post("/sign-in/code", {"code": newest(database).code}, expect=422)


def test_the_password_of_a_new_account_is_not_to_be_read_in_the_cookie(
    browse: Browse, database: Database
) -> None:
    eve = browse()
    eve.post("/sign-up", EVE)
    with eve.client.session_transaction() as kept:
        assert "argon2" not in str(kept)
        assert "Eve" not in str(kept)
    cookie = eve.client.get_cookie("learning")
    assert cookie
    assert len(cookie.value) < 2_000


def test_what_was_asked_for_before_something_else_is_not_made(
    browse: Browse, database: Database
) -> None:
    eve = browse()
    eve.post("/sign-up", EVE)
    path = newest(database).path
    eve.post("/sign-in/link", {"email": "other@example.org"})
    assert "something else since" in main(eve.post(path, expect=404))
    assert not is_in(eve)
