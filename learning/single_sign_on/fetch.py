"""Asking a provider: over HTTPS, not for long and not for much, and following it nowhere."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from socket import socket
from threading import BoundedSemaphore
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from learning.errors import LearningError
from learning.providers import is_loopback, is_safe_address

LONGEST_SILENCE = 5
"""Seconds until a provider that says nothing is given up."""
LONGEST = 10
"""Seconds that a whole answer may take."""
LARGEST = 256_000
"""Bytes of an answer."""
_PLACES = BoundedSemaphore(4)
"""So many requests may wait for providers at once: the other threads go on serving pages."""
_OF_ONE: dict[str, BoundedSemaphore] = {}
"""So many of them for the same provider, by its id: a slow one leaves places for others."""


class NoAnswer(LearningError):
    """The provider is away, or does not say what it has to; later it may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider answered."""

    status: int
    values: dict[str, Any]


@contextmanager
def a_place(provider_id: str) -> Iterator[None]:
    """Let few wait at once, for a provider and in all; raises `NoAnswer` at once for one more."""
    with _one_of(_OF_ONE.setdefault(provider_id, BoundedSemaphore(2))), _one_of(_PLACES):
        yield


@contextmanager
def _one_of(places: BoundedSemaphore) -> Iterator[None]:
    if not places.acquire(blocking=False):
        raise NoAnswer("too many wait")
    try:
        yield
    finally:
        places.release()


def ask(
    address: str,
    fields: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Return the JSON object at ``address``; with ``fields`` they are posted. Follows no redirect.

    Raises `NoAnswer`, with a reason for the log, for anything else.
    """
    if not is_safe_address(address):
        raise NoAnswer("an address without https")
    body = urlencode(fields).encode() if fields is not None else None
    accept = {"Accept": "application/json"} | dict(headers or {})
    request = Request(address, data=body, headers=accept)  # noqa: S310 - checked above
    try:
        with _opened(request) as response:
            return Answer(response.status, _object(_read(response)))
    except (OSError, HTTPException) as error:
        raise NoAnswer(f"no answer ({type(error).__name__})") from None
    except (ValueError, RecursionError):
        raise NoAnswer("an answer that is no JSON object") from None


class _Stay(HTTPRedirectHandler):
    """Goes nowhere else: what is posted holds a secret."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nothing; the redirect is the answer."""


def _opened(request: Request) -> Any:
    try:
        return _opener(request.full_url).open(request, timeout=LONGEST_SILENCE)
    except HTTPError as refusal:  # it is an answer like any other, and says why
        return refusal


def _opener(address: str) -> OpenerDirector:
    """Return what asks; the machine itself is not asked through a proxy."""
    direct = [ProxyHandler({})] if is_loopback(address) else []
    return build_opener(_Stay, _InTime, _InTimeSecurely, *direct)


class _Hurried(RawIOBase):
    """What a provider says, letter by letter or not: until so long after the first it is heard."""

    def __init__(self, connection: socket) -> None:
        self._connection = connection
        self._said = connection.makefile("rb", buffering=0)
        self._until = monotonic() + LONGEST

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, into: Any) -> int | None:
        """Read what comes; raise `TimeoutError` for silence, and once it has taken too long."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(min(left, LONGEST_SILENCE))
        return self._said.readinto(into)

    def close(self) -> None:
        """Let the connection go."""
        self._said.close()
        super().close()


class _Answer(HTTPResponse):
    """An answer that comes in time, its first line and headers too."""

    def __init__(self, sock: socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self.fp = BufferedReader(_Hurried(sock))


class _Connection(HTTPConnection):
    response_class = _Answer


class _SecureConnection(HTTPSConnection):
    response_class = _Answer


class _InTime(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Connection, req)


class _InTimeSecurely(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_SecureConnection, req)


def _read(response: IO[bytes]) -> bytes:
    found = b""
    while more := response.read1(65_536):  # type: ignore[attr-defined]
        found += more
        if len(found) > LARGEST:
            raise ValueError("too large")
    return found


def _object(text: bytes) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found
