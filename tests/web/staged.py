"""Scenes in which something happens that concerns security."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from learning import second_factor
from learning.accounts import sign_ins_of
from learning.db import Database
from tests.browser import Browser
from tests.cast import PASSWORD, Cast, gather, give_app, give_passkey, next_code
from tests.conftest import Browse, StoppedClock
from tests.mailed_links.mailed import arrived, newest
from tests.second_factor.soft_key import SoftKey
from tests.web.test_leaving import ASKED, DELETION, LEAVING
from tests.web.test_second_factor import set_up
from tests.web.test_second_step import challenge_of

NEW = "another set of words"
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


@dataclass
class Stage:
    """Ada, signed in, and whatever else a scene needs."""

    app: Flask
    browse: Browse
    cast: Cast
    database: Database
    clock: StoppedClock
    ada: Browser

    @property
    def guest(self) -> Browser:
        return self.browse()

    def halfway(self) -> Browser:
        """Return a browser in which Dana has given her password."""
        return self._sent("/sign-in", email=self.cast.dana.email, password=PASSWORD)

    def code(self) -> str:
        with self.database.writing.begin() as db:
            return next_code(db, self.clock.now)

    def asked(self, path: str) -> Browser:
        """Return a browser that has asked for a mail to Ada."""
        return self._sent(path, email=self.cast.ada.email)

    def _sent(self, path: str, **sent: str) -> Browser:
        browser = self.browse()
        browser.post(path, sent)
        return browser

    def give(self, thing: Callable[..., object], *what: object) -> None:
        with self.database.writing.begin() as db:
            thing(db, *what)


def sign_in(of: Stage, password: str, expect: int = 303) -> None:
    of.guest.post("/sign-in", {"email": of.cast.ada.email, "password": password}, expect=expect)


def come_in_by_password(of: Stage) -> None:
    sign_in(of, "wrong", 422)
    of.guest.post("/sign-in", {"email": "eve@example.org", "password": PASSWORD}, expect=422)
    sign_in(of, PASSWORD)


def guess_on(of: Stage) -> None:
    for password, expect in [*[("wrong", 422)] * 5, (PASSWORD, 429)]:
        sign_in(of, password, expect)


def come_in_by_link(of: Stage) -> None:
    ada = of.asked("/sign-in/link")
    path = newest(of.database).path
    ada.post(path)
    ada.get(path, expect=404)


def come_in_by_code(of: Stage) -> None:
    ada = of.asked("/sign-in/link")
    ada.post("/sign-in/code", {"code": "BBBBBBBB"}, expect=422)
    ada.post("/sign-in/code", {"code": newest(of.database).code})


def press_a_link_elsewhere(of: Stage) -> None:
    of.asked("/sign-in/link")
    of.guest.get(newest(of.database).path)
    of.guest.post(newest(of.database).path, expect=403)


def new_password_by_link(of: Stage) -> None:
    ada = of.asked("/new-password")
    ada.post(newest(of.database).path, {"new_password": NEW})


def new_password_by_code(of: Stage) -> None:
    ada = of.asked("/new-password")
    ada.post("/new-password/code", {"code": newest(of.database).code, "new_password": NEW})


def show_app(of: Stage) -> None:
    dana = of.halfway()
    dana.post("/sign-in/second", {"code": "000000"}, expect=422)
    dana.post("/sign-in/second", {"code": of.code()})


def paper(of: Stage) -> list[str]:
    """Give Dana codes on paper, and return them."""
    codes = second_factor.new_codes()
    of.give(second_factor.replace_codes, of.cast.dana.id, second_factor.hash_codes(codes))
    return codes


def show_paper(of: Stage) -> None:
    codes = paper(of)
    dana = of.halfway()
    dana.post("/sign-in/second", {"recovery": "wrong-wrong"}, expect=422)
    dana.post("/sign-in/second", {"recovery": codes[0]})


def mix_up_the_boxes(of: Stage) -> None:
    codes = paper(of)
    of.halfway().post("/sign-in/second", {"code": codes[0]})
    of.halfway().post("/sign-in/second", {"recovery": of.code()})


def show_passkey(of: Stage) -> None:
    key = SoftKey("learn.example", "http://learn.example")
    add_passkey(of, key)
    of.clock.move(seconds=5)
    ada = of.guest
    ada.post("/sign-in", {"email": of.cast.ada.email, "password": PASSWORD})
    for made, expect in ((SoftKey(), 422), (key, 303)):
        ada.get("/sign-in/second")
        answer = {"answer": made.shown(challenge_of(ada))}
        ada.post("/sign-in/second/passkey", answer, expect=expect)


def add_passkey(of: Stage, key: SoftKey | None = None) -> None:
    key = key or SoftKey("learn.example", "http://learn.example")
    of.ada.get("/account/second-factor/passkeys")
    made = {"name": "Laptop", "answer": key.made(challenge_of(of.ada))}
    of.ada.post("/account/second-factor/passkeys", made, expect=200)


def change_app(of: Stage) -> None:
    set_up(of.ada)
    of.ada.post("/account/second-factor/codes", expect=200)
    for _ in range(2):
        of.ada.post("/account/second-factor/app/removal")


def remove_passkey(of: Stage) -> None:
    of.give(give_passkey, of.cast.dana)
    dana = of.halfway()
    dana.post("/sign-in/second", {"code": of.code()})
    dana.post("/account/second-factor/passkeys/1/removal")
    dana.post("/account/second-factor/passkeys/1/removal", expect=409)


def prove(of: Stage) -> None:
    of.ada.post("/account/proof", {"password": "wrong"}, expect=422)
    of.ada.post("/account/proof", {"password": PASSWORD})


def prove_by_mail(of: Stage) -> None:
    of.ada.post("/account/proof/mail")
    of.ada.post("/account/proof/code", {"code": "BBBBBBBB"}, expect=422)
    of.ada.post("/account/proof/code", {"code": newest(of.database).code})
    of.ada.post("/account/proof/mail")
    of.ada.post(newest(of.database).path)


def change_password(of: Stage) -> None:
    of.ada.post("/account/password", {"old_password": "wrong", "new_password": NEW}, expect=422)
    of.ada.post("/account/password", {"old_password": PASSWORD, "new_password": NEW})


def change_address(of: Stage) -> None:
    of.ada.post("/account/address", {"email": "lovelace@example.org"})
    of.ada.post(arrived(of.database)[0].path)


def change_address_at_once(of: Stage) -> None:
    chosen = of.app.extensions["settings"]
    of.app.extensions["settings"] = chosen.model_copy(update={"smtp_url": None})
    of.ada.post("/account/address", {"email": "lovelace@example.org"})


def end_sign_ins(of: Stage) -> None:
    with of.database.reading() as db:
        other = next(one for one in sign_ins_of(db, of.cast.ada) if one.is_this)
    of.ada.post(f"/account/sign-ins/{other.handle}/end")
    of.ada.post("/account/sign-ins/end-others")
    for _ in range(2):
        of.ada.post("/sign-out")


def leave(of: Stage) -> None:
    of.ada.post(DELETION, ASKED)
    sign_in(of, PASSWORD)
    of.ada.post(f"{LEAVING}/stay")


def join(of: Stage) -> None:
    of.give(give_app, of.cast.ben.id)
    sent = {"email": of.cast.ben.email, "by": "password"}
    of.ada.post("/account/join", sent | {"password": "wrong"}, expect=422)
    of.ada.post("/account/join", sent | {"password": PASSWORD})
    of.ada.post("/account/join/second", {"code": of.code()})
    of.ada.post("/account/join/both", {"second": "y"})


def come_from_elsewhere(of: Stage) -> None:
    answer = of.ada.client.post("/account/name", data={"name": "Eve"}, headers=ELSEWHERE)
    assert answer.status_code == 403


def ask_under_another_name(of: Stage) -> None:
    for path in ("/account", "/nowhere"):
        answer = of.guest.client.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 421


def send_too_much(of: Stage) -> None:
    of.ada.post("/account/name", {"name": "x" * 2_100_000}, expect=413)


def look_where_only_admins_may(of: Stage) -> None:
    of.ada.get("/admin", expect=403)


def look_at_what_is_not_hers(of: Stage) -> None:
    of.give(gather, of.cast.cleo)
    of.ada.get("/teams/1", expect=404)
    of.ada.get("/nowhere", expect=404)


def forge_links(of: Stage) -> None:
    for path in ("/invited/1-forged", "/reply/1-forged", "/mail/unsubscribe/1-forged"):
        of.guest.get(path, expect=404)
