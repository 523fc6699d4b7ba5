"""Chromium 109, which we promise to work in, takes the place of today's in this folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from learning.content import Programme
from tests.in_browser.conftest import cast_served
from tests.in_browser.visit import QUIET, Visits
from tests.server import Server

CHROMIUM_109 = Path(sys.prefix) / "browsers" / "chromium-109" / "chromium"


@pytest.fixture(scope="package")
def executable() -> str:
    assert CHROMIUM_109.exists(), "Chromium 109 is missing: .ci/browsers brings it"
    return str(CHROMIUM_109)


@pytest.fixture(scope="package")
def chromium(todays: Browser, executable: str) -> Iterator[Browser]:
    old = todays.browser_type.launch(executable_path=executable, args=QUIET)
    assert old.version.startswith("109."), old.version
    yield old
    old.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> Iterator[Server]:
    """A server of this folder: the tests that it borrows make the same people anew."""
    with cast_served(tmp_path_factory.mktemp("old") / "var", programme) as server:
        yield server


@pytest.fixture(scope="package")
def windows(chromium: Browser, server: Server) -> Visits:
    return Visits(chromium, server)
