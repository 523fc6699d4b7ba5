"""A line of work: one piece after the other, in a thread of its own, handed back by the handful."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_HANDFUL = 6
"""Answers that are handed to the loop at once, at most, while more work waits.

To hand over is to wake the loop, and the two then take the interpreter from each other: done for
each answer of thirty, that cost as much as the answers.
"""


class Line(Generic[Answer]):
    """What many ask in the same instant, answered in the order in which it was asked."""

    def __init__(self, name: str) -> None:
        """Prepare a line whose thread is called ``name``; it begins with the first question."""
        self._name = name
        self._waiting: SimpleQueue[_Asked[Answer] | None] = SimpleQueue()
        self._thread: Thread | None = None

    async def ask(self, work: Callable[[], Answer]) -> Answer:
        """Have the work done when its turn comes, and return or raise what came of it."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.put(_Asked(work, future))
        return await future

    def close(self) -> None:
        """Let the thread end once it has done what waits."""
        self._waiting.put(None)

    def _work(self) -> None:
        done: list[_Asked[Answer]] = []
        while asked := self._waiting.get():
            asked.answer()
            done.append(asked)
            if self._waiting.empty() or len(done) == _HANDFUL:
                _hand_over(done)
                done = []
        if done:
            _hand_over(done)


class _Asked(Generic[Answer]):
    """A piece of work, who waits for it, and what came of it."""

    def __init__(self, work: Callable[[], Answer], future: "asyncio.Future[Answer]") -> None:
        self.future = future
        self._work = work
        self._tell: Callable[[], object] = future.cancel

    def answer(self) -> None:
        try:
            outcome = self._work()
        except Exception as trouble:
            self._tell = partial(self.future.set_exception, trouble)
        else:
            self._tell = partial(self.future.set_result, outcome)

    def tell(self) -> None:
        if not self.future.done():  # whoever asked may have gone
            self._tell()


def _hand_over(done: "list[_Asked[Answer]]") -> None:
    with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
        done[0].future.get_loop().call_soon_threadsafe(_tell, done)


def _tell(done: "list[_Asked[Answer]]") -> None:
    for asked in done:
        asked.tell()
