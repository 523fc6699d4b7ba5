"""What the installation says about itself is true of it."""

import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from learning.config import Settings
from learning.content import Editions
from learning.db import Base, Database
from learning.errors import CannotStart
from learning.web import create_app
from learning.web.kept import KEPT
from learning.web.kept_in_browsers import COOKIES, IN_BROWSERS
from learning.web.kept_in_log import IN_LOG
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock

ROOT = Path(__file__).parents[2]
PAGES = ("/privacy", "/cookies", "/accessibility")
CONTACT = "/.well-known/security.txt"
GIVEN = {
    "run_by": "Harbour Row NHS Trust",
    "contact": "data@example.org",
    "security_contact": "security@example.org",
    "sign_in_idle_days": 12,
    "sign_in_longest_days": 99,
    "small_group": 8,
}


@pytest.fixture
def told(settings: Settings, editions: Editions, database: Database) -> Browser:
    """A guest of an installation that has said who runs it."""
    named = settings.model_copy(update=GIVEN)
    return Browser(create_app(named, editions=editions, connected=database).test_client())


def test_every_table_has_its_word_on_the_page_about_privacy(app: Flask) -> None:
    named = Counter(table for kept in KEPT for table in kept.tables)

    assert set(named) == set(Base.metadata.tables)
    assert [table for table, times in named.items() if times > 1] == []


def test_every_kind_says_on_what_ground_it_is_kept(told: Browser) -> None:
    page = told.get("/privacy").text("main")

    every = [*KEPT, IN_LOG]
    assert [kept.title for kept in every if not kept.basis] == []
    shown = [kept for kept in every if kept.title in page]
    assert page.count("Ground: ") == len(shown) > 10


def test_every_script_that_keeps_something_has_its_word_on_the_page_about_cookies() -> None:
    stores = re.compile(r"\b(localStorage|sessionStorage|indexedDB|caches\.)")
    found = {
        path.name
        for path in (ROOT / "static").rglob("*.js")
        if stores.search(path.read_text("utf-8"))
    }

    assert found == {script for one in IN_BROWSERS for script in one.scripts}


def test_there_is_one_cookie(app: Flask, browse: Browse, cast: Cast) -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "learning").rglob("*.py"))
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "static").rglob("*.js"))

    assert app.config["SESSION_COOKIE_NAME"] in COOKIES
    assert "set_cookie(" not in code
    assert "document.cookie" not in scripts


@pytest.mark.parametrize("path", PAGES)
def test_anybody_can_read_it_and_every_page_leads_there(browse: Browse, path: str) -> None:
    guest = browse()
    guest.get(path)

    assert f'href="{path}"' in guest.get("/").html
    assert guest.client.get_cookie("learning") is None


def test_it_names_who_runs_it_and_says_the_numbers_that_hold(told: Browser) -> None:
    privacy, cookies, access = (told.get(path).text("main") for path in PAGES)

    assert "run by Harbour Row NHS Trust" in privacy
    assert "fewer than 8 people" in privacy
    assert "data@example.org" in privacy
    assert "data@example.org" in access
    assert "12 days without use, and after 99 days" in cookies


def test_what_is_not_set_up_is_not_said_to_be_kept(browse: Browse, told: Browser) -> None:
    privacy = browse().get("/privacy").text("main")

    assert "nobody has put their name here yet" in privacy
    assert "No mail: none is set up here" in privacy
    assert "Links and codes sent by mail" not in privacy
    assert "Sign-in through your organisation" not in privacy


def test_what_is_set_up_is_said(settings: Settings, editions: Editions, database: Database) -> None:
    mailing = Settings(
        data=settings.data,
        content=settings.content,
        smtp_url=SecretStr("smtp://localhost"),
        mail_from="learn@example.org",
    )
    guest = Browser(create_app(mailing, editions=editions, connected=database).test_client())
    privacy = guest.get("/privacy").text("main")

    assert "Links and codes sent by mail" in privacy
    assert "No mail" not in privacy


def test_whoever_finds_a_weakness_knows_where_to_write(
    told: Browser, browse: Browse, stopped: StoppedClock
) -> None:
    assert browse().client.get(CONTACT).status_code == 404
    answer = told.client.get(CONTACT)

    assert answer.mimetype == "text/plain"
    said = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert said["Contact"] == "mailto:security@example.org"
    assert said["Expires"] == "2026-08-29T00:00:00Z"
    assert said["Canonical"].endswith(CONTACT)


@pytest.mark.parametrize("wrong", ["security", "http://example.org", "a b@example.org", "x@y@z"])
def test_a_contact_that_nobody_could_write_to_stops_the_start(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from learning.config import settings_from_environment

    monkeypatch.setenv("LEARNING_SECURITY_CONTACT", wrong)
    with pytest.raises(CannotStart, match="LEARNING_SECURITY_CONTACT"):
        settings_from_environment()


@pytest.mark.parametrize("wrong", ["https://a.example", "a.example:80", "*.example"])
def test_a_host_is_a_name_alone(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from learning.config import settings_from_environment

    monkeypatch.setenv("LEARNING_HOSTS", wrong)
    with pytest.raises(CannotStart, match="LEARNING_HOSTS: Write names alone"):
        settings_from_environment()
