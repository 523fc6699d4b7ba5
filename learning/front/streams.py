"""The streams, held on the loop: a few kilobytes each, no thread, no database."""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from urllib.parse import parse_qsl

from flask import Flask

from learning import clock
from learning.front.asgi import Receive, Scope, Send, answer, begin, dressed, part
from learning.web import streams as words
from learning.web.metrics import metrics_of
from learning.web.signals import Signals, signals_of
from learning.web.streams import Asked

MOST = 2_000
"""Streams in one process."""
MOST_OF_ONE = 6
"""Streams of one ticket-holder in one process: a few windows, and some that died unnoticed."""
_PATH = re.compile(r"/live/([1-9][0-9]{0,9})/events", re.ASCII)

_log = logging.getLogger(__name__)


class Streams:
    """Every stream that this process holds."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._metrics = metrics_of(app)
        self._open: set[_Listener] = set()
        self._of: Counter[tuple[str, str]] = Counter()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="versions")
        self._ending = False

    @staticmethod
    def answers(scope: Scope) -> bool:
        """Tell whether the request is for a stream."""
        return scope["method"] in {"GET", "HEAD"} and bool(_PATH.fullmatch(scope["path"]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold one stream, or answer one long-poll."""
        signals, asked = signals_of(self._app), self._asked(scope)
        if asked is None:
            await answer(send, 403, words.REFUSAL, words.TOO_OLD.encode())
            return
        if scope["method"] == "HEAD":
            await begin(send, 200, dressed(words.HEADERS))
            await part(send, b"", more=False)
            return
        key = (asked.ticket.topic, asked.ticket.who)
        if self._ending or len(self._open) >= MOST or self._of[key] >= MOST_OF_ONE:
            await _turn_away(send)
            return
        with self._seat(key) as listener, signals.hub.listening(key[0], listener.wake):
            if not await self._is_known(signals, key[0]):
                await _turn_away(send)
                return
            await _heard(signals, asked, listener, receive, send)

    def end(self) -> None:
        """End every stream, and let none begin: the server stops."""
        self._ending = True
        for listener in self._open:
            listener.leave()

    def _asked(self, scope: Scope) -> Asked | None:
        number = _PATH.fullmatch(scope["path"])
        given = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        secret = signals_of(self._app).secret
        return words.asked(secret, int(number[1]), given) if number else None

    @contextmanager
    def _seat(self, key: tuple[str, str]) -> Iterator["_Listener"]:
        listener = _Listener()
        self._open.add(listener)
        self._of[key] += 1
        if self._metrics:
            self._metrics.stream_began()
        try:
            yield listener
        finally:
            if self._metrics:
                self._metrics.stream_ended()
            self._open.discard(listener)
            self._of[key] -= 1
            if not self._of[key]:
                del self._of[key]

    async def _is_known(self, signals: Signals, topic: str) -> bool:
        """Find out the topic’s version, unless somebody listens to it already."""
        if signals.hub.version_of(topic) is not None:
            return True
        ask = partial(signals.hub.catch_up, signals.versions_of, {topic})
        try:
            await asyncio.get_running_loop().run_in_executor(self._pool, ask)
        except Exception:  # the database is away: the browser comes again
            _log.exception("could not ask for the version of %s", topic)
            return False
        return True


class _Listener:
    """One open stream: woken by signals, by its browser’s leaving, and when the server stops."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()
        self.stays = True

    def wake(self) -> None:
        """Have `pause` return; from any thread."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._woken.set)

    def leave(self) -> None:
        """Have it end; on the loop."""
        self.stays = False
        self._woken.set()

    async def pause(self, seconds: float) -> None:
        """Wait until woken, at most that long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    def look(self) -> None:
        """Look from now on: what wakes it later counts."""
        self._woken.clear()

    async def notice_leaving(self, receive: Receive) -> None:
        """Leave when the browser does."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.leave()


async def _heard(
    signals: Signals, asked: Asked, listener: _Listener, receive: Receive, send: Send
) -> None:
    """Tell presence who listens, for as long as they do."""
    leaving = asyncio.create_task(listener.notice_leaving(receive))
    signals.opened(asked.ticket.topic, asked.ticket.who)
    try:
        await (_poll if asked.once else _stream)(signals, asked, listener, send)
    finally:
        signals.closed(asked.ticket.topic, asked.ticket.who)
        leaving.cancel()


async def _stream(signals: Signals, asked: Asked, listener: _Listener, send: Send) -> None:
    await begin(send, 200, dressed(words.HEADERS))
    said, sent = words.PREAMBLE, -1
    while listener.stays and clock.now() < asked.ticket.until:
        listener.look()
        version = signals.hub.version_of(asked.ticket.topic) or 0
        said += words.BEAT if version == sent else words.event(version)
        await part(send, said, more=True)
        said, sent = b"", version
        await listener.pause(words.HEARTBEAT)
    await part(send, b"", more=False)


async def _poll(signals: Signals, asked: Asked, listener: _Listener, send: Send) -> None:
    listener.look()
    if not words.news(signals, asked):
        await listener.pause(words.LONGEST_POLL)
    said = words.news(signals, asked) or words.NO_NEWS
    await answer(send, 200, words.HEADERS, said)


async def _turn_away(send: Send) -> None:
    await answer(send, 503, words.REFUSAL | words.RETRY_AFTER, words.TOO_MANY.encode())
