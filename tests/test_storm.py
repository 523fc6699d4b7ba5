"""Many people at once before the real server, and the server killed in the middle."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from learning.db import connect
from tests.server import Server
from tests.serving.writers import HEARD, VERSION, Person, signed_in

pytestmark = pytest.mark.slow

SMALL = Path(__file__).parent / "programme"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "var", SMALL) as server:
        yield server


@pytest.fixture
def people(server: Server) -> list[Person]:
    """Fifty learners, signed in."""
    database = connect(server.database_url)
    people = signed_in(database, server, 50)
    database.close()
    return people


def test_fifty_autosaves_at_once_are_fifty_saved(people: list[Person]) -> None:
    with ThreadPoolExecutor(50) as pool:
        versions = list(pool.map(lambda person: person.save(f"Rain {person.number}", 0), people))

    assert versions == [1] * 50
    assert [person.read() for person in people] == [f"Rain {n}" for n in range(50)]


def test_eight_claims_at_once_give_one_certificate(people: list[Person]) -> None:
    ada = people[0]
    for path in ("listening/what-it-is", "listening/a-conversation", "feedback/say-what-you-saw"):
        fields = {HEARD: "Rain", VERSION: 0} if path.endswith("conversation") else {}
        status, _, _ = ada.request("POST", f"/modules/{path}/completion", **fields)
        assert status == 303

    with ThreadPoolExecutor(8) as pool:
        claims = list(
            pool.map(lambda n: ada.request("POST", "/certificates", holder=f"Ada {n}"), range(8))
        )

    assert {status for status, _, _ in claims} == {303}
    assert len({address for _, address, _ in claims}) == 1


def keep_saving(person: Person, acknowledged: dict[int, int], enough: threading.Event) -> None:
    """Save sentence after sentence until the server is gone."""
    with suppress(OSError, HTTPException):
        for number in range(1, 10_000):
            person.save(f"Sentence {number}", number - 1)
            acknowledged[person.number] = number
            if sum(acknowledged.values()) > 200:
                enough.set()


def test_a_server_killed_in_a_storm_of_saves_loses_nothing_it_had_acknowledged(
    server: Server, people: list[Person]
) -> None:
    writers = people[:8]
    acknowledged = dict.fromkeys(range(8), 0)
    enough = threading.Event()
    with ThreadPoolExecutor(8) as pool:
        for person in writers:
            pool.submit(keep_saving, person, acknowledged, enough)
        assert enough.wait(30)
        server.kill()
    server.start()

    for person in writers:
        kept = int(person.read().removeprefix("Sentence "))
        # The last one sent may have been kept without the answer arriving.
        assert kept in (acknowledged[person.number], acknowledged[person.number] + 1)


def test_the_parent_of_the_workers_holds_no_database_open(server: Server) -> None:
    """A forked child that inherits a connection believes in locks that only its parent has."""
    held = {path.readlink().name for path in Path(f"/proc/{server.pid}/fd").iterdir()}

    assert not {name for name in held if name.startswith("learning.db")}


def test_drafts_are_served_and_reloaded(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", SMALL, command="dev")
    server.start()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/_components")
    status = connection.getresponse().status
    connection.close()
    server.kill()

    assert status == 200
