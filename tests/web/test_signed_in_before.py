"""A sign-in from before the second step: it reads on, and does nothing grave without it."""

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.mail import Mail
from tests.browser import Browser
from tests.cast import APP_KEY, PASSWORD, Cast, give_app
from tests.conftest import Browse
from tests.web.test_second_factor import HERE, led_to, set_up


def with_app(db: Session, person: Person) -> None:
    """Give somebody an app as if it had been set up before sign-ins ended by that."""
    give_app(db, person.id)
    db.commit()


def show_code(browser: Browser) -> None:
    browser.post("/sign-in/second", {"code": pyotp.TOTP(APP_KEY).at(clock.now())})


def test_a_sign_in_from_before_cannot_change_what_was_set_up_since(
    browse: Browse, cast: Cast, db: Session
) -> None:
    phone, thief = browse(cast.ada), browse(cast.ada)
    with_app(db, cast.ada)

    for path in ("app", "app/removal", "passkeys", "passkeys/1/removal", "codes"):
        led = thief.client.post(f"{HERE}/{path}").location
        assert led == f"/sign-in/second?next={HERE}/{path}"
    assert led_to(thief, f"{HERE}/app") == "200 /sign-in/second"
    show_code(phone)
    phone.post(f"{HERE}/app/removal")
    assert led_to(phone, HERE) == f"200 {HERE}"


@pytest.mark.parametrize(
    "path", ["/account/data/everything.zip", "/account/data/deletion", "/account/address"]
)
def test_what_is_grave_takes_the_second_step_in_a_sign_in_from_before(
    browse: Browse, cast: Cast, db: Session, path: str
) -> None:
    ada = browse(cast.ada)
    with_app(db, cast.ada)
    ada.post("/account/proof", {"password": PASSWORD})
    assert ada.client.get(path).location == f"/sign-in/second?next={path}"
    sent = {"old_password": PASSWORD, "new_password": "four odd kettles here"}
    led = ada.client.post("/account/password", data=sent).location
    assert led == "/sign-in/second?next=/account"
    show_code(ada)

    assert ada.client.get(path).status_code == 200


def test_the_first_second_step_ends_all_other_sign_ins_and_says_so(
    browse: Browse, cast: Cast, db: Session
) -> None:
    phone, other = browse(cast.ada), browse(cast.ada)
    assert "signed out everywhere but here" in phone.get(HERE).text("main")
    set_up(phone)
    assert led_to(other, "/home") == "200 /sign-in"
    assert led_to(phone, "/home") == "200 /home"
    told = db.scalars(select(Mail.body).where(Mail.to_address == cast.ada.email)).all()
    assert any("signed out everywhere else" in body for body in told)
