"""How a process that answers ends: after what it has taken, and not after its parent."""

import atexit
import os
import signal
import socket
import sys
from contextlib import suppress
from multiprocessing import parent_process
from threading import Thread
from time import sleep

LET_GO = signal.SIGUSR1
"""Tells a process to take no more connections; what it has taken it goes on answering."""
LONGEST_STOP = 10
"""Seconds that requests are given to end when a process stops."""


def begin_process() -> None:
    """Let go when told to, and end when the parent is gone; called in the main thread."""
    signal.signal(LET_GO, lambda *_: _let_go())
    atexit.register(_leave_at_once)
    Thread(target=_outlive_nobody, name="parent", daemon=True).start()


def _leave_at_once() -> None:
    """End without taking the interpreter apart.

    The server’s own threads may ask for it while it goes, and then they write a trace of panic.
    All that is ours has ended before.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _let_go() -> None:
    """Listen where nobody calls instead of at our address, which other processes listen at too.

    A server that is told to stop closes what it has taken and not read yet. Told this a moment
    before, it has nothing like that any more.
    """
    for listening in _listening():
        nowhere = socket.create_server(("127.0.0.1", 0))
        nowhere.setblocking(False)
        os.dup2(nowhere.fileno(), listening)


def _listening() -> list[int]:
    """Return the descriptors at which this process takes connections."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError), socket.socket(fileno=os.dup(int(name))) as one:
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                found.append(int(name))
    return found


def _outlive_nobody() -> None:
    """End in order once the parent is gone: nobody else would tell us to."""
    parent = parent_process()
    if parent is None:
        return
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(LONGEST_STOP)
    os._exit(1)
