"""Answers that are replayed, swapped, stale or forged sign nobody in, and a sentence says so."""

from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select

from learning.config import Settings
from learning.db import Database
from learning.single_sign_on import Identity, published
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.single_sign_on.conftest import (
    BEGIN,
    arrive,
    listed,
    path_of,
    rows,
    way_back,
    way_there,
    with_providers,
)
from tests.single_sign_on.provider import Provider, fields_of

Lie = Callable[[Provider], None]


def refused(browser: Browser, path: str, said: str, status: int = 422) -> None:
    """``path`` leads to a page that says why, and nobody has arrived."""
    page = browser.get(path, expect=status)
    assert said in page.text("main")
    browser.get(f"{BEGIN}/arrived", expect=422)
    assert browser.client.get("/home").status_code == 302


def says(**claims: Any) -> Lie:
    return lambda provider: provider.claims.update(claims)


def leaves_out(*names: str) -> Lie:
    return lambda provider: provider.left_out.update(names)


def is_not_signed(provider: Provider) -> None:
    provider.header = {"alg": "none"}


def has_another_key(provider: Provider) -> None:
    provider.signing = RSAKey.generate_key(2048)


def has_an_unknown_key(provider: Provider) -> None:
    provider.signing = RSAKey.generate_key(2048, auto_kid=True)
    provider.header = {"kid": provider.signing.kid}


def signs_with_what_we_know(provider: Provider) -> None:
    """The old trick: the public key, or our secret, taken for a shared one."""
    provider.header = {"alg": "HS256"}
    provider.signing = OctKey.import_key("between us, and thirty-two bytes")  # type: ignore[assignment]


