"""Setting up a second step to sign in, and taking it away, page by page."""

import re
from base64 import b32encode

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import SignIn
from learning.config import Settings
from learning.mail import Mail
from learning.second_factor import Authenticator
from tests.browser import Browser, Page
from tests.cast import APP_KEY, PASSWORD, WORDS, Cast, give_app
from tests.conftest import Browse, StoppedClock

HERE = "/account/second-factor"


def value_of(page: Page, name: str) -> str:
    return next(a["value"] or "" for _, a in page.tags if a.get("name") == name)


def set_up(browser: Browser, going: str = "") -> tuple[pyotp.TOTP, Page]:
    """Set an app up as a person does; return it and the page that says that it is."""
    page = browser.get(f"{HERE}/app{going}")
    app = pyotp.TOTP(
        re.sub(r"\s", "", page.texts["p"][page.texts["p"].index("Or type this key") + 1])
    )
    sent = {name: value_of(page, name) for name in ("key", "next")}
    code = app.at(clock.now())
    return app, browser.post(f"{HERE}/app", sent | {"code": code}, expect=200)


def led_to(browser: Browser, path: str) -> str:
    """Return where an address leads in the end."""
    response = browser.client.get(path, follow_redirects=True)
    return f"{response.status_code} {response.request.path}"


