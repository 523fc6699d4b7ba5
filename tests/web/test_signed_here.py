"""Where no address is set, only who claims on the server’s own machine has it signed."""

import pytest

from learning import certificates
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from tests.cast import Cast, finish
from tests.conftest import Browse


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    return settings.model_copy(update=getattr(request, "param", {}) | {"base_url": ""})


def is_signed(
    browse: Browse, cast: Cast, database: Database, programme: Programme,
    *, address: str = "127.0.0.1", **headers: str,
) -> bool:  # fmt: skip
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
    ada = browse(cast.ada)
    sent = {"holder": "Ada"}
    there = {"REMOTE_ADDR": address}
    answer = ada.client.post("/certificates", data=sent, headers=headers, environ_base=there)
    assert answer.status_code == 303
    with database.reading() as db:
        return certificates.signed(db, answer.headers["Location"].rpartition("/")[2]) is not None


def test_on_this_machine_it_is_signed_at_once(
    browse: Browse, cast: Cast, database: Database, programme: Programme
) -> None:
    assert is_signed(browse, cast, database, programme, Host="localhost:8000")


@pytest.mark.parametrize(
    ("settings", "headers", "address"),
    [
        ({}, {"X-Forwarded-For": "198.51.100.7"}, "127.0.0.1"),
        ({}, {"Forwarded": "for=198.51.100.7"}, "127.0.0.1"),
        ({"trusted_proxies": 1}, {}, "127.0.0.1"),
        ({}, {}, "198.51.100.7"),
    ],
    ids=["for somebody", "for somebody else", "behind a proxy", "elsewhere"],
    indirect=["settings"],
)
def test_what_a_proxy_passes_on_is_not_of_this_machine_whatever_its_name(
    browse: Browse, cast: Cast, database: Database, programme: Programme,
    headers: dict[str, str], address: str,
) -> None:  # fmt: skip
    named = {"Host": "localhost"} | headers
    assert not is_signed(browse, cast, database, programme, address=address, **named)
