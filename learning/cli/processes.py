"""The processes that serve: a parent that holds the address, and workers that answer.

The parent listens and answers nothing, so what arrives while a worker ends waits for the next one.
Each worker is a fresh interpreter: after SIGHUP they run what is installed by then.
"""

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any, cast

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from learning.cli.ending import LET_GO, LONGEST_STOP, begin_process

if TYPE_CHECKING:
    from learning.front import Front

MOST_PROCESSES = 4
"""That nobody has to ask for: more than that is for who has measured what their machine does."""
_MOST_CONNECTIONS = 4096
"""In each process: its streams, and pages besides."""
_LONGEST_SILENCE = 10_000
"""Milliseconds in which a new or an idle connection has to send the head of a request."""
_OVERLAP = 4.0
"""Seconds that a new worker has to get ready in before the one it replaces is stopped."""

_READING = 0.3
"""Seconds in which a worker that has let go of the address reads what it had taken."""


def serve_with(
    load: Callable[[], "Front"],
    host: str,
    port: int,
    *,
    processes: int,
    is_fit: Callable[[], int] | None = None,
) -> None:
    """Serve what ``load`` returns in each process, until a signal stops it.

    SIGHUP replaces the workers one after the other, unless ``is_fit``, run in a process of its
    own, answers anything but 0. Both have to be functions that another process can import.
    """
    # A forked worker would run what the parent had loaded when it was started.
    multiprocessing.set_start_method("spawn", force=True)
    _Parent(
        "learning.asgi",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        # Told nothing, it waits for ever for the first bytes, to see which HTTP they are.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_LONGEST_SILENCE),
        backlog=_MOST_CONNECTIONS,
        backpressure=_MOST_CONNECTIONS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        # Its own words go where ours go, and look the same.
        log_dictconfig={"formatters": {}, "handlers": {}, "loggers": {"_granian": {}}},
        respawn_failed_workers=True,
        respawn_interval=_OVERLAP,
        workers_kill_timeout=LONGEST_STOP,
    ).watch(is_fit).serve(target_loader=partial(_begun, load), wrap_loader=False)


def _begun(load: Callable[[], "Front"]) -> "Front":
    begin_process()
    return load()


def usual_processes(*, is_embedded: bool) -> int:
    """Return how many workers serve if nobody says: one on SQLite, else one a core, up to four.

    Writers to SQLite queue, and each process looks at the file and keeps the programme.
    """
    return 1 if is_embedded else min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


class _Parent(MPServer):
    """The server, with an address of its own and a reload that looks first."""

    def watch(self, is_fit: Callable[[], int] | None) -> "_Parent":
        """Look with ``is_fit`` before each reload."""

        def reload(_number: int, _frame: object) -> None:
            Thread(target=self._reload_if, args=(is_fit,), name="reload", daemon=True).start()

        self.on_startup(lambda: signal.signal(signal.SIGHUP, reload))
        return self

    def _reload_if(self, is_fit: Callable[[], int] | None) -> None:
        if is_fit and not answers_nought(is_fit):
            print("Not reloaded: what was served before goes on.", file=sys.stderr, flush=True)
            return
        own: Any = self  # the rest of it has no types
        own.signal_handler_reload()

    def _init_shared_socket(self) -> None:
        """Listen here, once. By itself each worker would, and take to its grave who waits there."""
        own, usual = cast("Any", self), cast("Any", super())
        usual._init_shared_socket()
        own._shd, own._ssp = own._ssp.build(), None
        own._sso = socket.socket(fileno=own._shd.get_fd())
        own._sso.set_inheritable(True)

    def _respawn_workers(self, workers: list[int], *args: Any, **kwargs: Any) -> None:
        """Replace workers, each of which lets go of the address before it is told to stop."""
        for number in workers:
            worker: Any = self.wrks[number]
            worker.terminate = partial(_stop, worker)
        super()._respawn_workers(workers, *args, **kwargs)


def _stop(worker: Any) -> None:
    """Stop a worker once it has read what it had taken."""
    if worker.inner.is_alive():
        os.kill(worker.inner.pid, LET_GO)
        sleep(_READING)
    worker.interrupt_by_parent = True
    worker.inner.terminate()


def answers_nought(is_fit: Callable[[], int]) -> bool:
    """Tell what ``is_fit`` answers in a fresh interpreter: True for 0."""
    looking = multiprocessing.get_context("spawn").Process(target=_exit_with, args=(is_fit,))
    looking.start()
    looking.join()
    return looking.exitcode == 0


def _exit_with(is_fit: Callable[[], int]) -> None:
    sys.exit(is_fit())
