"""Hundreds of connections that want nothing but room, before the real server."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

import pytest

from tests.server import Server

pytestmark = pytest.mark.slow
LARGE = 1_999_999
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("crowded") / "var"
    with Server(data, Path(__file__).parents[1] / "programme") as server:
        yield server


def asked(server: Server, method: str, path: str, **fields: str) -> tuple[int, float]:
    """Return the status, and the seconds that it took."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=15)
    began = monotonic()
    connection.request(method, path, urlencode(fields) or None, FORM)
    status = connection.getresponse().status
    connection.close()
    return status, monotonic() - began


def large(server: Server) -> socket.socket:
    """Send all of a large request but its last byte."""
    head = f"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGE}\r\n\r\n"
    sender = socket.create_connection(("127.0.0.1", server.port), timeout=15)
    with suppress(ConnectionError):  # it was refused before it had sent everything
        sender.sendall(head.encode() + b"a" * (LARGE - 1))
    return sender


def test_large_requests_that_never_end_keep_nobodys_small_one_out(server: Server) -> None:
    with ExitStack() as open_ones:
        for _ in range(32):  # together they are as much as the process holds
            open_ones.enter_context(large(server))
        sleep(1)  # until it has read them
        status, seconds = asked(server, "POST", "/sign-in", password="a" * 200)

        assert (status, seconds < 5) == (422, True)


def test_a_connection_that_says_nothing_is_closed(server: Server) -> None:
    """Also one that has asked before, and one that stops in the middle of a request’s head."""
    said = (b"", b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /health HTTP/1.1\r\nHo")
    with ExitStack() as open_ones:
        silent = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", server.port), 20))
            for _ in said
        ]
        for connection, words in zip(silent, said, strict=True):
            connection.sendall(words)
        for connection in silent:
            while connection.recv(65_536):
                pass
    assert asked(server, "GET", "/health")[0] == 200
