"""Connecting an account with an organisation’s sign-in, ending it, and proving oneself there."""

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from learning.accounts import User
from learning.config import Settings
from learning.db import Database
from learning.mail import Mail
from learning.single_sign_on import Identity
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.single_sign_on.conftest import BEGIN, arrive, enter, rows, way_back
from tests.single_sign_on.provider import Provider, fields_of

WAYS = "/account/single-sign-on"
PROOF = "/account/proof/with/trust"
CONNECT = {"connect": "trust"}


def connect(provider: Provider, browser: Browser, subject: str) -> None:
    arrive(provider, browser, subject, CONNECT, WAYS)
    browser.post(f"{BEGIN}/arrived")


def identities(database: Database) -> list[Identity]:
    return rows(database, select(Identity))


def test_an_account_is_connected_when_both_are_proven(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    ada = browse(cast.ada)
    assert "Connect Harbour Trust" in ada.get(WAYS).text("main")
    page = arrive(provider, ada, "ada-1", CONNECT, WAYS)
    assert "data-goes-on" not in page.html
    words = "opens this account: Ada, ada@example.org. Connect only a sign-in that is yours"
    assert words in page.text("main")
    assert identities(database) == []

    for _ in range(2):
        ada.post(f"{BEGIN}/arrived")
    (one,) = identities(database)
    assert (one.user_id, one.issuer, one.subject) == (cast.ada.id, provider.url, "ada-1")
    assert "Connected" in ada.get(f"{WAYS}?changed=connected").text("main")
    assert "Sign in through your organisation" in ada.get("/account").text("main")

    again = browse()
    enter(provider, again, "ada-1")
    assert "ada@example.org" in again.get("/account").html


def test_it_needs_a_fresh_proof(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    stopped.move(minutes=15)
    for answer in (ada.client.get(WAYS), ada.client.post(WAYS, data=CONNECT)):
        assert answer.headers["Location"].startswith("/account/proof?next=")
    assert provider.asked == []


def test_whoever_signs_in_meanwhile_is_not_connected(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    """Ada leaves the last button; Cleo signs in at the same browser and goes back to it."""
    browser = browse(cast.ada)
    arrive(provider, browser, "ada-1", CONNECT, WAYS)
    browser.sign_in(cast.cleo.email)
    browser.post(f"{BEGIN}/arrived")

    assert identities(database) == []


def test_what_belongs_to_another_account_stays_with_it(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    connect(provider, browse(cast.ada), "ada-1")
    cleo = browse(cast.cleo)
    arrive(provider, cleo, "ada-1", CONNECT, WAYS)
    page = cleo.post(f"{BEGIN}/arrived", expect=409)

    assert "connected to another account" in page.text("main")
    assert [one.user_id for one in identities(database)] == [cast.ada.id]


def test_disconnected_is_disconnected(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    ada, cleo = browse(cast.ada), browse(cast.cleo)
    connect(provider, ada, "ada-1")
    (one,) = identities(database)
    cleo.post(WAYS, {"disconnect": one.id}, expect=404)
    ada.post(WAYS, {"disconnect": "nonsense"}, expect=404)
    ada.post(WAYS, {"disconnect": one.id})
    ada.post(WAYS, {"disconnect": one.id}, expect=404)

    assert identities(database) == []
    assert "There is an account" in arrive(provider, browse(), "ada-1").text("main")
    told = rows(database, select(Mail.body).where(Mail.user_id == cast.ada.id).order_by(Mail.id))
    assert ["can now" in body for body in told] == [True, False]


def test_the_last_way_in_stays(
    browse: Browse, cast: Cast, provider: Provider, database: Database, settings: Settings
) -> None:
    ada = browse(cast.ada)
    connect(provider, ada, "ada-1")
    (one,) = identities(database)
    with database.writing.begin() as db:
        db.execute(update(User).where(User.id == cast.ada.id).values(password_hash=""))
    page = ada.post(WAYS, {"disconnect": one.id}, expect=422)
    assert "the only way into your account" in page.text("main")
    assert len(identities(database)) == 1

    mails = {"smtp_url": SecretStr("smtp://127.0.0.1"), "mail_from": "learn@example.org"}
    ada.client.application.extensions["settings"] = settings.model_copy(update=mails)
    ada.post(WAYS, {"disconnect": one.id})


def test_a_proof_is_asked_for_anew_and_has_to_be_fresh(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    connect(provider, ada, "ada-1")
    stopped.move(minutes=16)
    assert "Prove it with Harbour Trust" in ada.get(f"/account/proof?next={WAYS}").text("main")
    going = {"next": WAYS}

    provider.claims["auth_time"] = int(stopped.now.timestamp()) - 15 * 60
    arrive(provider, ada, "ada-1", going, PROOF)
    page = ada.post(f"{BEGIN}/arrived", expect=422)
    assert "does not prove who you are" in page.text("main")
    assert ada.client.get(WAYS).status_code == 303

    provider.claims["auth_time"] += 1
    arrive(provider, ada, "ada-1", going, PROOF)
    assert ada.client.post(f"{BEGIN}/arrived").headers["Location"] == WAYS
    ada.get(WAYS)


def test_a_proof_of_somebody_else_is_none(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    connect(provider, ada, "ada-1")
    stopped.move(minutes=16)
    provider.claims["auth_time"] = int(stopped.now.timestamp())
    for subject in ("eve-1", "claimed"):
        arrive(provider, ada, subject, None, PROOF)
        ada.post(f"{BEGIN}/arrived", expect=422)
    assert ada.client.get(WAYS).status_code == 303


def test_the_provider_is_asked_to_ask_again_for_a_proof_only(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    from tests.single_sign_on.conftest import way_there

    ada = browse(cast.ada)
    assert fields_of(way_there(ada, None, PROOF))["prompt"] == "login"
    assert "prompt" not in fields_of(way_there(ada))


def test_a_proof_in_a_sign_in_that_is_over_signs_nobody_in(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    ada = browse(cast.ada)
    connect(provider, ada, "ada-1")
    right = way_back(provider, ada, "ada-1", None, PROOF)
    browse(cast.ada).post("/account/sign-ins/end-others")
    ada.get(right, expect=303)
    ada.post(f"{BEGIN}/arrived", expect=422)

    assert ada.client.get("/home").status_code == 302


@pytest.mark.parametrize("stale", [False, True])
def test_signing_in_there_long_ago_is_no_fresh_proof(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock, stale: bool
) -> None:
    connect(provider, browse(cast.ada), "ada-1")
    provider.claims["auth_time"] = int(stopped.now.timestamp()) - (15 * 60 if stale else 0)
    ada = browse()
    enter(provider, ada, "ada-1")

    assert ada.client.get(WAYS).status_code == (303 if stale else 200)
