"""The disk of an embedded database is full, as far as the serving process can tell."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from learning.db import connect
from tests.server import Server
from tests.serving.test_processes import workers
from tests.serving.writers import HEARD, PAGE, VERSION, signed_in

pytestmark = pytest.mark.slow
SMALL = Path(__file__).parents[1] / "programme"
TEXT = "Rain on the roof. " * 1_000


@contextmanager
def no_room_in(server: Server) -> Iterator[None]:
    """Let no file of the server grow beyond what its log of writes has now."""
    (worker,) = workers(server.pid)
    full = (server.data / "learning.db-wal").stat().st_size
    before = resource.prlimit(worker, resource.RLIMIT_FSIZE)
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (full, before[1]))
    try:
        yield
    finally:
        resource.prlimit(worker, resource.RLIMIT_FSIZE, before)


def test_a_full_disk_loses_no_text_and_harms_no_file_and_room_is_enough_to_go_on(
    tmp_path: Path,
) -> None:
    with Server(tmp_path / "var", SMALL) as server:
        database = connect(server.database_url)
        (ada,) = signed_in(database, server, 1)
        database.close()
        assert ada.save("Rain", 0) == 1

        with no_room_in(server):
            status, _, page = ada.request("POST", f"{PAGE}/completion", **{HEARD: TEXT, VERSION: 1})
            assert (status, TEXT in page, "nothing was saved" in page) == (503, True, True)
            assert ada.read() == "Rain", "what is there can still be read"
            with closing(sqlite3.connect(server.data / "learning.db")) as file:
                assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

        assert ada.save(TEXT, 1) == 2
        assert ada.read().strip() == TEXT.strip()
        log = (server.data / "log").read_text()
    assert log.count("database: ") == 1
    assert "Traceback" not in log
