"""Taking in what is sent, on the loop, so that a slow sender costs no thread.

A request reaches Flask when it has arrived whole. What is larger than Flask takes is read to the
end and dropped, for a browser shows the refusal only after it has sent everything.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from learning.errors import LearningError
from learning.front.asgi import Receive, Scope

SLOWEST = 60.0
"""Seconds in which a request has to arrive."""
MOST_HELD = 64_000_000
"""Bytes of all requests that are arriving or being answered in this process."""
LARGEST_DROPPED = 20_000_000
"""Bytes of one request that are read only so that its sender sees the refusal."""


class Gone(Exception):
    """Whoever sent it does not wait for an answer any more."""


class TooSlow(LearningError):
    """It did not arrive in time."""


class TooMuch(LearningError):
    """Too many large requests are arriving at once."""


class Intake:
    """What is arriving in this process."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._held = 0

    @asynccontextmanager
    async def whole(self, scope: Scope, receive: Receive) -> AsyncIterator[tuple[bytes, int]]:
        """Give the body and its size, of one that is too large the size alone.

        It counts as held until the block ends. Raises `Gone`, `TooSlow` and `TooMuch`.
        """
        pieces: list[bytes] = []
        try:
            size = await self._in_time(receive, pieces) if _has_body(scope) else 0
            pieces[:] = [b"".join(pieces)]
            yield pieces[0], size
        finally:
            self._drop(pieces)

    async def _in_time(self, receive: Receive, pieces: list[bytes]) -> int:
        try:
            async with asyncio.timeout(SLOWEST):
                return await self._collect(receive, pieces)
        except TimeoutError:
            raise TooSlow("This took too long to arrive. Nothing was saved.") from None

    async def _collect(self, receive: Receive, pieces: list[bytes]) -> int:
        size, more = 0, True
        while more and size <= LARGEST_DROPPED:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            piece, more = message.get("body", b""), message.get("more_body", False)
            size += len(piece)
            if size <= self._largest:
                self._hold(piece, pieces)
        if size > self._largest:
            self._drop(pieces)
        return size

    def _hold(self, piece: bytes, pieces: list[bytes]) -> None:
        if self._held + len(piece) > MOST_HELD:
            raise TooMuch("Too much is arriving at this moment. Send it again in a minute.")
        pieces.append(piece)
        self._held += len(piece)

    def _drop(self, pieces: list[bytes]) -> None:
        self._held -= sum(map(len, pieces))
        pieces.clear()


def _has_body(scope: Scope) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"])
