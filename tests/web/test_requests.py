"""Every request has a number: in the answer, in the log, and on the page if the fault is ours."""

import logging
import re

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from learning import doing, log
from learning.config import Settings
from learning.content import Editions
from learning.db import Database, warn_beyond
from learning.web import create_app
from learning.web.access import public
from learning.web.database import db
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse

NUMBER = r"\d{4}-\d{4}-\d{4}"
PAGE = "/modules/listening/a-conversation"
JSON = {"Accept": "application/json"}


@pytest.fixture
def numbers(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is written, each record with its request, as in a process that serves."""
    caplog.handler.addFilter(log.Numbered())
    return caplog


def test_no_two_requests_have_the_same_number(browse: Browse) -> None:
    guest = browse().client
    given = {guest.get("/health").headers["X-Request-Id"] for _ in range(20)}

    assert len(given) == 20
    assert all(re.fullmatch(NUMBER, number) for number in given)
    assert doing.now() is None


@pytest.mark.parametrize(
    "sent",
    ["2f6c1d0e9a7b4c5d8e3f2a1b0c9d8e7f", "short", "x" * 65, "ada@example.org", "a b c d e f"],
)
def test_only_a_proxy_that_is_trusted_chooses_the_number(
    settings: Settings, editions: Editions, database: Database, app: Flask, sent: str
) -> None:
    behind = create_app(
        settings.model_copy(update={"trusted_proxies": 1}), editions=editions, connected=database
    )
    is_sane = len(sent) == 32

    trusted = behind.test_client().get("/health", headers={"X-Request-Id": sent})
    not_trusted = app.test_client().get("/health", headers={"X-Request-Id": sent})

    assert (trusted.headers["X-Request-Id"] == sent) is is_sane
    assert not_trusted.headers["X-Request-Id"] != sent


def test_the_number_on_the_page_of_a_fault_is_the_one_in_the_log(
    app: Flask, browse: Browse, numbers: pytest.LogCaptureFixture
) -> None:
    @app.get("/fault")
    @public
    def fault() -> ResponseReturnValue:
        raise ValueError("what somebody wrote")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = browse().client.get("/fault")
    number = answer.headers["X-Request-Id"]

    page = Browser(app.test_client()).get("/fault", expect=500).text("main")
    assert re.search(f"If you write to us about it, give this number: {NUMBER}", page)
    assert f"<strong>{number}</strong>" in answer.text
    fault_record = numbers.records[0]
    assert log.Plain(log.SHAPE).format(fault_record).splitlines()[0].endswith(f"request={number}")
    script = app.test_client().get("/fault", headers=JSON)
    assert (script.json or {})["number"] == script.headers["X-Request-Id"]


def test_who_finds_nothing_is_given_no_number(browse: Browse) -> None:
    assert "give this number" not in browse().client.get("/nowhere").text


def test_a_request_leaves_a_line_with_neither_person_nor_address(
    browse: Browse, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    ada = browse(cast.ada)
    caplog.set_level(logging.INFO, log.REQUESTS)
    ada.get(PAGE)
    ada.get("/wp-login.php?name=ada", expect=404)
    ada.client.open("/health", method="BREW")

    page, nowhere, odd = [one.getMessage() for one in caplog.records if one.name == log.REQUESTS]
    shape = r"request method=GET view=modules.show_page status=200 ms=\d+ database_ms=\d+"
    assert re.fullmatch(shape + r" statements=[1-9]\d*", page)
    assert nowhere.startswith("request method=GET view=none status=404 ")
    assert odd.startswith("request method=other view=none status=405 ")


def test_a_slow_statement_is_written_down_without_what_it_is_about(
    app: Flask, browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/slow")
    @public
    def slow() -> ResponseReturnValue:
        db().execute(text("SELECT  :words\n AS said"), {"words": "what somebody wrote"})
        return "Done"

    browse().client.get("/slow")
    assert not caplog.records, "half a second is not over"
    warn_beyond(0)
    try:
        browse().client.get("/slow")
    finally:
        warn_beyond(500)

    (record,) = (one for one in caplog.records if one.name == "learning.db.slow")
    line = record.getMessage()
    assert record.levelname == "WARNING"
    assert re.fullmatch(r"slow_statement ms=\d+ view=slow statement=SELECT .+ AS said", line)
    assert "somebody" not in line
