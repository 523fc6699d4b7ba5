"""A new secret key signs nobody out, while the one before is named."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr

from learning import followups, mail, planning
from learning.config import Settings
from learning.content import Editions
from learning.db import Database
from learning.followups import Link
from learning.mail import Kind
from learning.planning import Pass
from learning.web import create_app
from learning.web.signed import read_by_any_key
from tests.browser import Browser
from tests.cast import PASSWORD, Cast
from tests.conftest import NOON

PAGE = "/modules/listening/a-conversation"
At = Callable[..., Browser]


@pytest.fixture
def at(settings: Settings, editions: Editions, database: Database) -> At:
    """A browser at the same site with these keys, the first of which signs."""

    def at(*keys: str, cookie: str | None = None) -> Browser:
        given = {
            "secret_key": SecretStr(keys[0]),
            "previous_secret_keys": SecretStr(", ".join(keys[1:])),
        }
        app = create_app(settings.model_copy(update=given), editions=editions, connected=database)
        browser = Browser(app.test_client())
        if cookie:
            browser.client.set_cookie("learning", cookie)
        return browser

    return at


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("learning")
    assert cookie
    return cookie.value


def test_who_signed_in_before_stays_and_goes_on_writing(at: At, cast: Cast) -> None:
    before = at("the first")
    before.sign_in(cast.ada.email)
    typed = before.get(PAGE).fields(also="writer")

    after = at("the second", "the first", cookie=cookie_of(before))
    assert after.get(PAGE).fields(also="writer") == typed
    assert after.send(f"{PAGE}/entries", typed).status_code == 200

    twice = at("the third", "the second", "the first", cookie=cookie_of(before))
    assert twice.send(f"{PAGE}/entries", typed).status_code == 200


def test_a_page_from_before_is_taken_under_any_key_that_is_known(at: At, cast: Cast) -> None:
    before = at("the second")
    before.sign_in(cast.ada.email)
    typed = before.get(PAGE).fields(also="writer")
    after = at("the second", "the first", cookie=cookie_of(before))
    assert after.get(PAGE).fields(also="writer")["writer"] != typed["writer"]
    assert after.send(f"{PAGE}/entries", typed).status_code == 200
    for strange in ("ö", "", "guest"):
        assert after.send(f"{PAGE}/entries", typed | {"writer": strange}).status_code != 200


def test_a_key_that_is_not_named_any_more_counts_for_nothing(at: At, cast: Cast) -> None:
    before = at("the first")
    before.sign_in(cast.ada.email)
    after = at("the second", cookie=cookie_of(before))
    assert after.client.get("/home").status_code == 302
    after.post("/sign-in", {"email": cast.ada.email, "password": PASSWORD})
    assert after.client.get("/home").status_code == 200


def test_links_that_were_mailed_before_still_lead_somewhere(at: At) -> None:
    app = at("the second", "the first").client.application
    mailed = mail.link_token("the first", "ada@example.org", Kind.REMINDER)
    reply = planning.link_token("the first", Pass(7, None))
    link = Link(7, NOON, followups.mailbox_of("ada@example.org"))
    practice = followups.link_token("the first", link)
    with app.test_request_context():
        assert read_by_any_key(mail.read_token, mailed).address == "ada@example.org"
        assert read_by_any_key(planning.read_token, reply) == Pass(7, None)
        assert read_by_any_key(followups.read_link, practice) == link