def test_somebody_sets_an_app_up_and_is_asked_for_its_code(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    app, page = set_up(ada)
    assert page.text("h1") == "Your recovery codes"
    assert "Set up on 2 March 2026" in ada.get(HERE).text("main")
    stopped.move(minutes=1)

    again = browse()
    sent = {"email": cast.ada.email, "password": PASSWORD, "next": "/journal"}
    assert again.client.post("/sign-in", data=sent).location == "/sign-in/second"
    assert led_to(again, "/journal") == "200 /sign-in"
    refused = again.post("/sign-in/second", {"code": "12345"}, expect=422)
    assert "That code is not right" in refused.text("main")
    answer = again.client.post("/sign-in/second", data={"code": app.at(clock.now())})
    assert answer.location == "/journal"
    assert led_to(again, "/journal") == "200 /journal"


def test_the_page_with_the_key_can_be_scanned_and_keeps_nothing(
    browse: Browse, cast: Cast, db: Session
) -> None:
    ada = browse(cast.ada)
    page = ada.get(f"{HERE}/app")
    assert 'role="img"' in page.html

    sent = {"key": value_of(page, "key"), "code": "000000"}
    refused = ada.post(f"{HERE}/app", sent, expect=422)
    assert value_of(refused, "key") == sent["key"], "the app that was scanned is the one"
    assert "not the code that the app shows" in refused.text("main")
    for key in ("", "forged", b32encode(b"mine").decode()):
        answer = ada.client.post(f"{HERE}/app", data={"key": key, "code": "000000"})
        assert answer.location == f"{HERE}/app"
    assert not db.scalar(select(Authenticator).filter_by(user_id=cast.ada.id))


def test_a_recovery_code_is_shown_once_and_lets_in_once(
    browse: Browse, cast: Cast, db: Session
) -> None:
    ada = browse(cast.ada)
    _, page = set_up(ada)
    code, *others = page.texts["textarea"][0].split()
    assert len(others) == 9
    assert code not in ada.get(HERE).html

    for expected in (303, 422):
        again = browse()
        again.post("/sign-in", {"email": cast.ada.email, "password": PASSWORD})
        again.post("/sign-in/second", {"recovery": code.upper()}, expect=expected)
    assert "You have 9 left" in ada.get(HERE).text("main")
    (new, *_) = ada.post(f"{HERE}/codes", expect=200).texts["textarea"][0].split()
    assert again.client.get("/sign-in/second").location == "/sign-in", "it was for the earlier ones"
    again.post("/sign-in", {"email": cast.ada.email, "password": PASSWORD})
    again.post("/sign-in/second", {"recovery": others[0]}, expect=422)
    again.post("/sign-in/second", {"recovery": new})
    subjects = db.scalars(select(Mail.subject).where(Mail.to_address == cast.ada.email)).all()
    assert set(subjects) == {"A change in how you sign in"}


@pytest.mark.parametrize("number", ["0", "9" * 9, "9" * 12, "9" * 30])
def test_a_passkey_that_is_not_there_cannot_be_removed(
    browse: Browse, cast: Cast, number: str
) -> None:
    browse(cast.ada).post(f"{HERE}/passkeys/{number}/removal", expect=404)


def test_nobody_makes_codes_without_a_second_step(browse: Browse, cast: Cast) -> None:
    assert browse(cast.ada).client.post(f"{HERE}/codes").location == HERE


def test_to_change_it_one_proves_anew_who_one_is(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    set_up(ada)
    stopped.move(minutes=16)

    for path in ("app", "passkeys"):
        assert ada.client.get(f"{HERE}/{path}").location == f"/account/proof?next={HERE}/{path}"
    for path in ("app", "app/removal", "passkeys", "passkeys/1/removal", "codes"):
        assert ada.client.post(f"{HERE}/{path}").location.startswith("/account/proof?next=")
    assert "Set up on" in ada.get(HERE).text("main")


@pytest.mark.parametrize("path", ["app/removal", "passkeys/1/removal", "codes"])
def test_who_comes_back_from_the_proof_finds_the_page(
    browse: Browse, cast: Cast, path: str
) -> None:
    assert led_to(browse(cast.ada), f"{HERE}/{path}") == f"200 {HERE}"


def test_a_learner_removes_theirs_and_an_admin_keeps_the_last(
    browse: Browse, cast: Cast, db: Session
) -> None:
    ada, dana = browse(cast.ada), browse(cast.dana)
    set_up(ada)
    ada.post(f"{HERE}/app/removal")
    ada.post(f"{HERE}/app/removal")
    browse(cast.ada).get("/home")

    page = dana.get(HERE)
    assert "Remove the app" not in page.html
    refused = dana.post(f"{HERE}/app/removal", expect=409)
    assert "Set up another one before" in refused.text("main")
    dana.get("/admin/statistics")


def test_an_admin_without_one_is_led_to_set_it_up_and_then_on(
    browse: Browse, cast: Cast, db: Session
) -> None:
    db.query(Authenticator).delete()
    db.commit()
    dana = browse(cast.dana)
    for path in ("/admin", "/admin/statistics", "/admin/quotes"):
        assert led_to(dana, path) == f"200 {HERE}"
    assert led_to(dana, "/home") == "200 /home"
    assert dana.client.post("/admin/organisations/merges").location == "/sign-in/second?next=/admin"
    page = dana.get(f"{HERE}?next=/admin/content")
    assert "Admins need a second step" in page.text("main")

    _, shown = set_up(dana, "?next=/admin/content")
    assert "/admin/content" in [a.get("href") for tag, a in shown.tags if tag == "a"]
    dana.get("/admin/content")


def test_an_admin_who_was_signed_in_before_shows_it_and_gets_a_fresh_id(
    browse: Browse, cast: Cast, db: Session, stopped: StoppedClock
) -> None:
    db.query(Authenticator).delete()
    db.commit()
    dana = browse(cast.dana)
    ids = select(SignIn.id).where(SignIn.user_id == cast.dana.id, SignIn.device != "A test")
    before = db.scalar(ids)
    give_app(db, cast.dana.id)
    db.commit()

    assert led_to(dana, "/admin/content") == "200 /sign-in/second"
    sent = {"code": pyotp.TOTP(APP_KEY).at(clock.now()), "next": "/admin/content"}
    assert dana.client.post("/sign-in/second", data=sent).location == "/admin/content"
    dana.get("/admin/content")
    db.expire_all()
    assert db.scalars(ids).all() != [before]
    assert db.scalar(select(func.count()).select_from(ids.subquery())) == 1


@pytest.fixture
def for_everybody(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = Settings(
        **(settings.model_dump() | {"second_factor": "everybody"})
    )


@pytest.mark.usefixtures("for_everybody")
def test_a_setting_asks_it_of_everybody_and_loses_no_word(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    for path in ("/home", "/account", "/journal"):
        assert led_to(ada, path) == f"200 {HERE}"
    assert "Everybody here needs" in ada.get(HERE).text("main")
    page = "/modules/listening/what-it-is"
    lost = ada.post(f"{page}/entries", {"first-look.reflection": WORDS}, expect=403)
    assert WORDS in lost.text("main")
    browse().get("/modules/listening")

    set_up(ada)
    ada.get("/home")
    assert "Remove the app" not in ada.get(HERE).html
