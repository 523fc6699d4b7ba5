"""What every answer says to the browser: whom to trust, what to keep, how it is packed."""

import gzip
from functools import lru_cache

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

from learning.web.database import SAFE_METHODS

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "script-src-attr 'none'",
        "style-src 'self'",
        "style-src-attr 'none'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What every answer carries, also where Flask does not answer."""
_ONLY_HTTPS = "max-age=31536000; includeSubDomains"
_AFTER_SIGNING_OUT = '"cache"'
"""What the browser forgets. Never its storage: unsent words of others wait there, and who signs out
is asked about their own (`static/js/signing-out.js`)."""
_PACKED = {"text/html", "application/json", "application/vc"}
_WORTH_PACKING = 1_000
"""Bytes; a shorter page fits one packet anyway."""


def init_app(app: Flask) -> None:
    """Set the headers on every answer."""

    @app.after_request
    def dress(response: Response) -> Response:
        headers = response.headers
        said = {name for name, _ in headers}
        headers.extend([(name, SECURITY[name]) for name in SECURITY if name not in said])
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = _ONLY_HTTPS
        if request.endpoint == "accounts.sign_out":
            response.headers["Clear-Site-Data"] = _AFTER_SIGNING_OUT
        if "Cache-Control" not in said:
            # A page may hold what one person wrote: no cache keeps it, shared or the browser's.
            # A refusal may hold it even when nobody is signed in any more.
            signed_in = request.cookies.get(app.config["SESSION_COOKIE_NAME"])
            private = signed_in or request.method not in SAFE_METHODS
            response.headers["Cache-Control"] = "no-store" if private else "no-cache"
        return _pack(response)


def is_to_be_packed(size: int) -> bool:
    """Tell whether an answer of so many bytes goes out packed to who asked for it."""
    return size > _WORTH_PACKING and _takes_gzip(request.headers.get("Accept-Encoding", ""))


@lru_cache(50)  # browsers say one of a few things
def _takes_gzip(said: str) -> bool:
    return parse_accept_header(said).quality("gzip") > 0


def _pack(response: Response) -> Response:
    """Compress a page lightly: level 1 costs a fraction of the page and saves most of it."""
    if response.mimetype not in _PACKED or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if response.content_encoding:
        return response
    body = response.get_data()
    if is_to_be_packed(len(body)):
        response.set_data(gzip.compress(body, 1))
        response.content_encoding = "gzip"
    return response
