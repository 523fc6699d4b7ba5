"""Signing in and up by mail, and a new password: nobody learns whether an address is known."""

import pytest
from sqlalchemy import func, select

from learning.accounts import SignIn
from learning.config import Settings
from learning.db import Database
from learning.mailed_links import MailedLink
from tests.browser import Browser, Page
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse, StoppedClock
from tests.mailed_links.mailed import arrived, newest
from tests.web.by_mail import sending

NEW = "another set of words"
STRANGER = "eve@example.org"
EVE = {"name": "Eve", "email": STRANGER, "password": PASSWORD, "next": "/journal"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


def asked(browse: Browse, email: str, path: str = "/sign-in/link") -> Browser:
    """Ask for a link as somebody would, and return their browser."""
    browser = browse()
    browser.post(path, {"email": email, "next": "/journal"})
    return browser


def is_in(browser: Browser) -> bool:
    return browser.client.get("/home").status_code == 200


def main(page: Page) -> str:
    return page.text("main")


def test_a_link_signs_in_where_it_was_asked_for_after_a_press(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = asked(browse, cast.ada.email)
    path = newest(database).path
    for _ in range(2):
        assert "Sign me in" in main(ada.get(path))
    assert not is_in(ada)

    assert ada.client.post(path).location == "/journal"

    assert is_in(ada)
    ada.get(path, expect=404)
    ada.post(path, expect=404)
    assert "confirmed on 2 March 2026" in main(ada.get("/account"))


def test_a_code_signs_in_where_the_link_was_asked_for(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = asked(browse, cast.ada.email)
    assert cast.ada.email in main(ada.get("/sign-in/code"))
    assert "not the code" in main(ada.post("/sign-in/code", {"code": "BBBBBBBB"}, expect=422))
    ada.post("/sign-in/code", {"code": ""}, expect=422)

    ada.post("/sign-in/code", {"code": newest(database).code.lower()})
    assert is_in(ada)


def test_a_link_that_was_passed_on_opens_nothing(
    browse: Browse, cast: Cast, database: Database
) -> None:
    asked(browse, cast.ada.email)
    path = newest(database).path
    for eve in (browse(), asked(browse, cast.ada.email), browse(cast.cleo)):
        assert "only in the browser where it was asked for" in main(eve.get(path))
        eve.post(path, expect=403)


def test_a_wrong_code_counts_and_five_are_enough(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = asked(browse, cast.ada.email)
    for _ in range(5):
        ada.post("/sign-in/code", {"code": "BBBBBBBB"}, expect=422)
    page = ada.post("/sign-in/code", {"code": newest(database).code}, expect=422)
    assert "Ask for a new one" in main(page)


@pytest.mark.parametrize("path", ["/sign-in/link", "/new-password"])
def test_nobody_sees_whether_an_address_is_known(
    browse: Browse, cast: Cast, database: Database, path: str
) -> None:
    def seen(email: str) -> list[object]:
        browser = browse()
        answer = browser.client.post(path, data={"email": email})
        page = browser.get(answer.location)
        form = {"code": "BBBBBBBB", "new_password": NEW}
        wrong = browser.post(answer.location, form, expect=422)
        return [
            answer.status_code, answer.location, page.html.replace(email, "…"),
            wrong.html.replace(email, "…"), len(str(answer.headers.getlist("Set-Cookie"))) // 40,
        ]  # fmt: skip

    assert seen("ben@example.org") == seen("eve@example.org")
    assert len(arrived(database)) == 2


def test_a_new_password_ends_every_other_sign_in_and_is_told(
    browse: Browse, cast: Cast, database: Database
) -> None:
    elsewhere = browse(cast.ada)
    ada = asked(browse, cast.ada.email, "/new-password")
    path = newest(database).path
    weak = ada.post(path, {"new_password": "short"}, expect=422)
    assert "at least 12" in main(weak)

    assert ada.client.post(path, data={"new_password": NEW}).location == "/journal"

    assert is_in(ada)
    assert not is_in(elsewhere)
    assert "was changed" in newest(database).subject
    browse().post("/sign-in", {"email": cast.ada.email, "password": NEW})
    ada.post(path, {"new_password": NEW}, expect=404)


def test_a_new_password_by_code(browse: Browse, cast: Cast, database: Database) -> None:
    ada = asked(browse, cast.ada.email, "/new-password")
    ada.get("/new-password/code")
    code = newest(database).code
    ada.post("/new-password/code", {"code": code, "new_password": "short"}, expect=422)
    ada.post("/new-password/code", {"code": "BBBBBBBB", "new_password": NEW}, expect=422)
    sent = {"code": code, "new_password": NEW}
    assert ada.client.post("/new-password/code", data=sent).location == "/journal"
    browse().post("/sign-in", {"email": cast.ada.email, "password": NEW})


@pytest.mark.parametrize("way", ["link", "code"])
def test_who_was_going_nowhere_reads_that_the_password_is_changed(
    browse: Browse, cast: Cast, database: Database, way: str
) -> None:
    ada = browse()
    ada.post("/new-password", {"email": cast.ada.email, "next": ""})
    mailed = newest(database)
    path = mailed.path if way == "link" else "/new-password/code"
    led = ada.client.post(path, data={"code": mailed.code, "new_password": NEW}).location

    assert "Your password is changed" in main(ada.get(led))


def test_what_was_not_asked_for_leads_back(browse: Browse, cast: Cast) -> None:
    for code, ask in (("/sign-in/code", "/sign-in/link"), ("/new-password/code", "/new-password")):
        assert browse().client.get(code).location == ask
        assert browse().client.post(code, data={"code": "BBBBBBBB"}).location == ask
    browse().get("/from-mail/nothing", expect=404)
    browse().post("/from-mail/n%C3%B6", expect=404)
    browse().post("/sign-in/link", {"email": "nonsense"}, expect=422)


def test_asking_too_often_is_slowed_down(browse: Browse, cast: Cast) -> None:
    for path, form in (("/sign-in/link", {"email": STRANGER}), ("/sign-up", EVE)):
        for _ in range(4):
            asked_here = browse().post(path, form)
        assert asked_here
        assert "Too many tries" in main(browse().post(path, form, expect=429))


def test_a_link_never_leads_where_a_browser_says_we_are(
    browse: Browse, cast: Cast, database: Database
) -> None:
    evil = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    browse().client.post("/sign-in/link", data={"email": cast.ada.email}, headers=evil)
    assert "http://learn.example/from-mail/" in newest(database).body
    assert "evil" not in newest(database).body


def test_where_to_go_on_to_stays_in_the_house(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = browse()
    ada.post("/sign-in/link", {"email": cast.ada.email, "next": "//evil.example"})
    assert ada.client.post(newest(database).path).location == "/home"


def test_signing_in_by_mail_begins_under_a_new_id(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = asked(browse, cast.ada.email)
    before = ada.client.get_cookie("learning")
    ada.post(newest(database).path)
    after = ada.client.get_cookie("learning")
    assert before
    assert after
    assert before.value != after.value
    with database.reading() as db:
        # The first proof of her address has ended her sign-in of before.
        assert db.scalar(select(func.count()).select_from(SignIn)) == 4


def test_a_link_that_is_over_says_so_and_how_to_go_on_whether_it_ever_was_one(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    ada = asked(browse, cast.ada.email)
    used = newest(database).path
    ada.post(used)
    asked(browse, cast.ada.email)
    late = newest(database).path
    stopped.move(minutes=15)

    def shown(path: str) -> list[str]:
        return [browse().get(path, expect=404).html, browse().post(path, expect=404).html]

    invented = shown("/from-mail/invented")
    assert shown(used) == shown(late) == invented
    page = browse().get(used, expect=404)
    assert "This link works no more" in main(page)
    assert "works once, most of them for 15 minutes" in main(page)
    for way in ("/sign-in/link", "/sign-in", "/new-password", "/sign-up"):
        assert f'href="{way}"' in page.html
    assert 'href="/account"' in browse(cast.ben).get(used, expect=404).html


def test_a_link_is_over_in_time(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    ada = asked(browse, cast.ada.email)
    stopped.move(minutes=15)
    assert "too old" in main(ada.get(newest(database).path, expect=404))
    ada.post(newest(database).path, expect=404)
    with database.reading() as db:
        assert db.scalar(select(MailedLink.used_at)) is None
