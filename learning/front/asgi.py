"""The words of ASGI, and an answer in one piece."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from learning.web.headers import SECURITY

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


async def begin(send: Send, status: int, headers: Headers) -> None:
    """Send the status and the headers."""
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def part(send: Send, body: bytes, *, more: bool) -> None:
    """Send a part of the body, the last one unless there is ``more``."""
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def answer(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    """Answer in one piece, where Flask is not asked."""
    await begin(send, status, dressed(headers | {"Content-Length": str(len(body))}))
    await part(send, body, more=False)


def dressed(headers: dict[str, str]) -> Headers:
    """Return the headers as they go out, with those that every answer carries."""
    return encoded((headers | SECURITY).items())


def encoded(headers: Iterable[tuple[str, str]]) -> Headers:
    """Return the headers as ASGI takes them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
