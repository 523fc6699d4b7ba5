"""A trust whose people sign in here, and the way there and back."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from sqlalchemy import Select

from learning.config import Settings
from learning.db import Database
from learning.single_sign_on import published
from tests.browser import Browser, Page
from tests.conftest import HERE, StoppedClock
from tests.single_sign_on.provider import Provider, running_provider

T = TypeVar("T")
BASE = "http://localhost"
BEGIN = "/sign-in/with/trust"
ADA = {"email": "ada@example.org", "email_verified": True, "name": "Ada at the trust"}
EVE = {"email": "eve@example.org", "email_verified": True, "name": "Eve"}


@pytest.fixture(scope="package")
def running() -> Iterator[Provider]:
    """It knows Ada, twice, and Eve, and two people whose addresses are not its own."""
    with running_provider() as provider:
        provider.knows("ada-1", **ADA)
        provider.knows("lovelace", **ADA | {"email": "a.lovelace@example.org"})
        provider.knows("eve-1", **EVE)
        provider.knows("heard", email="ben@elsewhere.example", email_verified=True, name="Ben")
        provider.knows("claimed", email="ben@example.org", email_verified=False, name="Ben")
        yield provider


@pytest.fixture
def provider(running: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The trust’s sign-in, honest and as if nobody had asked it before."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    running.reset()
    published.published_by.cache_clear()
    return running


def listed(provider: Provider, **more: object) -> dict[str, object]:
    """Return the trust as the setting lists it."""
    return {
        "id": "trust",
        "name": "Harbour Trust",
        "issuer": provider.url,
        "client_id": "learning",
        "client_secret": "between us",
        "domains": ["example.org"],
    } | more


def with_providers(settings: Settings, *providers: dict[str, object]) -> Settings:
    setting = SecretStr(json.dumps(providers))
    return settings.model_copy(update={"base_url": BASE, "single_sign_on": setting})


@pytest.fixture
def settings(tmp_path: Path, provider: Provider) -> Settings:
    made = Settings(data=tmp_path / "var", content=HERE / "programme")
    return with_providers(made, listed(provider))


@pytest.fixture
def stopped(stopped: StoppedClock) -> StoppedClock:
    """The provider has a clock of its own, so ours is stopped at the present."""
    stopped.now = datetime.now(UTC).replace(microsecond=0)
    return stopped


def way_there(browser: Browser, fields: dict[str, str] | None = None, path: str = BEGIN) -> str:
    """Set out and return the address at the provider that the page leads to."""
    page = browser.post(path, fields, expect=200)
    (leads,) = (
        a["href"] for tag, a in page.tags if tag == "a" and "button" in (a.get("class") or "")
    )
    refresh = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "refresh")
    assert leads
    assert refresh == f"0; url={leads}"
    return leads


def way_back(
    provider: Provider,
    browser: Browser,
    subject: str,
    fields: dict[str, str] | None = None,
    path: str = BEGIN,
) -> str:
    """Set out, sign in there, and return the address that leads back, as a path."""
    return path_of(provider.answer(way_there(browser, fields, path), subject))


def rows(database: Database, query: Select[T]) -> list[T]:
    """Return what is in the database by now; nobody has to wait for it."""
    with database.reading() as db:
        return list(db.scalars(query))


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def arrive(
    provider: Provider,
    browser: Browser,
    subject: str,
    fields: dict[str, str] | None = None,
    path: str = BEGIN,
) -> Page:
    """Set out, sign in there, come back, and return the page that says what the button does."""
    browser.get(way_back(provider, browser, subject, fields, path), expect=303)
    return browser.get(f"{BEGIN}/arrived")


def enter(provider: Provider, browser: Browser, subject: str) -> None:
    """Come in all the way, as who has come in so before."""
    arrive(provider, browser, subject)
    browser.post(f"{BEGIN}/arrived")
