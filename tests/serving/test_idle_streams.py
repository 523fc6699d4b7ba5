"""A thousand who listen and hear nothing, and others who read meanwhile."""

import socket
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest

from learning.db import Database
from tests.broadcast.listening import Served, address, opened
from tests.serving.writers import PAGE

pytestmark = pytest.mark.slow


def test_a_thousand_idle_streams_keep_no_reader_waiting(speaking: Database, tmp_path: Path) -> None:
    with Served(tmp_path / "var", speaking) as served, ExitStack() as listening:
        for number in range(1_000):
            stream = socket.create_connection(("127.0.0.1", served.port), timeout=20)
            listening.enter_context(stream)
            path = address(7, f"p{number}")
            stream.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert stream.recv(12) == b"HTTP/1.1 200", "the last one listens, too"

        began = monotonic()
        for _ in range(20):
            with opened(served.port, PAGE) as page:
                assert page.status == 200
        assert monotonic() - began < 20
