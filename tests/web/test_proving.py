"""Before something grave one proves again who one is, and the page one wanted comes after."""

import pytest

from learning.config import Settings
from learning.db import Database
from tests.browser import Browser
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse, StoppedClock
from tests.mailed_links.mailed import newest
from tests.web.by_mail import sending
from tests.web.test_second_factor import value_of

GRAVE = "/account/address"
PROOF = "/account/proof?next=/account/address"
PAGE = "/modules/listening/a-conversation"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


@pytest.fixture
def ada(browse: Browse, cast: Cast, stopped: StoppedClock) -> Browser:
    """Ada, who signed in an hour ago."""
    ada = browse(cast.ada)
    stopped.move(hours=1)
    return ada


def is_asked(browser: Browser, path: str = GRAVE) -> bool:
    return browser.client.get(path).status_code == 303


def test_what_is_grave_asks_who_signed_in_a_quarter_of_an_hour_ago(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    stopped.move(minutes=14)
    assert not is_asked(ada)
    stopped.move(minutes=1)
    assert ada.client.get(f"{GRAVE}?a=b").location == f"{PROOF}%3Fa%3Db"
    answer = ada.client.post(GRAVE, data={"email": "eve@example.org"})
    assert answer.location == PROOF


def test_the_password_does(ada: Browser) -> None:
    assert "Is it you?" in ada.get(PROOF).text("h1")
    sent = {"password": "a wrong password", "next": GRAVE}
    assert "not your present" in ada.post("/account/proof", sent, expect=422).text("main")
    ada.post("/account/proof", {"next": GRAVE}, expect=422)

    answer = ada.client.post("/account/proof", data={"password": PASSWORD, "next": GRAVE})

    assert answer.location == GRAVE
    assert not is_asked(ada)


@pytest.mark.parametrize("way", ["proof", "new password"])
def test_the_sign_in_has_another_id_from_then_on_and_nothing_else_changes(
    ada: Browser, browse: Browse, way: str
) -> None:
    before = ada.client.get_cookie("learning")
    with ada.client.session_transaction() as cookie:
        cookie["elsewhere"] = "what another page keeps"
    writer = value_of(ada.get(PAGE), "writer")

    if way == "proof":
        ada.post("/account/proof", {"password": PASSWORD})
    else:
        new = {"old_password": PASSWORD, "new_password": "another set of words"}
        ada.post("/account/password", new)

    assert not is_asked(ada)
    assert value_of(ada.get(PAGE), "writer") == writer, "what is open in other tabs goes on"
    assert ada.get("/account").html.count(", this browser") == 1
    with ada.client.session_transaction() as cookie:
        assert cookie["elsewhere"] == "what another page keeps"
    thief = browse()
    assert before
    thief.client.set_cookie("learning", before.value)
    assert thief.client.get("/home").status_code == 302


def test_guessing_is_slowed_as_at_sign_in(ada: Browser) -> None:
    for _ in range(5):
        ada.post("/account/proof", {"password": "wrong"}, expect=422)
    ada.post("/account/proof", {"password": PASSWORD}, expect=429)


@pytest.mark.parametrize("way", ["link", "code"])
def test_a_mail_does(ada: Browser, database: Database, way: str) -> None:
    ada.post("/account/proof/mail", {"next": GRAVE})
    assert "is on its way" in ada.get(PROOF).text("main")
    mail = newest(database)
    assert is_asked(ada)
    if way == "code":
        wrong = ada.post("/account/proof/code", {"code": "BBBBBBBB"}, expect=422)
        assert "not the code" in wrong.text("main")
        answer = ada.client.post("/account/proof/code", data={"code": mail.code})
    else:
        assert "Yes, it is me" in ada.get(mail.path).text("main")
        answer = ada.client.post(mail.path)

    assert answer.location == GRAVE
    assert not is_asked(ada)


def test_the_mail_of_a_proof_lets_nobody_in(
    ada: Browser, browse: Browse, cast: Cast, database: Database
) -> None:
    ada.post("/account/proof/mail", {})
    path = newest(database).path
    assert "Not in this browser" in browse().get(path).text("h1")
    browse(cast.cleo).post(path, expect=403)

    ada.post("/sign-out")
    ada.post(path, expect=403)


def test_one_browser_proves_nothing_for_another(
    ada: Browser, browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    other = browse(cast.ada)
    stopped.move(minutes=20)
    ada.post("/account/proof", {"password": PASSWORD})
    assert not is_asked(ada)
    assert is_asked(other)


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/account/sign-ins/abc/end", "/account"),
        ("/account/address/withdraw", "/account/address"),
        ("/account/address?a=b", "/account/address?a=b"),
        ("//evil.example", "/account"),
        ("https://evil.example", "/account"),
        ("", "/account"),
        ("/nothing/here", "/account"),
    ],
)
def test_the_proof_leads_to_a_page_that_can_be_read(ada: Browser, wanted: str, led: str) -> None:
    sent = {"password": PASSWORD, "next": wanted}
    assert ada.client.post("/account/proof", data=sent).location == led
