"""One server, one Chromium and the lived-in cast for all the tests in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from learning.content import Editions, Programme
from learning.db import connect
from tests.conftest import StoppedClock
from tests.demo import populate
from tests.in_browser.guests import EVERY_KIND
from tests.in_browser.held import House, programme_of, with_shown_words
from tests.in_browser.visit import Visit, Visits, running_chromium, system_chromium
from tests.server import Server

CONTENT = Path(__file__).parents[2]
"""The programme that ships."""


@pytest.fixture(scope="package")
def programme() -> Programme:
    return Editions(CONTENT, today=date.today).programme


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> Iterator[Server]:
    """The shipped programme, served to the lived-in cast. Tests that write bring new people."""
    with cast_served(tmp_path_factory.mktemp("server") / "var", programme) as server:
        yield server


@contextmanager
def cast_served(data: Path, programme: Programme) -> Iterator[Server]:
    """Serve the shipped programme to the lived-in cast."""
    with Server(data, CONTENT) as server:
        database = connect(server.database_url)
        populate(database, programme)
        database.close()
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server for this test alone, which it may kill."""
    with Server(tmp_path / "var", CONTENT) as server:
        yield server


@pytest.fixture(autouse=True)
def stopped() -> StoppedClock:
    """A server of its own cannot be stopped, so here time goes on."""
    return StoppedClock()


@pytest.fixture(scope="package")
def todays() -> Iterator[Browser]:
    """The system's Chromium, also for the tests in `old/`."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def executable() -> str:
    """Where the browser is that the tests open; those in `old/` have another."""
    return system_chromium()


@pytest.fixture(scope="package")
def chromium(todays: Browser) -> Browser:
    """The browser that the tests open; those in `old/` have another."""
    return todays


@pytest.fixture(scope="package")
def windows(chromium: Browser, server: Server) -> Visits:
    return Visits(chromium, server)


@pytest.fixture
def visit(windows: Visits) -> Iterator[Visits]:
    """``visit("Ada")`` is a window in which Ada is signed in; ``visit()`` is a guest's.

    Nothing that any test opens may call another origin or put an error on the console.
    """
    yield windows
    inspect(windows.close())


@pytest.fixture(scope="package")
def every_kind(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """A programme with an exercise of every kind, served to whoever comes."""
    with Server(tmp_path_factory.mktemp("every-kind") / "var", EVERY_KIND) as server:
        yield Visits(chromium, server)


@pytest.fixture
def guests(every_kind: Visits) -> Iterator[Visits]:
    """Windows of people without an account, held to the same rules."""
    yield every_kind
    inspect(every_kind.close())


def inspect(closed: list[Visit]) -> None:
    for seen in closed:
        assert seen.strangers == []
        assert seen.expects_trouble or seen.troubles == []


@pytest.fixture(scope="package")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_shown_words(tmp_path_factory.mktemp("content") / "programme")


@pytest.fixture(scope="module")
def homely(
    tmp_path_factory: pytest.TempPathFactory, chromium: Browser, content: Path
) -> Iterator[House]:
    with Server(tmp_path_factory.mktemp("house") / "var", content) as server:
        house = House(server, Visits(chromium, server), programme_of(content))
        yield house
        house.database.close()


@pytest.fixture
def house(homely: House) -> Iterator[House]:
    """A server with Ada, Ben, Cleo and Eve, who hold live sessions; the same rules for windows."""
    yield homely
    inspect(homely.visits.close())
