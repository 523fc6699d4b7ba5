"""Somebody who wants to go, and may still change their mind."""

import json
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from learning import certificates, mail, own_data
from learning.accounts import SignIn, User
from learning.content import Programme
from learning.db import Database
from learning.letters.write import key_of as letter_key
from learning.mail import Kind, Mail
from learning.own_data import Departure
from learning.web.database import db
from learning.web.leaving import who_leaves
from tests.browser import Browser
from tests.cast import PASSWORD, Cast, finish
from tests.conftest import Browse, StoppedClock
from tests.mail.receiver import Receiver, receiving
from tests.own_data.going import HERE
from tests.web.test_own_data import opened

ALL = "/account/data/everything.zip"
DELETION = "/account/data/deletion"
LEAVING = "/account/leaving"
ASKED = {"certificate": "keep", "notes": "unnamed"}


def going(browse: Browse, cast: Cast) -> Browser:
    """Ada, who has asked to go."""
    browser = browse(cast.ada)
    assert browser.client.post(DELETION, data=ASKED).location == LEAVING
    return browser


def test_who_wants_to_go_is_signed_out_everywhere_and_sees_nothing_but_the_way_back(
    browse: Browse, cast: Cast, database: Database
) -> None:
    elsewhere = browse(cast.ada)
    browser = going(browse, cast)

    said = browser.get(LEAVING).text("main")
    assert "9 March 2026" in browser.get(LEAVING).text("h1")
    assert "Keep my account" in said
    for path in ("/home", "/journal", "/account", "/account/data", ALL, DELETION):
        for there in (browser, elsewhere):
            assert there.client.get(path).location.startswith("/sign-in?next="), path
    with database.reading() as db:
        own = select(func.count()).where(SignIn.user_id == cast.ada.id)
        assert db.scalar(own) == 0
    assert "account/leaving" not in elsewhere.client.get("/").text


def test_signing_in_meanwhile_leads_to_that_page_and_signs_nobody_in(
    browse: Browse, cast: Cast
) -> None:
    going(browse, cast)
    back = browse()
    sent = {"email": "ada@example.org", "password": PASSWORD, "next": "/journal"}
    assert back.client.post("/sign-in", data=sent).location == LEAVING

    assert "Your account will be deleted" in back.get(LEAVING).text("h1")
    assert back.client.get("/home").status_code == 302
    told = browse().send("/sign-in", sent)
    assert told.status_code == 403
    assert "about to be deleted" in told.get_json()["message"]


def test_everything_can_still_be_taken(browse: Browse, cast: Cast) -> None:
    archive = opened(going(browse, cast).client.get(f"{LEAVING}/everything.zip"))

    whole = json.loads(archive.read("everything.json"))
    assert whole["departure"][0]["due_at"] == "2026-03-09T12:00:00Z"


def test_keeping_the_account_asks_to_sign_in_and_all_is_as_it_was(
    browse: Browse, cast: Cast, database: Database
) -> None:
    browser = going(browse, cast)
    anew = browser.client.post(f"{LEAVING}/stay").location
    assert "Your account is kept. Sign in" in browser.get(anew).text("main")
    assert browser.client.get("/home").status_code == 302, "a cookie of somebody who went is none"
    sent = {"email": cast.ada.email, "password": PASSWORD, "next": "/home?changed=kept"}
    home = browser.client.post("/sign-in", data=sent).location
    assert "Your account is kept. Nothing was lost." in browser.get(home).text("main")
    assert browser.client.get(LEAVING).location == "/sign-in", "she is not leaving any more"
    assert browser.client.post(f"{LEAVING}/stay").location == "/sign-in"
    with database.reading() as db:
        assert db.get(Departure, cast.ada.id) is None


