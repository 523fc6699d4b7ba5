"""Statistics are read from a streaming replica, and from the database while that is away."""

import logging

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import make_url, text

from learning.config import Settings
from learning.content import Editions
from learning.db import Database, open_database
from learning.web import create_app
from learning.web.database import figures
from tests.databases import PostgresServer

pytestmark = pytest.mark.slow


def is_replica(app: Flask) -> bool:
    """Tell where figures come from."""
    with app.test_request_context("/admin/statistics"):
        return bool(figures().scalar(text("SELECT pg_is_in_recovery()")))


def test_figures_come_from_the_replica_and_while_it_is_away_from_the_database(
    settings: Settings, editions: Editions, caplog: pytest.LogCaptureFixture
) -> None:
    server = PostgresServer()
    try:
        url = server.url("streamed")
        database = open_database(url)
        with server.replica() as port:
            there = make_url(url).set(port=port).render_as_string(hide_password=False)
            app = made(settings, editions, database, there)
            assert is_replica(app)
        caplog.clear()
        assert not is_replica(app)
        assert not is_replica(app), "it is not asked at once again"
        database.close()
        app.extensions["replica"].close()
    finally:
        server.stop()
    said = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert ["replica is away" in record.getMessage() for record in said] == [True]


def made(settings: Settings, editions: Editions, database: Database, replica: str) -> Flask:
    given = settings.model_copy(update={"replica_url": SecretStr(replica)})
    return create_app(given, editions=editions, connected=database)
