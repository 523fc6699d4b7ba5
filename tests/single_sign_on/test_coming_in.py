"""The ways in and what they need, with a provider that is honest."""

import base64
import hashlib
import json

import pytest
from sqlalchemy import select

from learning.accounts import SignIn, User
from learning.config import Settings
from learning.db import Database
from learning.mail import Mail
from learning.providers import providers_in
from learning.single_sign_on import Identity
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.single_sign_on.conftest import (
    BEGIN,
    arrive,
    enter,
    listed,
    path_of,
    rows,
    way_back,
    way_there,
    with_providers,
)
from tests.single_sign_on.provider import Provider, fields_of


def of(database: Database, email: str) -> User:
    return rows(database, select(User).where(User.email == email))[0]


@pytest.fixture
def connected(database: Database, cast: Cast, provider: Provider) -> Cast:
    """Ada has connected her account; her address at the trust is another one."""
    row = {"email": "a.lovelace@example.org", "linked_at": cast.ada.joined_at}
    with database.writing.begin() as db:
        db.add(Identity(user_id=cast.ada.id, issuer=provider.url, subject="lovelace", **row))  # type: ignore[arg-type]
    return cast


def test_who_is_connected_comes_in_whatever_their_address(
    browse: Browse, connected: Cast, provider: Provider
) -> None:
    ada = browse()
    page = arrive(provider, ada, "lovelace", {"next": "/journal"})
    assert "data-goes-on" in page.html
    assert "a.lovelace@example.org" in page.text("main")

    assert ada.client.post(f"{BEGIN}/arrived").headers["Location"] == "/journal"
    assert "ada@example.org" in ada.get("/account").html


def test_coming_back_signs_nobody_in_before_the_button(
    browse: Browse, connected: Cast, provider: Provider, database: Database
) -> None:
    before = len(rows(database, select(SignIn)))
    ada = browse()
    arrive(provider, ada, "lovelace")

    assert len(rows(database, select(SignIn))) == before
    assert ada.client.get("/home").status_code == 302