def test_who_would_stay_is_told_if_the_account_went_in_that_moment(
    browse: Browse, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = going(browse, cast)

    def and_then_they_go() -> own_data.Leaving | None:
        found = who_leaves()
        db().execute(delete(User).where(User.id == cast.ada.id))
        return found

    monkeypatch.setattr("learning.web.own_data.who_leaves", and_then_they_go)
    said = browser.post(f"{LEAVING}/stay", expect=409).text("main")
    assert "nothing left to keep" in said


def test_the_page_speaks_of_certificates_to_who_has_one(
    browse: Browse, cast: Cast, database: Database, programme: Programme
) -> None:
    browser = going(browse, cast)
    assert "Certificates" not in browser.get(LEAVING).text("main")
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
        certificates.claim(db, cast.ada, programme, holder="Ada")
    assert "can still be checked" in browser.get(LEAVING).text("main")


def test_who_was_away_for_long_is_not_told_that_they_asked(
    browse: Browse, cast: Cast, database: Database
) -> None:
    browser = going(browse, cast)
    assert "You asked for this on 2 March 2026" in browser.get(LEAVING).text("main")
    with database.writing.begin() as db:
        db.execute(update(Departure).values(is_unused=True))

    said = browser.get(LEAVING).text("main")
    assert "You asked" not in said
    assert "Nobody has signed in to it for very long. We wrote so on 2 March 2026." in said


def test_signing_out_forgets_who_wanted_to_go(browse: Browse, cast: Cast) -> None:
    browser = going(browse, cast)
    browser.post("/sign-out")

    for path in (LEAVING, f"{LEAVING}/everything.zip"):
        assert browser.client.get(path).location == "/sign-in"


def test_strangers_and_those_who_stay_have_no_such_page(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    browser = going(browse, cast)
    for other in (browse(), browse(cast.ben)):
        for path in (LEAVING, f"{LEAVING}/everything.zip"):
            assert other.client.get(path).location == "/sign-in"
        assert other.client.post(f"{LEAVING}/stay").location == "/sign-in"
    stopped.move(hours=1, seconds=1)
    assert browser.client.get(LEAVING).location == "/sign-in", "who one is is proven again"


def test_a_page_of_an_earlier_wish_takes_nothing_back(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    earlier = going(browse, cast)
    with database.writing.begin() as db:
        own_data.stay(db, cast.ada.id)
    stopped.move(minutes=1)
    going(browse, cast)
    earlier.post(f"{LEAVING}/stay")

    with database.reading() as db:
        assert db.get(Departure, cast.ada.id)


@pytest.mark.slow
def test_mails_wait_while_somebody_wants_to_go_but_those_about_the_account(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    head = mail.letterhead_of("l@example.org", base_url=HERE.base_url, secret="a key")
    with receiving(Receiver()) as receiver:
        office = mail.PostOffice(database, mail.smtp_at(receiver.url), head, held=own_data.HELD)

        def subjects() -> list[str]:
            office.send_due()
            return [str(letter["subject"]) for letter in receiver.mails]

        browser = going(browse, cast)
        with database.writing.begin() as db:
            for person in (cast.ada, cast.ben):
                about: dict[str, Any] = {"subject": f"Tuesday, {person.name}", "body": "At two."}
                mail.send(db, to=person.email, user_id=person.id, kind=Kind.SESSION, **about)
            mail.send(db, to="guest@example.org", kind=Kind.SESSION, subject="Guest", body="Two.")
            letter: dict[str, Any] = {"subject": "A letter", "body": "It is back."}
            key = letter_key(1, stopped.now)
            mail.send(
                db, to=cast.ada.email, user_id=cast.ada.id, kind=Kind.ACCOUNT, key=key, **letter
            )
        asked = "Your account will be deleted on 9 March 2026"
        assert subjects() == [asked, "Tuesday, Ben", "Guest"]
        browser.post(f"{LEAVING}/stay")
        assert subjects() == [asked, "Tuesday, Ben", "Guest", "Tuesday, Ada", "A letter"]

        going(browse, cast)
        stopped.move(days=7)
        own_data.delete_due(database, HERE, sends_mail=True)
        assert subjects()[-1] == "Your account is deleted"
        own_data.forget_told(database)
    with database.reading() as db:
        assert db.get(User, cast.ada.id) is None
        assert "ada@example.org" not in str(db.scalars(select(Mail.to_address)).all())
