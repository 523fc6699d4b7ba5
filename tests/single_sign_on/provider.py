"""A real provider on this machine, in whose mouth a test can put other words."""

import base64
import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

Words = dict[str, Any]
WsgiApp = Callable[[Words, Any], Iterable[bytes]]
PAGE = "/oauth2/authorize"
TOKENS = "/oauth2/token"
KEYS = "/jwks"
METADATA = "/.well-known/openid-configuration"


class Provider:
    """An organisation’s sign-in. Its tokens are signed here, so that each part can be wrong."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app
        self.url = ""
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        self.reset()

    def reset(self) -> None:
        """Be honest again."""
        self.signing = self.key
        self.header: Words = {}
        self.claims: Words = {}
        self.left_out: set[str] = set()
        self.tokens: Words = {}
        self.metadata: Words = {}
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.posted: dict[str, str] = {}
        """What came with the last code."""

    def knows(self, subject: str, **claims: Any) -> None:
        """Make ``subject`` known, with what the provider says of them."""
        body = json.dumps(claims).encode()
        headers = {"Content-Type": "application/json"}
        self._send(f"{self.url}/users/{subject}", body, headers, method="PUT")

    def answer(self, address: str, subject: str) -> str:
        """Sign ``subject`` in at ``address``, and return where that leads."""
        return str(self._send(address, f"sub={subject}".encode()).headers["Location"])

    def deny(self, address: str) -> str:
        """Sign nobody in, and return where that leads."""
        return str(self._send(address, b"action=deny").headers["Location"])

    def __call__(self, environ: Words, start: Any) -> Iterable[bytes]:
        """Answer; what a test has changed goes out instead."""
        path = environ["PATH_INFO"]
        if not path.startswith("/users/"):
            self.asked.append(path)
        if path == TOKENS:
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = BytesIO(body)
            self.posted = dict(parse_qsl(body.decode()))
        said: list[Any] = []
        body = b"".join(self._app(environ, lambda *how: said.extend(how[:2])))
        status, headers = said
        if status.startswith("200"):
            body = self.answers.get(path) or self._meddled(path, body)
        kept = [pair for pair in headers if pair[0].lower() != "content-length"]
        start(status, [*kept, ("Content-Length", str(len(body)))])
        return [body]

    def _meddled(self, path: str, body: bytes) -> bytes:
        if path == PAGE:
            return re.sub(rb"<link[^>]*>", b"", body)  # its look would come from elsewhere
        if path == KEYS:
            public = {**self.key.as_dict(private=False), "use": "sig"}
            return json.dumps({"keys": [public]}).encode()
        if path == METADATA:
            return json.dumps(json.loads(body) | self.metadata).encode()
        if path == TOKENS:
            given = json.loads(body)
            return json.dumps(given | {"id_token": self._signed(given)} | self.tokens).encode()
        return body

    def _signed(self, given: Words) -> str:
        claims = _payload(given["id_token"]) | self.claims
        claims = {name: value for name, value in claims.items() if name not in self.left_out}
        header = {"alg": "RS256", "kid": self.key.kid} | self.header
        if header["alg"] == "none":
            return f"{_part(header)}.{_part(claims)}."
        return jwt.encode(header, claims, self.signing, algorithms=[str(header["alg"])])

    def _send(self, *what: Any, **how: Any) -> Any:
        request = Request(*what, **how)  # noqa: S310 - an address of this machine
        return build_opener(ProxyHandler({}), _Stay).open(request, timeout=10)


class _Stay(HTTPRedirectHandler):
    def http_error_302(self, _: Any, answer: Any, *__: Any) -> Any:
        return answer


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any, **__: Any) -> None: ...


def fields_of(address: str) -> dict[str, str]:
    """Return the query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def _payload(token: str) -> Words:
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def _part(values: Words) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve a provider on a free port of this machine."""
    with warnings.catch_warnings():
        import authlib.deprecate  # noqa: F401 - wants its warnings shown, so it comes first

        warnings.simplefilter("ignore")  # the provider uses what its library calls old
        from oidc_provider_mock import app

        provider = Provider(app(require_nonce=True))
        server = make_server("127.0.0.1", 0, provider, threaded=True, request_handler=_Quiet)
        provider.url = f"http://127.0.0.1:{server.port}"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
