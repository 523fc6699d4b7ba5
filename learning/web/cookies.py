"""Reading the signed cookie, which a browser sends the same with every question."""

from functools import lru_cache, partial
from hashlib import sha256
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.wrappers import Request
from itsdangerous import BadSignature

_MOST = 5_000
"""Cookies remembered by a process; one is some hundred bytes."""


class Cookies(SecureCookieSessionInterface):
    """Flask’s own, but a cookie that was found to be ours is not verified again.

    Whether its sign-in has ended says the database, at each request. Signed with HMAC-SHA-256.
    """

    digest_method = staticmethod(sha256)

    def __init__(self, app: Flask) -> None:
        signing: Any = self.get_signing_serializer(app)
        longest = int(app.permanent_session_lifetime.total_seconds())
        self._read = lru_cache(maxsize=_MOST)(partial(signing.loads, max_age=longest))

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return what the cookie says, nothing for none and for one that is not ours."""
        value = request.cookies.get(self.get_cookie_name(app))
        try:
            return self.session_class(self._read(value) if value else None)
        except BadSignature:  # not remembered, for there is no end of these
            return self.session_class()
