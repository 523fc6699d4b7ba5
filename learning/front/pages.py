"""Handing a request to Flask: in a thread of a bounded pool, whole, and the answer back whole."""

import asyncio
import io
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from flask import Flask

from learning.errors import LearningError
from learning.front.asgi import Headers, Receive, Scope, Send, answer, begin, encoded, part
from learning.front.intake import Gone, Intake, TooSlow
from learning.front.line import Line

Answered = tuple[int, Headers, bytes]
"""Status, headers and body."""

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

THREADS = 16
"""In each process: more than that wait for the interpreter, or for a connection to the database."""
_ASKED_BY_MANY = re.compile(r"/live/[0-9]+/state", re.ASCII)
"""What all the browsers of a session ask in the same instant, once they have heard a signal."""
_GIVES_WAY = 0.005
"""Seconds that each of these waits at most for pages that are being answered."""
_PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


class Pages:
    """The Flask application, asked from an event loop."""

    def __init__(self, app: Flask, threads: int) -> None:
        self._app = app
        self._intake = Intake(app.config["MAX_CONTENT_LENGTH"], self._sender)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pages")
        # One thread: thirty that take the interpreter from each other need twice as long, and
        # whoever opens a page meanwhile would wait for all of them.
        self._line: Line[Answered] = Line("line")
        self._answering = 0
        """Pages that are being answered in threads of the pool."""
        self._is_quiet = Event()
        self._is_quiet.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            async with self._intake.whole(scope, receive) as (body, size):
                asked = partial(self._answered, _environ(scope, body, size))
                status, headers, page = await self._in_turn(scope["path"], asked)
        except Gone:
            return
        except LearningError as refusal:
            status = 408 if isinstance(refusal, TooSlow) else 503
            await answer(send, status, _PLAIN | {"Connection": "close"}, str(refusal).encode())
            return
        await begin(send, status, headers)
        await part(send, page, more=False)

    async def _in_turn(self, path: str, asked: Callable[[], Answered]) -> Answered:
        """Have a page answered at once; what many ask, one after the other, between the pages."""
        if _ASKED_BY_MANY.fullmatch(path):
            return await self._line.ask(partial(self._between_pages, asked))
        self._answering += 1
        self._is_quiet.clear()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, asked)
        finally:
            self._answering -= 1
            if not self._answering:
                self._is_quiet.set()

    def _between_pages(self, asked: Callable[[], Answered]) -> Answered:
        self._is_quiet.wait(_GIVES_WAY)
        return asked()

    def close(self) -> None:
        """Let the threads end once they have answered."""
        self._pool.shutdown(wait=False)
        self._line.close()

    def _sender(self, scope: Scope) -> str:
        """Return who is signed in, as their cookie says: signed, but perhaps ended meanwhile."""
        request = self._app.request_class(_environ(scope, b"", 0))
        session = self._app.session_interface.open_session(self._app, request)
        return str(session.get("_user_id", "")) if session else ""

    def _answered(self, environ: "WSGIEnvironment") -> Answered:
        said: list[Any] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], _trouble: object = None
        ) -> Any:
            said[:] = int(status.split(" ", 1)[0]), encoded(headers)

        parts = self._app.wsgi_app(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        status, headers = said
        return status, headers, body


def _environ(scope: Scope, body: bytes, size: int) -> "WSGIEnvironment":
    """Return the request as WSGI (PEP 3333) tells it."""
    host, port = scope.get("server") or ("localhost", None)
    client = scope.get("client") or ("", 0)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    _add_headers(environ, scope["headers"])
    if environ.pop("HTTP_TRANSFER_ENCODING", None):  # the chunks it came in are one body now
        environ["CONTENT_LENGTH"] = str(size)
    return environ


def _add_headers(environ: "WSGIEnvironment", headers: Headers) -> None:
    for raw_name, raw_value in headers:
        name = raw_name.decode("latin-1").upper()
        if "_" in name:
            continue  # X_Forwarded_For would pass for the header that only a proxy may set
        name, value = name.replace("-", "_"), raw_value.decode("latin-1")
        if name not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            name = f"HTTP_{name}"
        between = "; " if name == "HTTP_COOKIE" else ","
        environ[name] = f"{environ[name]}{between}{value}" if name in environ else value