def test_who_is_new_gives_a_name_and_needs_no_password(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    eve = browse()
    page = arrive(provider, eve, "eve-1")
    assert 'value="Eve"' in page.html
    assert "Enter your name" in eve.post(f"{BEGIN}/arrived", {"name": " "}, expect=422).html
    eve.post(f"{BEGIN}/arrived", {"name": "Eve Marsh"})

    made = of(database, "eve@example.org")
    assert (made.name, made.password_hash) == ("Eve Marsh", "")
    assert made.confirmed_at
    assert "Eve Marsh" in eve.get("/account").html
    browse().post("/sign-in", {"email": "eve@example.org", "password": ""}, expect=422)

    again = browse()
    enter(provider, again, "eve-1")
    assert "Eve Marsh" in again.get("/account").html


def test_an_account_is_never_connected_because_of_its_address(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    ada = browse()
    page = arrive(provider, ada, "ada-1")
    assert "There is an account with your address" in page.text("main")

    ada.post(f"{BEGIN}/arrived", {"name": "Ada"}, expect=409)
    assert rows(database, select(Identity)) == []
    assert ada.client.get("/home").status_code == 302


@pytest.mark.parametrize("subject", ["heard", "claimed"])
def test_an_address_that_is_not_proven_tells_nothing_and_makes_nothing(
    browse: Browse, cast: Cast, provider: Provider, database: Database, subject: str
) -> None:
    """The page is the same whether Ben’s address has an account or not."""
    guest = browse()
    page = arrive(provider, guest, subject)
    assert "no account here is connected" in page.text("main")
    assert "elsewhere" not in page.text("main").replace("same address elsewhere", "")

    guest.post(f"{BEGIN}/arrived", {"name": "Ben"}, expect=409)
    assert len(rows(database, select(User))) == 4


def test_the_way_there_is_a_code_with_all_three_safeguards(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    guest = browse()
    there = way_there(guest)
    asked = fields_of(there)
    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid email profile"
    assert asked["redirect_uri"] == "http://localhost/sign-in/with/trust/back"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43

    guest.get(path_of(provider.answer(there, "eve-1")), expect=303)
    digest = hashlib.sha256(provider.posted["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
    assert fields_of(way_there(guest))["state"] != asked["state"]


@pytest.mark.parametrize("methods", [None, ["client_secret_post", "client_secret_basic"]])
def test_our_secret_goes_as_the_provider_takes_it(
    browse: Browse, cast: Cast, provider: Provider, methods: list[str] | None
) -> None:
    if methods:
        provider.metadata["token_endpoint_auth_methods_supported"] = methods
    arrive(provider, browse(), "eve-1")

    assert provider.posted.get("client_secret") == ("between us" if methods else None)


def test_a_thin_token_is_filled_from_what_else_the_provider_says(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    provider.left_out = {"email", "email_verified", "name"}
    assert "eve@example.org" in arrive(provider, browse(), "eve-1").text("main")


def test_what_is_said_of_somebody_else_is_not_taken(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    provider.left_out = {"email", "email_verified", "name"}
    told = {"sub": "ada-1", "email": "ada@example.org", "email_verified": True}
    provider.answers["/userinfo"] = json.dumps(told).encode()
    assert "no account here is connected" in arrive(provider, browse(), "eve-1").text("main")


def test_the_owner_is_told_of_a_new_way_in(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    eve = browse()
    arrive(provider, eve, "eve-1")
    eve.post(f"{BEGIN}/arrived", {"name": "Eve"})

    (mail,) = rows(database, select(Mail).where(Mail.to_address == "eve@example.org"))
    assert "Harbour Trust" in mail.body


def test_an_address_elsewhere_is_not_gone_to(
    browse: Browse, connected: Cast, provider: Provider
) -> None:
    ada = browse()
    arrive(provider, ada, "lovelace", {"next": "//evil.example/"})

    assert ada.client.post(f"{BEGIN}/arrived").headers["Location"] == "/home"


def test_the_last_button_waits_ten_minutes_and_is_for_once(
    browse: Browse, connected: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    late, once = browse(), browse()
    arrive(provider, late, "lovelace")
    enter(provider, once, "lovelace")
    once.post(f"{BEGIN}/arrived")
    assert once.client.get(f"{BEGIN}/arrived").headers["Location"] == "/home"
    once.post("/sign-out")
    once.post(f"{BEGIN}/arrived", expect=422)

    stopped.move(minutes=10)
    late.post(f"{BEGIN}/arrived", expect=422)


def test_pages_offer_the_way_and_an_organisation_can_link_to_it(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    guest = browse()
    assert 'action="/sign-in/with/trust"' in guest.get("/sign-in?next=/journal").html
    assert 'action="/sign-in/with/trust"' in guest.get("/sign-up").html
    assert "Go to Harbour Trust" in guest.get(BEGIN).html
    guest.get("/sign-in/with/nobody", expect=404)
    guest.post("/sign-in/with/nobody", expect=404)
    assert provider.asked == []


@pytest.mark.parametrize(("counts", "leads"), [(False, "/sign-in/second"), (True, "/home")])
def test_whether_it_is_a_second_factor_says_the_setting(
    browse: Browse,
    cast: Cast,
    provider: Provider,
    database: Database,
    settings: Settings,
    counts: bool,
    leads: str,
) -> None:
    row = {"email": "", "linked_at": cast.dana.joined_at}
    with database.writing.begin() as db:
        db.add(Identity(user_id=cast.dana.id, issuer=provider.url, subject="lovelace", **row))  # type: ignore[arg-type]
    dana = browse()
    changed = with_providers(settings, listed(provider, is_second_factor=counts))
    dana.client.application.extensions["settings"] = changed
    arrive(provider, dana, "lovelace")

    assert dana.client.post(f"{BEGIN}/arrived").headers["Location"] == leads
    assert dana.client.get("/admin/statistics").status_code == (200 if counts else 302)


def test_a_long_way_on_is_left_out(browse: Browse, connected: Cast, provider: Provider) -> None:
    ada = browse()
    ada.get(way_back(provider, ada, "lovelace", {"next": "/journal?" + "x" * 600}), expect=303)

    assert ada.client.post(f"{BEGIN}/arrived").headers["Location"] == "/home"


def test_a_secret_is_not_shown() -> None:
    text = '[{"id": "a", "name": "A", "issuer": "https://a.example", "client_id": "c",'
    (provider,) = providers_in(f'{text} "client_secret": "hush"}}]')

    assert "hush" not in repr(provider)
