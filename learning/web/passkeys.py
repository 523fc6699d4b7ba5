"""Asking a browser for a passkey: whom it is for, and the challenge, which is good once."""

from datetime import datetime
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from flask import request, session

from learning import clock
from learning.second_factor import Challenge, Site
from learning.web.context import programme, settings

_CHALLENGE = "challenge"
_USUAL_PORTS = {"http": 80, "https": 443}


def site() -> Site | None:
    """Return whom passkeys are for, or None where there can be none: at an address of numbers."""
    base = settings().base_url
    address = urlsplit(base or request.host_url)
    host = address.hostname
    if not host or _is_a_number(host):
        return None
    schemes = (address.scheme,) if base else ("https", "http")  # a proxy may not say which
    origins = tuple(f"{scheme}://{_place(address, scheme)}" for scheme in schemes)
    return Site(host, origins, programme().title)


def ask(purpose: str, asked: tuple[str, bytes]) -> str:
    """Keep the challenge of ``asked`` in the signed cookie; return what the browser needs."""
    options, challenge = asked
    session[_CHALLENGE] = {"is": challenge.hex(), "for": purpose, "at": clock.now().isoformat()}
    return options


def asked(purpose: str) -> Challenge | None:
    """Return the challenge that was asked for ``purpose``, and forget it."""
    kept = session.pop(_CHALLENGE, None)
    if not kept or kept["for"] != purpose:
        return None
    return Challenge(bytes.fromhex(kept["is"]), datetime.fromisoformat(kept["at"]))


def _place(address: SplitResult, scheme: str) -> str:
    port = address.port
    usual = port is None or port == _USUAL_PORTS.get(scheme)
    return f"{address.hostname}" if usual else f"{address.hostname}:{port}"


def _is_a_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
