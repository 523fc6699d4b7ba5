"""Between the first proof and the second: half signed in, for ten minutes, and nobody yet."""

from urllib.parse import quote

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import clock, second_factor
from learning.accounts import SignIn, User
from learning.config import Settings
from learning.sealing import Sealer
from learning.second_factor import Authenticator, Challenge, Site
from learning.web import passkeys
from tests.browser import Browser
from tests.cast import APP_KEY, PASSWORD, Cast
from tests.conftest import Browse, StoppedClock
from tests.second_factor.soft_key import SoftKey

SITE = Site("localhost", ("http://localhost",), "Anchored here")


def right_code() -> str:
    return pyotp.TOTP(APP_KEY).at(clock.now())


def begin(browse: Browse, cast: Cast, **more: str) -> Browser:
    """Dana has given her password."""
    dana = browse()
    sent = {"email": cast.dana.email, "password": PASSWORD} | more
    assert dana.client.post("/sign-in", data=sent).location == "/sign-in/second"
    return dana


def test_who_is_half_signed_in_is_nobody(browse: Browse, cast: Cast, db: Session) -> None:
    here = select(func.count()).select_from(SignIn).where(SignIn.user_id == cast.dana.id)
    before = db.scalar(here)
    db.rollback()
    dana = begin(browse, cast)

    for path in ("/home", "/admin/content", "/account"):
        assert dana.client.get(path).location == f"/sign-in?next={quote(path)}"
    assert db.scalar(here) == before
    page = dana.get("/sign-in/second")
    assert cast.dana.email not in page.html
    assert "So we also ask for the code on your phone." in page.text("main")


