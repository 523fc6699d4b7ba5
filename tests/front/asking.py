"""A server that speaks ASGI to the front in the test’s own process, so that time can be hurried."""

import asyncio
from collections.abc import Sequence

from learning.front import Front
from learning.front.asgi import Message


class Asked:
    """One request to the front: what it sends is fed in, what comes back is collected."""

    def __init__(self, front: Front, method: str, path: str, headers: dict[str, str]) -> None:
        address, _, query = path.partition("?")
        self.answers: list[Message] = []
        self._arriving: asyncio.Queue[Message] = asyncio.Queue()
        self._scope = {
            "type": "http", "http_version": "1.1", "scheme": "http", "method": method,
            "path": address, "query_string": query.encode(),
            "headers": [(n.lower().encode(), v.encode()) for n, v in headers.items()],
            "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 40000),
        }  # fmt: skip
        self.done = asyncio.create_task(front(self._scope, self._arriving.get, self._send))

    def sends(self, *pieces: bytes, more: bool = False) -> None:
        for piece in pieces[:-1]:
            self._put(piece, more=True)
        self._put(pieces[-1] if pieces else b"", more=more)

    def leaves(self) -> None:
        self._arriving.put_nowait({"type": "http.disconnect"})

    @property
    def status(self) -> int:
        return int(self.answers[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.answers[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(answer["body"] for answer in self.answers[1:])

    def _put(self, piece: bytes, *, more: bool) -> None:
        self._arriving.put_nowait({"type": "http.request", "body": piece, "more_body": more})

    async def _send(self, message: Message) -> None:
        self.answers.append(message)


async def answered(
    front: Front, method: str, path: str, pieces: Sequence[bytes] = (), **headers: str
) -> Asked:
    """Send a whole request and wait for the whole answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = Asked(front, method, path, named)
    asked.sends(*pieces)
    await asyncio.wait_for(asked.done, 20)
    return asked
