"""Budgets of the product that every run of the suite measures: queries and bytes."""

import gzip
import re

import pytest
from sqlalchemy.orm import Session

from learning.config import Settings
from learning.content import Editions, Programme
from learning.db import Database
from learning.paths import SHIPPED
from learning.web import create_app
from tests.browser import Browser
from tests.cast import Cast, write
from tests.conftest import NOON, Browse

PAGE = "/modules/listening/a-conversation"


def test_a_module_page_costs_at_most_four_queries(
    browse: Browse, cast: Cast, db: Session, programme: Programme, queries: list[str]
) -> None:
    write(db, cast.ada, programme, programme.exercise("last-conversation"))
    db.commit()
    ada = browse(cast.ada)
    queries.clear()

    ada.get(PAGE)

    assert 0 < len(queries) <= 4


def test_a_guests_page_costs_no_query(browse: Browse, queries: list[str]) -> None:
    browse().get(PAGE)

    assert queries == []


def test_an_autosave_costs_at_most_four_queries(
    browse: Browse, cast: Cast, queries: list[str]
) -> None:
    ada = browse(cast.ada)
    texts = ["Rain", "Rain and wind", "", "Hail"]
    for version, heard in enumerate(texts):
        queries.clear()
        sent = {"last-conversation.heard": heard, "last-conversation.version": str(version)}
        assert ada.send(f"{PAGE}/entries", sent).status_code == 200
        assert 0 < len(queries) <= 4


def test_the_admins_pages_cost_the_same_for_any_number_of_people(
    browse: Browse, cast: Cast, queries: list[str]
) -> None:
    dana = browse(cast.dana)
    for path in ("/admin/statistics", "/admin/statistics.csv"):
        queries.clear()
        dana.client.get(path)
        assert 0 < len(queries) <= 8


@pytest.fixture
def real(settings: Settings, database: Database) -> Browser:
    """A guest's browser before the programme we publish."""
    editions = Editions(SHIPPED, today=lambda: NOON.date())
    app = create_app(settings, editions=editions, connected=database)
    return Browser(app.test_client())


def test_every_page_is_light(real: Browser) -> None:
    editions = Editions(SHIPPED, today=lambda: NOON.date())
    for path in ["/", *(page.path for page in editions.programme.pages)]:
        html = real.client.get(path).data
        addresses = re.findall(rb'(?:src|href)="(/(?:static|files)/[^"]+)"', html)
        packed = {"Accept-Encoding": "gzip"}
        sizes = [len(real.client.get(a.decode(), headers=packed).data) for a in set(addresses)]
        first = len(gzip.compress(html, 1))

        assert first + sum(sizes) <= 60_000, f"{path} cold: {first} + {sizes}"
        assert 1 + len(sizes) <= 5, f"{path} asks for {len(sizes)} more files"
        assert first <= 10_000, f"{path} warm"


def test_pages_ask_nobody_else(real: Browser) -> None:
    html = real.client.get("/").text
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', html)
