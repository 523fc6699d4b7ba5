"""The application in this process, asked as a server asks it, with no client in between."""

import io
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from pydantic import SecretStr
from werkzeug.test import EnvironBuilder

from learning.accounts import Person
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.web import create_app
from learning.web.access import public
from tests.benchmarks.gathering import ROOT, cookie_of
from tests.benchmarks.live import SECRET
from tests.cast import join

HELLO = "/hello-of-the-benchmarks"
"""A view that answers “hello”, behind all that is done for every request."""
_EACH = 8
"""Requests of one round."""
Ask = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Inside:
    """The application and its only learner."""

    app: Flask
    learner: Person
    cookie: str

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["database"]
        return found

    @property
    def programme(self) -> Programme:
        found: Programme = self.app.extensions["editions"].programme
        return found

    def asking(self, path: str, fields: Mapping[str, str] | None = None) -> Ask:
        """Return what asks for ``path``, or posts ``fields`` there, and gives the body."""
        body = urlencode(fields).encode() if fields is not None else None
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip", "Sec-Fetch-Site": "none"}
        return asking(self.app, path, headers, body)


def asking(app: Flask, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Ask:
    """Return what hands a request to ``app`` by WSGI."""
    if body is not None:
        headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    method = "GET" if body is None else "POST"
    environ = EnvironBuilder(
        path=path, method=method, headers=list(headers.items()), data=body
    ).get_environ()

    def ask() -> bytes:
        said: list[str] = []
        mine: dict[str, Any] = {**environ, "wsgi.input": io.BytesIO(body or b"")}
        answer = app.wsgi_app(mine, lambda status, *_: said.append(status))  # type: ignore[arg-type]
        whole = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        assert said[0] < "4", (path, said, whole[:300])
        return whole

    return ask


@contextmanager
def inside(url: str = "") -> Iterator[Inside]:
    """Give the application on a fresh SQLite file, or on the database at ``url``."""
    with TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder) / "var", content=ROOT, database_url=url,
            secret_key=SecretStr(SECRET),
        ).prepare()  # fmt: skip
        app = create_app(settings)
        app.add_url_rule(HELLO, "hello", public(lambda: "hello"))
        with app.extensions["database"].writing.begin() as db:
            learner = join(db, "Ada")
        yield Inside(app, learner, cookie_of(app, learner))
        app.extensions["database"].close()


def least_of(asks: Mapping[str, Ask], rounds: int) -> dict[str, float]:
    """Return the least seconds of the processor that each request took, by turns."""
    best = dict.fromkeys(asks, float("inf"))
    for ask in asks.values():
        for _ in range(_EACH):
            ask()
    for _ in range(rounds):
        for name, ask in asks.items():
            began = time.process_time()
            for _ in range(_EACH):
                ask()
            best[name] = min(best[name], (time.process_time() - began) / _EACH)
    return best
