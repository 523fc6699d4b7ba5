"""Processes that end, one after the other or at once, while people write and listen."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from learning.cli.processes import MOST_PROCESSES, usual_processes
from learning.db import Database
from tests.broadcast.listening import Listener, Served, address
from tests.broadcast.proxy import nginx
from tests.broadcast.spoken import said
from tests.serving.writers import Person, signed_in

pytestmark = pytest.mark.slow
PATIENCE = 90
"""Seconds for what takes five on a machine that does nothing else."""


@dataclass(frozen=True)
class Proxy:
    """What stands before the servers."""

    port: int


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "it never came to that"
        sleep(0.1)


def workers(parent: int) -> set[int]:
    """Return the processes of a server that answer."""
    children = {
        int(child)
        for task in Path(f"/proc/{parent}/task").iterdir()
        for child in _read(task / "children").split()
    }
    return {one for one in children if b"spawn_main" in _read(Path(f"/proc/{one}/cmdline"))}


def _read(path: Path) -> bytes:
    """Return what is there; nothing if its thread or process has just ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def replaced(server: Served) -> None:
    """Reload the server and wait until all of its workers are new, and the old ones gone."""
    before = workers(server.pid)
    os.kill(server.pid, signal.SIGHUP)
    until(lambda: not before & workers(server.pid) and len(workers(server.pid)) == len(before))


def save_on(person: Person, enough: Event) -> int:
    """Save until it is enough; return how often. What is not saved raises."""
    number = 0
    while not enough.is_set():
        assert person.save(f"Sentence {number + 1}", number) == number + 1
        number += 1
        sleep(0.01)
    return number


@contextmanager
def saving(people: list[Person]) -> Iterator[list[Future[int]]]:
    """Have everybody save for as long as the block lasts."""
    enough = Event()
    with ThreadPoolExecutor(len(people)) as pool:
        try:
            yield [pool.submit(save_on, person, enough) for person in people]
        finally:
            enough.set()


def all_kept(people: list[Person], saves: list[Future[int]]) -> None:
    for person, saved in zip(people, saves, strict=True):
        assert saved.result() > 10
        assert person.read() == f"Sentence {saved.result()}"


def test_a_reload_during_saves_and_a_live_session_fails_nobody(
    speaking: Database, tmp_path: Path
) -> None:
    with Served(tmp_path / "var", speaking, processes=2) as served:
        people = signed_in(speaking, served, 4)
        listener = Listener(served.port, address(7))
        assert listener.hears(0)
        with saving(people) as saves:
            replaced(served)
            assert listener.ended, "a browser is told to come again"
            again = Listener(served.port, address(7))
            assert said(speaking, "live/7") == 1
            assert again.hears(1)
        all_kept(people, saves)


def test_two_servers_behind_a_proxy_are_reloaded_in_turn_and_no_save_fails(
    postgresql: Database, tmp_path: Path
) -> None:
    with (
        Served(tmp_path / "one", postgresql) as one,
        Served(tmp_path / "two", postgresql) as two,
        nginx(one.port, two.port) as port,
    ):
        people = signed_in(postgresql, Proxy(port), 4)
        with saving(people) as saves:
            for served in (one, two):
                replaced(served)
        all_kept(people, saves)


def test_a_worker_that_is_killed_in_a_storm_of_saves_loses_nothing_it_had_acknowledged(
    speaking: Database, tmp_path: Path
) -> None:
    with Served(tmp_path / "var", speaking, processes=2) as served:
        people = signed_in(speaking, served, 4)
        killed = min(workers(served.pid))
        with ThreadPoolExecutor(4) as pool:
            enough = Event()
            kept = [pool.submit(saved_before_trouble, person, enough) for person in people]
            sleep(1)
            os.kill(killed, signal.SIGKILL)
            until(lambda: killed not in workers(served.pid) and len(workers(served.pid)) == 2)
            enough.set()
        for person, saved in zip(people, kept, strict=True):
            number = int(person.read().removeprefix("Sentence "))
            # The last one sent may have been kept without the answer arriving.
            assert number - saved.result() in (0, 1)


def saved_before_trouble(person: Person, enough: Event) -> int:
    number = 0
    with suppress(OSError, HTTPException):
        while not enough.is_set():
            person.save(f"Sentence {number + 1}", number)
            number += 1
    return number


def test_workers_end_with_their_parent(speaking: Database, tmp_path: Path) -> None:
    served = Served(tmp_path / "var", speaking, processes=2)
    served.start()
    orphans = workers(served.pid)
    assert len(orphans) == 2
    os.kill(served.pid, signal.SIGKILL)
    try:
        until(lambda: not any(is_running(orphan) for orphan in orphans), 30)
    finally:
        served.stop()
        for orphan in orphans:
            with suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1]
    except OSError:
        return False
    return not state.startswith("Z")


def test_there_is_one_process_on_sqlite_and_else_one_a_core_up_to_four() -> None:
    assert usual_processes(is_embedded=True) == 1
    assert usual_processes(is_embedded=False) == min(len(os.sched_getaffinity(0)), MOST_PROCESSES)
