"""From outside: the product as it is served, behind a proxy that is right and some that are not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from learning.config import Settings
from learning.doctor import FROM_OUTSIDE, Where, findings, reaching
from tests.broadcast.proxy import STORES_AND_FORWARDS, nginx
from tests.databases import free_port
from tests.server import Server

ADDS = "proxy_set_header X-Forwarded-For $remote_addr;"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    programme = Path(__file__).parents[1] / "programme"
    with Server(tmp_path_factory.mktemp("served") / "var", programme) as server:
        yield server


def states(settings: Settings, port: int, host: str = "127.0.0.1") -> dict[str, str]:
    address = f"http://{host}:{port}"
    where = Where(settings=settings, db=None, mistakes=tuple, address=address)
    return {one.name: one.state for one in findings(where, FROM_OUTSIDE[1:])}


def test_a_proxy_that_passes_everything_on_is_fine(settings: Settings, served: Server) -> None:
    everything = dict.fromkeys(("Public address", "Proxy headers", "Event streams"), "fine")

    assert states(settings, served.port) == everything
    with nginx(served.port) as port:
        assert states(settings, port) == everything


def test_a_proxy_that_holds_streams_back_or_that_nobody_trusts_is_said(
    settings: Settings, served: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "_SOON", 1.0)
    with nginx(served.port, more=STORES_AND_FORWARDS + ADDS) as port:
        found = states(settings, port)

    assert found == {"Public address": "fine", "Proxy headers": "mend", "Event streams": "mend"}


def test_where_nothing_or_something_else_answers_it_is_said_once(
    settings: Settings, served: Server
) -> None:
    nothing = {"Public address": "mend", "Proxy headers": "look", "Event streams": "look"}

    assert states(settings, free_port()) == nothing
    with nginx(served.port, more="return 418;") as port:
        assert states(settings, port) == nothing


def test_a_server_with_another_key_lets_nobody_look(settings: Settings, served: Server) -> None:
    other = Settings(**{**dict(settings), "secret_key": "another key than that of the server"})

    found = states(other, served.port)

    assert found == {"Public address": "fine", "Proxy headers": "look", "Event streams": "look"}


@pytest.mark.parametrize(
    ("changed", "state", "said"),
    [
        ({}, "fine", ""),
        ({"scheme": "http"}, "mend", "X-Forwarded-Proto"),
        ({"host": "127.0.0.1:8000"}, "mend", "X-Forwarded-Host"),
        ({"hops": 2}, "mend", "LEARNING_TRUSTED_PROXIES=2"),
        ({"hops": 0}, "mend", "LEARNING_TRUSTED_PROXIES=0"),
    ],
)
def test_what_a_proxy_adds_is_compared_with_what_was_asked(
    changed: dict[str, Any], state: str, said: str
) -> None:
    arrived = {"scheme": "https", "host": "learn.example.org", "hops": 1, "trusted": 1} | changed

    found = reaching.compared("Proxy headers", arrived, "https://learn.example.org")

    assert (found.state, said in found.remedy) == (state, True)
