"""How a server begins: it says its address once a worker can answer, or why none can, and ends."""

import multiprocessing
import os
import signal
import sys


class Beginning:
    """What the first workers tell each other and their parent; handed to each as it starts.

    The workers look for themselves whether everything is fit to be served. To look before they
    start would load everything twice, one after the other, and a start take twice as long.
    """

    def __init__(self, sentence: str) -> None:
        """Keep ``sentence``, to be said when the first worker can answer."""
        shared = multiprocessing.get_context("spawn")
        self._sentence = sentence
        self._one_speaks = shared.Lock()
        self._serves = shared.Event()
        self._refused = shared.Event()

    @property
    def was_refused(self) -> bool:
        """Tell whether the server ended before it had begun."""
        return self._refused.is_set()

    def succeed(self) -> None:
        """Note that a worker can answer; the first one says so."""
        with self._one_speaks:
            if not self._serves.is_set() and not self._refused.is_set():
                self._serves.set()
                print(self._sentence, flush=True)

    def refuse(self, why: str) -> bool:
        """Say why, once, and end the server; once it serves, do nothing and return False."""
        with self._one_speaks:
            if self._serves.is_set():
                return False
            if not self._refused.is_set():
                self._refused.set()
                print(why, file=sys.stderr, flush=True)
                os.kill(os.getppid(), signal.SIGTERM)
            return True
