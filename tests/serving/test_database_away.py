"""PostgreSQL stops while the product serves, and comes back: nobody has to start anything."""

import json
import logging
import socket
from collections.abc import Iterator
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from learning.config import Settings
from learning.content import Editions
from learning.db import Database, connect, open_database
from learning.web import create_app
from tests.browser import Browser
from tests.cast import join
from tests.databases import PostgresServer
from tests.serving.writers import HEARD, PAGE, VERSION

pytestmark = pytest.mark.slow
READ_BY_GUESTS = ("/", "/modules/listening", PAGE, "/library", "/glossary", "/search?q=rain")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def database(server: PostgresServer) -> Iterator[Database]:
    database = open_database(server.url("away"), longest=1)
    yield database
    database.close()


@pytest.fixture
def app(settings: Settings, editions: Editions, database: Database) -> Flask:
    return create_app(settings, editions=editions, connected=database)


def test_while_it_is_away_guests_read_nothing_typed_is_lost_and_then_all_goes_on(
    app: Flask, server: PostgresServer, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing.begin() as db:
        person = join(db, "Ada")
    ada, guest = Browser(app.test_client()), Browser(app.test_client())
    ada.sign_in(person.email)
    ada.get(PAGE)
    sent = {HEARD: "Rain on the roof", VERSION: "0"}

    server.halt()
    try:
        for path in READ_BY_GUESTS:
            guest.get(path)
        caplog.clear()
        assert "cannot be reached" in ada.get(PAGE, expect=503).text("main")
        refused = ada.post(f"{PAGE}/entries", sent, expect=503).text("main")
        asked = {"Accept": "application/json"}
        told = ada.client.post(f"{PAGE}/entries", data=sent, headers=asked)
    finally:
        server.start()

    assert "nothing was saved" in refused
    assert "Rain on the roof" in refused
    assert told.status_code == 503
    assert "nothing was saved" in json.loads(told.text)["message"]
    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line.exc_info for line in lines] == [None] * 3, "a line for each request, no trace"
    ada.post(f"{PAGE}/entries", sent, expect=303)
    assert "Rain on the roof" in ada.get(PAGE).text("main")


def test_a_statement_that_takes_too_long_is_given_up(app: Flask, database: Database) -> None:
    with database.reading() as db, pytest.raises(OperationalError, match="statement timeout"):
        db.execute(text("SELECT pg_sleep(20)"))


def test_an_address_that_swallows_everything_holds_no_thread_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        silently = connect(f"postgresql://nobody@127.0.0.1:{port}/nothing")
        began = monotonic()
        with pytest.raises(OperationalError):
            silently.engine.connect()
        assert monotonic() - began < 15
        silently.close()
