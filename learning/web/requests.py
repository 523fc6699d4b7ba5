"""Each request has a number, a line in the log if that is wanted, and its share of the metrics."""

import logging
import re
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from learning import doing, log
from learning.config import Settings
from learning.db import warn_beyond
from learning.doing import Doing
from learning.web.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Request-Id"
NO_VIEW = "none"
"""Of an address that leads nowhere: it may hold anything, and is never written down."""
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_log = logging.getLogger(log.REQUESTS)


def init_app(app: Flask, settings: Settings) -> None:
    """Count and number the requests; to be called before anything else asks the database."""
    warn_beyond(settings.slow_statement_ms)
    metrics = Metrics() if settings.metrics_token else None
    app.extensions["metrics"] = metrics
    app.wsgi_app = _Numbered(  # type: ignore[method-assign]
        app.wsgi_app, metrics, believes=bool(settings.trusted_proxies)
    )

    @app.before_request
    def name_the_view() -> None:
        if task := doing.now():
            task.view = request.endpoint or NO_VIEW


class _Numbered:
    """The application, its requests numbered and timed."""

    def __init__(self, app: "WSGIApplication", metrics: Metrics | None, *, believes: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._believes = believes

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, and write down afterwards what it took."""
        task = Doing(self._number(environ), NO_VIEW)
        status = 500  # of what an application raises instead of answering

        def start(line: str, headers: list[tuple[str, str]], *more: Any) -> Callable[..., object]:
            nonlocal status
            status = int(line[:3])
            headers.append((HEADER, task.number))
            return start_response(line, headers, *more)

        before, began = doing.begin(task), perf_counter()
        try:
            return self._app(environ, start)
        finally:
            self._note(task, environ["REQUEST_METHOD"], status, perf_counter() - began)
            doing.end(before)

    def _number(self, environ: "WSGIEnvironment") -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "") if self._believes else ""
        return given if _SANE.fullmatch(given) else doing.new_number()

    def _note(self, task: Doing, method: str, status: int, seconds: float) -> None:
        method = method if method in _METHODS else "other"
        if self._metrics:
            self._metrics.note(task, method, status, seconds)
        if _log.isEnabledFor(logging.INFO):
            _write(task, method, status, seconds)


def _write(task: Doing, method: str, status: int, seconds: float) -> None:
    log.write(
        _log,
        logging.INFO,
        "request",
        method=method,
        view=task.view,
        status=status,
        ms=round(seconds * 1000),
        database_ms=round(task.database_seconds * 1000),
        statements=task.statements,
    )
