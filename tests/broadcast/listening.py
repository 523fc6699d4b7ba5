"""Browsers without a screen that listen to the product as it is served."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import SHUT_RDWR
from threading import Thread
from time import monotonic, sleep

from learning.broadcast import ticket
from learning.db import Database
from tests.server import Server

ROOT = Path(__file__).parents[2]
SECRET = "a secret of tests"


class Served(Server):
    """The product with the topics of these tests, in some processes, on any database."""

    def __init__(self, data: Path, database: Database, processes: int = 1) -> None:
        address = database.engine.url.render_as_string(hide_password=False)
        settings = {
            "LEARNING_DATABASE_URL": address,
            "LEARNING_SECRET_KEY": SECRET,
            "PYTHONPATH": str(ROOT),
        }
        super().__init__(data, ROOT / "tests" / "programme", settings=settings)
        self._processes = processes

    def command_line(self) -> list[str]:
        module = "tests.broadcast.served"
        return [sys.executable, "-m", module, str(self.port), str(self._processes)]


def address(number: int, who: str = "31", *, lasts: float = 600, **asked: object) -> str:
    """Return where to listen to a live session; ``lasts`` is how many seconds the ticket holds."""
    # Not the stopped clock of the tests: the server is another process.
    until = datetime.now(UTC) + timedelta(seconds=lasts)
    given = "".join(f"&{name}={value}" for name, value in asked.items())
    return f"/live/{number}/events?ticket={ticket(SECRET, f'live/{number}', who, until)}{given}"


@contextmanager
def opened(port: int, path: str, *, patience: float = 30) -> Iterator[HTTPResponse]:
    """Ask and give the answer, whose body may still be on its way."""
    connection = HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", path)
        yield connection.getresponse()
    finally:
        connection.close()


class Listener:
    """Holds a stream open, and notes which versions come when."""

    def __init__(self, port: int, path: str) -> None:
        self.heard: list[tuple[int, float]] = []
        self.ended: float | None = None
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.request("GET", path)
        self._response = self._connection.getresponse()
        assert self._response.status == 200, self._response.read()
        Thread(target=self._listen, daemon=True).start()

    def hears(self, version: int, within: float = 5.0) -> bool:
        """Tell whether the version comes in time."""
        until = monotonic() + within
        while version not in self.versions and monotonic() < until:
            sleep(0.005)
        return version in self.versions

    @property
    def versions(self) -> list[int]:
        return [version for version, _ in self.heard]

    def leave(self) -> None:
        """Go without a word, as a browser does whose lid is shut."""
        self._connection.sock.shutdown(SHUT_RDWR)

    def _listen(self) -> None:
        while line := self._response.readline():
            if line.startswith(b"id: "):
                self.heard.append((int(line[4:]), monotonic()))
        self.ended = monotonic()
        self._connection.close()