LIES: dict[str, Lie] = {
    "another nonce": says(nonce="another"),
    "no nonce": leaves_out("nonce"),
    "another issuer": says(iss="https://another.example"),
    "no issuer": leaves_out("iss"),
    "another audience": says(aud="another"),
    "another audience, of which we are party": says(aud="another", azp="learning"),
    "two audiences and another party": says(aud=["learning", "another"], azp="another"),
    "no audience": leaves_out("aud"),
    "expired": says(exp=1_700_000_000),
    "no expiry": leaves_out("exp"),
    "an expiry that is no number": says(exp="never"),
    "issued in the future": says(iat=4_000_000_000),
    "not good yet": says(nbf=4_000_000_000),
    "another access token": says(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "no subject": leaves_out("sub"),
    "an empty subject": says(sub=""),
    "a long subject": says(sub="x" * 256),
    "two subjects": says(sub=["ada-1"]),
    "not signed": is_not_signed,
    "another key under the same name": has_another_key,
    "another key": has_an_unknown_key,
    "a shared key": signs_with_what_we_know,
    "no token": lambda provider: provider.tokens.update(id_token="not.a.token"),
    "nothing": lambda provider: provider.tokens.update(id_token=None),
    "far too much": lambda provider: provider.tokens.update(id_token="x" * 70_000),
    "no keys": lambda provider: provider.answers.update({"/jwks": b'{"keys": []}'}),
}


@pytest.mark.slow
def test_a_token_that_does_not_hold_lets_nobody_in(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    guest = browse()
    for lie, tell in LIES.items():
        provider.reset()
        published.published_by.cache_clear()
        tell(provider)
        page = guest.get(way_back(provider, guest, "eve-1"), expect=422)
        assert "does not prove who you are" in page.text("main"), lie
        guest.get(f"{BEGIN}/arrived", expect=422)


def test_a_token_holds_until_its_time(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    now = int(stopped.now.timestamp())
    guest = browse()
    provider.claims["exp"] = now - 59  # clocks differ by a minute at most
    arrive(provider, guest, "eve-1")

    provider.claims["exp"] = now - 60
    refused(browse(), way_back(provider, late := browse(), "eve-1"), "not begun in this browser")
    refused(late, way_back(provider, late, "eve-1"), "does not prove who you are")


def test_a_wrong_state_is_refused_and_ends_no_journey(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    guest = browse()
    right = way_back(provider, guest, "eve-1")
    code = fields_of(right)["code"]
    for query in (f"code={code}", f"code={code}&state=wrong", f"code={code}&state=%C3%A9"):
        refused(guest, f"{BEGIN}/back?{query}", "not begun in this browser")

    guest.get(right, expect=303)


def test_another_browser_cannot_come_back(browse: Browse, cast: Cast, provider: Provider) -> None:
    """Nobody can be signed in as an attacker by a link, and a link that leaks is of no use."""
    right = way_back(provider, browse(), "eve-1")
    other = browse()
    refused(other, right, "not begun in this browser")

    way_there(other)
    refused(other, right, "not begun in this browser")


def test_an_answer_is_good_once(browse: Browse, cast: Cast, provider: Provider) -> None:
    guest = browse()
    right = way_back(provider, guest, "eve-1")
    guest.get(right, expect=303)
    asked = provider.asked.count("/oauth2/token")
    page = guest.get(right, expect=422)

    assert "not begun in this browser" in page.text("main")
    assert provider.asked.count("/oauth2/token") == asked


def test_a_code_of_another_journey_is_refused(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    """A code that was used, or somebody else’s with a nonce of theirs."""
    mine, theirs = browse(), browse()
    theirs_back = fields_of(way_back(provider, theirs, "ada-1"))
    state = fields_of(way_there(mine))["state"]
    swapped = f"{BEGIN}/back?code={theirs_back['code']}&state={state}"
    refused(mine, swapped, "does not prove who you are")

    state = fields_of(way_there(mine))["state"]
    refused(mine, f"{BEGIN}/back?code={theirs_back['code']}&state={state}", "does not prove")


def test_too_late_is_too_late(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    guest = browse()
    right = way_back(provider, guest, "eve-1")
    stopped.move(minutes=10)
    refused(guest, right, "longer than ten minutes")


def test_who_says_no_there_is_told_so_here(
    browse: Browse, cast: Cast, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    guest = browse()
    there = way_there(guest)
    said = f"{path_of(provider.deny(there))}&state={fields_of(there)['state']}"
    refused(guest, said, "You did not go through with it")

    state = fields_of(way_there(guest))["state"]
    forged = f"{BEGIN}/back?state={state}&error=x%0Aforged&error_description=eve@example.org"
    refused(guest, forged, "You did not go through with it")
    assert "forged" not in caplog.text
    assert "eve@" not in caplog.text


def test_an_answer_that_names_another_issuer_is_refused(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    guest = browse()
    right = way_back(provider, guest, "eve-1")
    refused(guest, f"{right}&iss=https://another.example", "does not prove")

    provider.metadata["authorization_response_iss_parameter_supported"] = True
    published.published_by.cache_clear()
    refused(guest, way_back(provider, guest, "eve-1"), "does not prove")
    guest.get(f"{way_back(provider, guest, 'eve-1')}&iss={provider.url}", expect=303)


def test_the_answer_of_one_provider_is_not_taken_for_another(
    browse: Browse, cast: Cast, provider: Provider, settings: Settings
) -> None:
    other = listed(provider, id="other", issuer="https://other.example")
    app_settings = with_providers(settings, listed(provider), other)
    guest = browse()
    guest.client.application.extensions["settings"] = app_settings
    right = way_back(provider, guest, "eve-1")

    swapped = guest.get(right.replace("/trust/", "/other/"), expect=422)
    assert "not begun in this browser" in swapped.text("main")
    guest.get(right, expect=303)
    guest.get("/sign-in/with/other/arrived", expect=422)


def test_an_attack_connects_nothing(
    browse: Browse, cast: Cast, provider: Provider, database: Database
) -> None:
    """Somebody with another’s address at the provider, proven or not, has no way to the account."""
    provider.knows("mallory", email=cast.ada.email, email_verified=True, name="Ada")
    mallory = browse()
    arrive(provider, mallory, "mallory")
    mallory.post(f"{BEGIN}/arrived", {"name": "Ada", "email": "m@example.org"}, expect=409)

    assert rows(database, select(Identity)) == []


def test_another_site_cannot_begin_or_end_it(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    guest = browse()
    arrive(provider, guest, "eve-1")
    for path in (BEGIN, f"{BEGIN}/arrived"):
        sent = guest.client.post(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert sent.status_code == 403
