"""Coming in through an organisation in a real browser, which has to let the form lead there."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.databases import free_port
from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.visit import Visit, Visits
from tests.server import Server
from tests.single_sign_on.provider import Provider, running_provider

CONTENT = Path(__file__).parents[2]
ADDRESS = "single.signer@example.org"
pytestmark = pytest.mark.browser


@pytest.fixture
def trust(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with running_provider() as provider:
        provider.knows("signer", email=ADDRESS, email_verified=True, name="Sam Signer")
        yield provider


@pytest.fixture
def guest(trust: Provider, chromium: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A window at a server whose people can come in through the trust; both may be asked."""
    port = free_port()
    listed = {
        "id": "trust", "name": "Harbour Trust", "issuer": trust.url, "client_id": "learning",
        "client_secret": "between us", "domains": ["example.org"],
    }  # fmt: skip
    settings = {
        "LEARNING_BASE_URL": f"http://127.0.0.1:{port}",
        "LEARNING_SINGLE_SIGN_ON": json.dumps([listed]),
    }
    with Server(tmp_path / "var", CONTENT, port, settings=settings) as server:
        visits = Visits(chromium, server)
        yield visits()
        (seen,) = visits.close()
        assert all(url.startswith((server.url, trust.url)) for url in seen.asked)
        assert seen.troubles == []


def come_back(guest: Visit, trust: Provider) -> None:
    page = guest.go("/sign-in?next=/journal")
    page.get_by_role("button", name="Sign in with Harbour Trust").click()
    page.wait_for_url(f"{trust.url}/oauth2/authorize**")
    page.locator("[name=sub]").first.fill("signer")
    page.locator("[name=sub]").first.press("Enter")


def test_two_presses_lead_in(guest: Visit, trust: Provider) -> None:
    come_back(guest, trust)
    page = guest.page
    page.get_by_role("heading", name="Create your account").wait_for()
    assert axe(page, "light") == []
    assert sideways(page, NARROW) == []
    assert page.get_by_label("Your name").input_value() == "Sam Signer"
    page.get_by_role("button", name="Create my account").click()
    page.wait_for_url("**/journal")

    page.goto(f"{guest.url}/account/single-sign-on")
    assert axe(page, "dark") == []
    assert sideways(page, NARROW) == []
    page.goto(f"{guest.url}/account")
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url(f"{guest.url}/")
    come_back(guest, trust)
    page.wait_for_url("**/journal")
