"""The way from outside: whether the server answers there, what proxies add, whether streams flow.

It is asked as a browser asks. A ticket, signed with the server’s own key and good for a minute,
lets in where only this may look.
"""

import json
import ssl
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from learning import broadcast, clock
from learning.doctor.finding import Finding, NotThere, Where, fine, look, mend
from learning.doctor.keys import known_secret

ARRIVAL = "doctor/arrival"
"""The topic of a ticket that lets see how a request arrived."""
_NOBODY = 2_147_483_647
"""The live session whose stream is asked for: there is none."""
_SCREEN = "s-doctor"
"""Listens as a shared screen does, who is nobody."""
_HOLDS = timedelta(minutes=1)
_PATIENCE = 10.0
_SOON = 3.0
"""Seconds until a browser gives up a stream that says nothing."""
_MOST = 65_536
_UNKNOWN = "No address is known, so none was asked."
_ELSEWHERE = "It could not be tried: nothing answers there as it should."
_DOCUMENTED = "See “Behind a proxy” in docs/operating.md"


def public_address(where: Where) -> Finding:
    """Ask for `/health` and `/ready` there."""
    name = "Public address"
    if not where.address:
        return fine(name, _UNKNOWN)
    try:
        status, _ = _got(where, "/health")
        ready, said = _got(where, "/ready") if status == 200 else (0, b"")
    except ssl.SSLCertVerificationError as error:
        why = f"its certificate is not trusted ({error.verify_message})"
        return mend(name, f"{where.address}: {why}.", "Renew it where HTTPS ends: in the proxy.")
    except (OSError, HTTPException, UnicodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        return mend(
            name,
            f"{where.address} does not answer: {why}",
            "See whether learning serve and the proxy run, and whether the name leads here.",
        )
    if ready == 200:
        return fine(name, f"{where.address} answers, and serves edition {_edition(said)}.")
    if status == 200:
        return mend(name, "It answers, but not with the database.", "See “Database”.")
    return mend(
        name,
        f"Something else answers at {where.address}, with {status}.",
        "See where the proxy leads this name to.",
    )


def proxy_headers(where: Where) -> Finding:
    """Ask how a request from outside arrived."""
    name = "Proxy headers"
    if not (secret := known_secret(where.settings)):
        raise NotThere
    if not where.address:
        return fine(name, _UNKNOWN)
    try:
        status, said = _got(where, f"/health/arrival?ticket={_ticket(secret, ARRIVAL, 'doctor')}")
    except (OSError, HTTPException, UnicodeError):
        return look(name, _ELSEWHERE, "See “Public address”.")
    if status == 421:
        return mend(name, "It does not pass on the name that was asked for.", _pass_on("Host"))
    if status != 200:
        return _refused(name, status)
    return compared(name, json.loads(said), where.address)


def event_streams(where: Where) -> Finding:
    """Open a stream there, as pages of live sessions do, and wait for its first words."""
    name = "Event streams"
    if not (secret := known_secret(where.settings)):
        raise NotThere
    if not where.address:
        return fine(name, _UNKNOWN)
    ticket = _ticket(secret, f"live/{_NOBODY}", _SCREEN)
    try:
        status = _streamed(where, f"/live/{_NOBODY}/events?ticket={ticket}")
    except TimeoutError:
        return mend(
            name,
            "Something in between holds them back: live sessions ask every other second instead.",
            f"Switch off buffering for /live/…/events in the proxy. {_DOCUMENTED}.",
        )
    except (OSError, HTTPException, UnicodeError):
        return look(name, _ELSEWHERE, "See “Public address”.")
    if status != 200:
        return _refused(name, status)
    return fine(name, "Their first words arrive at once.")


def compared(name: str, arrived: dict[str, Any], address: str) -> Finding:
    """Compare how a request arrived with how it was sent."""
    asked, hops, trusted = urlsplit(address), arrived["hops"], arrived["trusted"]
    if hops > trusted:
        return mend(
            name,
            f"{hops} of them add X-Forwarded-For, and {trusted} are trusted: whoever guesses"
            " passwords locks out everybody.",
            f"Set LEARNING_TRUSTED_PROXIES={hops} and restart.",
        )
    if hops < trusted:
        return mend(
            name,
            f"{trusted} of them are trusted, and {hops} add X-Forwarded-For: anybody can pretend"
            " to be elsewhere.",
            f"Set LEARNING_TRUSTED_PROXIES={hops} and restart, or {_pass_on('X-Forwarded-For')}",
        )
    if arrived["scheme"] != asked.scheme:
        return mend(name, "It does not say whether HTTPS is used.", _pass_on("X-Forwarded-Proto"))
    if arrived["host"] != asked.netloc:
        return mend(
            name,
            f"It says that {arrived['host']} was asked for: some browsers cannot save then.",
            _pass_on("Host, X-Forwarded-Host"),
        )
    return fine(name, "What it adds is right." if hops else "None is in front.")


def _refused(name: str, status: int) -> Finding:
    return look(
        name,
        f"It could not be tried: the answer was {status}.",
        "With 403 or 404 the server uses another secret key than this command: give both the same"
        " settings, and restart it if they were changed.",
    )


def _pass_on(header: str) -> str:
    return f"have the proxy pass on {header}. {_DOCUMENTED}."


def _ticket(secret: str, topic: str, who: str) -> str:
    return broadcast.ticket(secret, topic, who, clock.now() + _HOLDS)


def _got(where: Where, path: str) -> tuple[int, bytes]:
    connection = _connection(where.address, _PATIENCE)
    try:
        answer = _answer(connection, path)
        return answer.status, answer.read(_MOST)
    finally:
        connection.close()


def _streamed(where: Where, path: str) -> int:
    """Return the status once the first event was read; raise `TimeoutError` if none comes."""
    connection = _connection(where.address, _SOON)
    try:
        answer = _answer(connection, path)
        said = b""
        while answer.status == 200 and b"\ndata:" not in said:
            if not (more := answer.read1(_MOST)):
                return 0  # it ended before it had begun
            said += more
        return answer.status
    finally:
        connection.close()


def _connection(address: str, patience: float) -> HTTPConnection:
    parts = urlsplit(address)
    if parts.scheme == "https":
        safe = ssl.create_default_context()
        return HTTPSConnection(parts.netloc, timeout=patience, context=safe)
    return HTTPConnection(parts.netloc, timeout=patience)


def _answer(connection: HTTPConnection, path: str) -> HTTPResponse:
    connection.request("GET", path, headers={"User-Agent": "learning doctor"})
    return connection.getresponse()


def _edition(said: bytes) -> str:
    return str(json.loads(said).get("edition", "?"))