def test_ten_minutes_are_enough_and_then_it_begins_anew(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    slow, slower = begin(browse, cast), begin(browse, cast)
    stopped.move(minutes=9)
    slow.post("/sign-in/second", {"code": right_code()})
    slow.get("/home")
    stopped.move(minutes=2)
    late = slower.client.post("/sign-in/second", data={"code": right_code()})
    assert late.location == "/sign-in"
    assert slower.client.get("/sign-in/second").location == "/sign-in"


@pytest.mark.parametrize("goal", ["https://evil.example", "//evil.example"])
def test_it_leads_home_and_never_to_another_site(browse: Browse, cast: Cast, goal: str) -> None:
    dana = begin(browse, cast, next=goal)
    sent = {"code": right_code(), "next": goal}
    assert dana.client.post("/sign-in/second", data=sent).location == "/home"
    assert dana.client.get(f"/sign-in/second?next={goal}").location == "/home"


def test_a_code_that_was_seen_over_the_shoulder_is_of_no_use(browse: Browse, cast: Cast) -> None:
    dana, thief = begin(browse, cast), begin(browse, cast)
    dana.post("/sign-in/second", {"code": right_code()})
    refused = thief.post("/sign-in/second", {"code": right_code()}, expect=422)
    assert "works once" in refused.text("main")


def test_guessing_is_slowed(browse: Browse, cast: Cast) -> None:
    thief = begin(browse, cast)
    for _ in range(5):
        thief.post("/sign-in/second", {"code": "000000"}, expect=422)
    slowed = thief.client.post("/sign-in/second", data={"code": right_code()})
    assert slowed.status_code == 429
    assert int(slowed.headers["Retry-After"]) > 0


def test_the_code_alone_lets_nobody_in(browse: Browse, cast: Cast) -> None:
    for path in ("/sign-in/second", "/sign-in/second/passkey"):
        answer = browse().client.post(path, data={"code": right_code(), "recovery": "x"})
        assert answer.location == "/sign-in"


def test_somebody_whose_account_is_gone_meanwhile_begins_anew(
    browse: Browse, cast: Cast, db: Session
) -> None:
    dana = begin(browse, cast)
    db.delete(db.get_one(User, cast.dana.id))
    db.commit()
    answer = dana.client.post("/sign-in/second", data={"code": right_code()})
    assert answer.location == "/sign-in"


def test_a_script_is_told_where_to_go_on_and_failures_are_forgiven(
    browse: Browse, cast: Cast
) -> None:
    page = browse()
    sent = {"email": cast.dana.email, "password": PASSWORD}
    for _ in range(4):
        page.send("/sign-in", sent | {"password": "wrong"})
    answer = page.send("/sign-in", sent)
    assert (answer.status_code, answer.json["second"]) == (401, "/sign-in/second")  # type: ignore[index]
    assert "One step is left" in answer.json["message"]  # type: ignore[index]
    for _ in range(4):
        assert page.send("/sign-in", sent | {"password": "wrong"}).status_code == 422
    page.send("/sign-in", sent)

    page.post("/sign-in/second", {"code": right_code()})
    page.get("/home")


def test_a_server_that_lost_its_key_says_so_and_takes_a_code_on_paper(
    browse: Browse, cast: Cast, db: Session
) -> None:
    codes = second_factor.new_codes()
    second_factor.replace_codes(db, cast.dana.id, second_factor.hash_codes(codes))
    lost = Sealer(["a lost key"], "authenticator").seal(APP_KEY.encode())
    db.execute(update(Authenticator).values(secret=lost))
    db.commit()
    dana = begin(browse, cast)
    refused = dana.post("/sign-in/second", {"code": right_code()}, expect=422)
    assert "cannot check codes of your app" in refused.text("main")
    assert "I have a recovery code" in refused.text("main")
    answer = dana.client.post("/sign-in/second", data={"recovery": codes[0]})
    assert answer.location == "/home"


def add_passkey(app: Flask, db: Session, cast: Cast, stopped: StoppedClock) -> SoftKey:
    key = SoftKey()
    _, challenge = second_factor.creation_options(db, cast.dana, SITE)
    asked = Challenge(challenge, clock.now())
    second_factor.add_passkey(db, cast.dana, "Laptop", key.made(challenge), asked, SITE)
    db.commit()
    stopped.move(seconds=5)
    return key


def challenge_of(browser: Browser) -> bytes:
    with browser.client.session_transaction() as cookie:
        return bytes.fromhex(cookie["challenge"]["is"])


def test_a_passkey_lets_in_once_for_each_time_it_is_asked(
    browse: Browse, cast: Cast, db: Session, app: Flask, stopped: StoppedClock
) -> None:
    key = add_passkey(app, db, cast, stopped)
    dana = begin(browse, cast)
    assert "Use a passkey" in dana.get("/sign-in/second").html
    kept = dana.client.get_cookie("learning")
    answer = {"answer": key.shown(challenge_of(dana))}
    stopped.move(seconds=5)
    dana.post("/sign-in/second/passkey", answer)
    dana.get("/admin/content")

    assert kept
    thief = browse()
    thief.client.set_cookie("learning", kept.value)
    refused = thief.post("/sign-in/second/passkey", answer, expect=422)
    assert "was not accepted" in refused.text("main")
    again = thief.post("/sign-in/second/passkey", answer, expect=422)
    assert "was not accepted" in again.text("main"), "of a challenge that is not that one"


def test_the_challenge_for_a_new_passkey_is_good_once(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.get("/account/second-factor/passkeys")
    sent = {"name": "Laptop", "answer": SoftKey().made(challenge_of(ada))}

    page = ada.post("/account/second-factor/passkeys", sent, expect=200)
    assert page.text("h1") == "Your recovery codes"
    assert "Laptop" in ada.get("/account/second-factor").text("main")
    again = ada.post("/account/second-factor/passkeys", sent, expect=422)
    assert "took too long" in again.text("main")
    nameless = ada.post("/account/second-factor/passkeys", sent | {"name": " "}, expect=422)
    assert "Name it" in nameless.text("main")


def test_where_the_site_has_no_name_no_passkey_is_asked_for(app: Flask, settings: Settings) -> None:
    for host, found in (("127.0.0.1:8000", None), ("[::1]:8000", None), ("learn.example", 2)):
        with app.test_request_context(base_url=f"http://{host}"):
            site = passkeys.site()
            assert (len(site.origins) if site else None) == found
    app.extensions["settings"] = Settings(
        **(settings.model_dump() | {"base_url": "https://learn.example:443/"})
    )
    with app.test_request_context(base_url="http://inside"):
        site = passkeys.site()
        assert site
        assert (site.host, site.origins) == ("learn.example", ("https://learn.example",))
