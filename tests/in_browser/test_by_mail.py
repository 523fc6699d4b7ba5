"""Coming in by mail, with a server that sends it and a receiver that gets it."""

import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.databases import free_port
from tests.in_browser.conftest import CONTENT
from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.visit import Visits
from tests.mail.receiver import Receiver, receiving
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 20
"""Seconds for a mail to arrive: the loop looks every three."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def sending(tmp_path: Path, receiver: Receiver) -> Iterator[Server]:
    """A server that mails links, to itself."""
    port = free_port()
    given = {
        "LEARNING_SMTP_URL": receiver.url,
        "LEARNING_MAIL_FROM": "learn@example.org",
        "LEARNING_BASE_URL": f"http://127.0.0.1:{port}",
    }
    with Server(tmp_path / "var", CONTENT, port, settings=given) as server:
        yield server


def text_of(receiver: Receiver, number: int) -> str:
    """Return the words of the mail with this number, once it is there."""
    until = monotonic() + PATIENCE
    while len(receiver.mails) <= number:
        assert monotonic() < until, "no mail"
        sleep(0.05)
    body = receiver.mails[number].get_body()
    assert body
    return str(body.get_content())


def code_in(text: str) -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}", text, re.MULTILINE)
    assert found, text
    return found[0]


def path_in(text: str) -> str:
    found = re.search(r"http://[^/]+(/from-mail/\S+)", text)
    assert found, text
    return found[1]


def look_at(page: Page) -> None:
    """Fail if the page is wider than a phone, or axe-core finds anything."""
    assert sideways(page, NARROW) == []
    assert axe(page, "light") == []


def test_somebody_joins_comes_back_and_chooses_a_password_by_mail(
    visit: Visits, sending: Server, receiver: Receiver
) -> None:
    wren, phone = visit(server=sending), visit(server=sending)
    page = wren.go("/sign-up")
    page.get_by_label("Your name").fill("Wren")
    page.get_by_label("Email address").fill("wren@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")
    look_at(page)
    page.get_by_label("Code from the mail").fill(code_in(text_of(receiver, 0)).lower())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/home")

    wren.context.clear_cookies()
    page = wren.go("/sign-in")
    page.get_by_role("link", name="Mail me a link instead").click()
    page.wait_for_url("**/sign-in/link")
    look_at(page)
    page.get_by_label("Email address").fill("wren@example.org")
    page.get_by_role("button", name="Mail me a link").click()
    link = path_in(text_of(receiver, 1))
    expect(phone.go(link).get_by_role("heading", level=1)).to_have_text("Not in this browser")
    look_at(phone.page)
    look_at(wren.go(link))
    page.get_by_role("button", name="Sign me in").click()
    page.wait_for_url("**/home")

    page = phone.go("/new-password")
    page.get_by_label("Email address").fill("wren@example.org")
    page.get_by_role("button", name="Mail me a link").click()
    code = code_in(text_of(receiver, 2))
    look_at(page)
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_label("New password").fill("another set of words")
    page.get_by_role("button", name="Change my password").click()
    page.wait_for_url("**/account?changed=password")
    assert "was changed" in text_of(receiver, 3)
    assert "/sign-in?next=" in wren.go("/home").url
