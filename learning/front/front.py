"""Which request goes where, and how the process begins and ends."""

import asyncio
import signal
from collections.abc import Callable
from threading import current_thread, main_thread
from types import FrameType

from flask import Flask

from learning.front.asgi import Receive, Scope, Send
from learning.front.pages import THREADS, Pages
from learning.front.streams import Streams


class Front:
    """An ASGI application: streams on the loop, everything else to Flask."""

    def __init__(self, app: Flask, threads: int = THREADS) -> None:
        self._streams = Streams(app)
        self._pages = Pages(app, threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, refuse a WebSocket, or live as long as the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif self._streams.answers(scope):
            await self._streams(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        loop = asyncio.get_running_loop()
        _at_the_end(lambda: loop.call_soon_threadsafe(self._streams.end))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._pages.close()
        await send({"type": "lifespan.shutdown.complete"})


def _at_the_end(act: Callable[[], object]) -> None:
    """Act when the process is told to stop, besides what the server does then.

    A server waits for its open answers before it says that it stops, and a stream is one. The
    loop hears of signals through a descriptor, so the server’s own handler stays in place.
    """
    if current_thread() is not main_thread():
        return  # only there can signals be heard; whoever runs us so ends us too
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def both(given: int, frame: FrameType | None, before: object = before) -> None:
            act()
            if callable(before):
                before(given, frame)

        signal.signal(number, both)
