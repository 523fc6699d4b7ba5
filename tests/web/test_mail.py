"""Choosing one's mails: on the account page, and by the link in each, without signing in."""

import pytest
from flask import Flask

from learning import mail
from learning.config import Settings
from learning.content import Editions
from learning.db import Database
from learning.mail import Attachment, Kind
from learning.web import create_app
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse


def stopped(database: Database, address: str) -> set[Kind]:
    with database.reading() as db:
        return set(mail.stopped_by(db, address))


def ticked(browser: Browser) -> set[str]:
    tags = browser.get("/account").tags
    return {str(a["name"]) for tag, a in tags if tag == "input" and "checked" in a}


@pytest.fixture
def link(settings: Settings) -> str:
    token = mail.link_token(settings.prepare().secret(), "ada@example.org", Kind.REMINDER)
    return f"/mail/unsubscribe/{token}"


def test_one_chooses_which_mails_come(browse: Browse, cast: Cast, database: Database) -> None:
    ada = browse(cast.ada)
    assert ticked(ada) == {"session", "reminder", "follow_up", "invitation"}
    for _ in range(2):
        ada.post("/account/mail", {"session": "y", "follow_up": "y", "invitation": "y"})

    assert ticked(ada) == {"session", "follow_up", "invitation"}
    assert stopped(database, cast.ada.email) == {Kind.REMINDER}
    assert stopped(database, cast.ben.email) == set()
    assert "Mails go as you chose" in ada.get("/account?changed=mail").text("main")


def test_the_page_says_that_no_mail_is_sent_where_none_is(
    browse: Browse, cast: Cast, settings: Settings, database: Database, editions: Editions
) -> None:
    assert "sends no mail at all" in browse(cast.ada).get("/account").text("main")

    given = {"smtp_url": "smtp://localhost", "mail_from": "a@b.org"}
    sends = Settings(**(settings.model_dump() | given))
    app = create_app(sends, editions=editions, connected=database)
    ada = Browser(app.test_client())
    ada.sign_in(cast.ada.email)
    assert "sends no mail" not in ada.get("/account").text("main")


def test_a_choice_moves_with_the_address(browse: Browse, cast: Cast, database: Database) -> None:
    ada = browse(cast.ada)
    ada.post("/account/mail", {"session": "y", "follow_up": "y", "invitation": "y"})
    ada.post("/account/address", {"email": "ada@new.example"})

    assert stopped(database, "ada@new.example") == {Kind.REMINDER}


def test_the_link_in_a_mail_asks_and_its_button_stops(
    browse: Browse, database: Database, link: str
) -> None:
    guest = browse()
    asked = guest.get(link)
    assert "ada@example.org" in asked.text("main")
    assert stopped(database, "ada@example.org") == set(), "a GET never writes"

    for _ in range(2):
        assert "no more" in guest.post(link, expect=200).text("h1")
    assert stopped(database, "ada@example.org") == {Kind.REMINDER}
    assert "no more" in guest.get(link).text("h1")

    guest.post(link.replace("unsubscribe", "resume"))
    assert stopped(database, "ada@example.org") == set()


def test_a_mail_programme_stops_them_in_one_click(
    app: Flask, database: Database, link: str
) -> None:
    answer = app.test_client().post(link, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200, "not a redirect, which such programmes do not follow"
    assert stopped(database, "ada@example.org") == {Kind.REMINDER}


def test_the_link_tells_nothing_but_the_address(
    browse: Browse, cast: Cast, link: str, settings: Settings
) -> None:
    token = mail.link_token(settings.secret(), "nobody@example.org", Kind.REMINDER)
    known, unknown = browse().client.get(link), browse().client.get(f"/mail/unsubscribe/{token}")

    assert known.text.replace(link, "").replace("ada@", "").replace(link.split("/")[-1], "") == (
        unknown.text.replace(f"/mail/unsubscribe/{token}", "").replace("nobody@", "")
        .replace(token, "")
    )  # fmt: skip
    assert known.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["unsubscribe", "resume"])
def test_a_link_that_is_not_ours_is_not_found(browse: Browse, link: str, path: str) -> None:
    forged = link.replace("unsubscribe", path)[:-1] + "x"

    assert "incomplete" in browse().post(forged, expect=404).text("main")
    assert "incomplete" in browse().get(link[:-1] + "x", expect=404).text("main")


def test_in_development_the_mails_can_be_read(
    app: Flask, settings: Settings, database: Database, editions: Editions
) -> None:
    assert app.test_client().get("/_mail").status_code == 404, "and nowhere else"
    shown = settings.model_copy(update={"development": True})
    guest = Browser(create_app(shown, editions=editions, connected=database).test_client())
    assert "No mail yet" in guest.get("/_mail").text("main")
    files = [Attachment("session.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR")]
    with database.writing.begin() as db:
        for kind in Kind:
            mail.send(
                db, to="ada@example.org", subject=f"<b>{kind}", body="<script>", kind=kind,
                attachments=files,
            )  # fmt: skip

    page = guest.get("/_mail")
    assert page.html.count("&lt;script&gt;") == len(Kind)
    assert page.html.count("BEGIN:VCALENDAR") == len(Kind)
    links = [str(a["href"]) for tag, a in page.tags if "unsubscribe" in str(a.get("href"))]
    assert [guest.get(link.removeprefix("http://localhost")) for link in links]
    assert len(links) == len(mail.OPTIONAL)
