"""A fair queue for writers of an SQLite file, across threads and processes.

SQLite's own busy handler is unfair: with many writers somebody starves past any time-out. Here
each waits for its turn before it begins: first in line among the threads of this process, then
the kernel's lock on a file beside the database among processes. A process that dies gives up
its turn by dying.
"""

import fcntl
import os
from collections import deque
from pathlib import Path
from threading import Lock

PATIENCE = 30.0
"""Seconds a thread waits for its turn before it says that the server is busy."""


class Busy(Exception):
    """The turn did not come in time."""


class Turn:
    """The right to write, held by one thread of one process at a time, given in order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mutex = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()
        self._file: tuple[int, int] | None = None
        """Process id and descriptor: after a fork the child must open its own."""

    def take(self, patience: float = PATIENCE) -> None:
        """Wait until it is this thread's turn; raise `Busy` after ``patience`` seconds."""
        with self._mutex:
            mine = Lock() if self._taken else None
            self._taken = True
            if mine:
                mine.acquire()
                self._waiting.append(mine)
        if mine and not mine.acquire(timeout=patience):
            self._leave(mine)
        try:
            fcntl.flock(self._descriptor(), fcntl.LOCK_EX)
        except OSError:
            self._pass_on()
            raise

    def give_back(self) -> None:
        """Let the next in line write."""
        fcntl.flock(self._descriptor(), fcntl.LOCK_UN)
        self._pass_on()

    def close(self) -> None:
        """Close the file; the next turn opens it again."""
        if self._file and self._file[0] == os.getpid():
            os.close(self._file[1])
        self._file = None

    def _pass_on(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _leave(self, mine: Lock) -> None:
        with self._mutex:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise Busy
        # It was handed to us between the time-out and now: take it after all.

    def _descriptor(self) -> int:
        if self._file is None or self._file[0] != os.getpid():
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._file = (os.getpid(), descriptor)
        return self._file[1]
