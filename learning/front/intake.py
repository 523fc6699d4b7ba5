"""Taking in what is sent, on the loop, so that a slow sender costs no thread.

A request reaches Flask when it has arrived whole. What is larger than Flask takes is read to the
end and dropped, for a browser shows the refusal only after it has sent everything. Small requests,
which is what people send, have room of their own: no number of large ones can keep them out.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from learning.errors import LearningError
from learning.front.asgi import Receive, Scope

TURN = 20.0
"""Seconds in which `LEAST` bytes have to arrive, or the end: that is two kilobytes a second."""
LEAST = 40_000
SMALL = 64_000
"""Bytes up to which a request counts as small, if it says how large it is."""
MOST_SMALL = 64_000_000
"""Bytes of all small requests that are arriving or being answered in this process."""
MOST_LARGE = 64_000_000
"""The same of the large ones."""
MOST_OF_ONE = 8_000_000
"""The same of the large ones of one person, and of all who are not signed in together."""
LARGEST_DROPPED = 20_000_000
"""Bytes of one request that are read only so that its sender sees the refusal."""
_SMALL, _LARGE = "small", "large"


class Gone(Exception):
    """Whoever sent it does not wait for an answer any more."""


class TooSlow(LearningError):
    """It did not arrive in time."""


class TooMuch(LearningError):
    """Too many large requests are arriving at once."""


@dataclass(slots=True)
class _Arriving:
    """A request of which a part has arrived."""

    rooms: dict[str, int]
    """Where it takes room, and how much there is."""
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    """Also of what was dropped."""
    is_whole: bool = False


class Intake:
    """What is arriving in this process."""

    def __init__(self, largest: int, sender: Callable[[Scope], str]) -> None:
        """Take in up to ``largest`` bytes; ``sender`` tells who is signed in, “” for nobody."""
        self._largest = largest
        self._sender = sender
        self._held: Counter[str] = Counter()

    @asynccontextmanager
    async def whole(self, scope: Scope, receive: Receive) -> AsyncIterator[tuple[bytes, int]]:
        """Give the body and its size, of one that is too large the size alone.

        It counts as held until the block ends. Raises `Gone`, `TooSlow` and `TooMuch`.
        """
        arriving = _Arriving(self._rooms(scope), is_whole=not _has_body(scope))
        try:
            while not arriving.is_whole:
                await self._turn(arriving, receive)
            arriving.pieces[:] = [b"".join(arriving.pieces)]
            yield arriving.pieces[0], arriving.size
        finally:
            self._drop(arriving)

    def _rooms(self, scope: Scope) -> dict[str, int]:
        if not _has_body(scope):
            return {}
        size = _announced(scope)
        if size is not None and size <= SMALL:
            return {_SMALL: MOST_SMALL}
        return {_LARGE: MOST_LARGE, f"of {self._sender(scope)}": MOST_OF_ONE}

    async def _turn(self, arriving: _Arriving, receive: Receive) -> None:
        """Read on until enough has arrived for the sender to have another turn."""
        wanted = arriving.size + LEAST
        try:
            async with asyncio.timeout(TURN):
                while not arriving.is_whole and arriving.size < wanted:
                    await self._piece(arriving, receive)
        except TimeoutError:
            raise TooSlow("This took too long to arrive. Nothing was saved.") from None

    async def _piece(self, arriving: _Arriving, receive: Receive) -> None:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        piece = message.get("body", b"")
        arriving.size += len(piece)
        if arriving.size <= self._largest:
            self._hold(piece, arriving)
        else:
            self._drop(arriving)
        arriving.is_whole = not message.get("more_body") or arriving.size > LARGEST_DROPPED

    def _hold(self, piece: bytes, arriving: _Arriving) -> None:
        if any(self._held[room] + len(piece) > most for room, most in arriving.rooms.items()):
            raise TooMuch("Too much is arriving at this moment. Send it again in a minute.")
        arriving.pieces.append(piece)
        self._held.update(dict.fromkeys(arriving.rooms, len(piece)))

    def _drop(self, arriving: _Arriving) -> None:
        size = sum(map(len, arriving.pieces))
        arriving.pieces.clear()
        for room in arriving.rooms:
            self._held[room] -= size
            if not self._held[room]:
                del self._held[room]


def _has_body(scope: Scope) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"])


def _announced(scope: Scope) -> int | None:
    """Return how large the request says it is; None if it comes in chunks, or says it oddly."""
    sizes = [value for name, value in scope["headers"] if name == b"content-length"]
    is_told = len(sizes) == 1 and sizes[0].isdigit() and len(sizes[0]) < 10
    in_chunks = any(name == b"transfer-encoding" for name, _ in scope["headers"])
    return int(sizes[0]) if is_told and not in_chunks else None
