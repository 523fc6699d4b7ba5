"""Guessing at the codes of certificates: hopeless anyway, and slowed down.

A code has 80 random bits. Whoever asks for many that no certificate has is refused before anything
is looked up, until the minute is over. Each process counts for itself, in memory, and whoever is
signed in is never refused.
"""

from collections import Counter
from threading import Lock

from flask import Flask, Response, g, request

from learning import clock
from learning.accounts.throttle import network_of
from learning.errors import TooMany
from learning.web.access import person

MOST = 60
"""Codes that no certificate has, from one network in one minute."""
_MINUTE = 60
_BY_CODE = {
    "certificates.show", "certificates.pdf", "credentials.as_json", "credentials.as_jwt",
    "credentials.as_svg", "credentials.as_png", "credentials.scanned",
}  # fmt: skip


class Guesses:
    """How many codes were asked for in vain in this minute, by network."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._vain: Counter[str] = Counter()

    def note(self, network: str) -> None:
        """Count one more."""
        with self._lock:
            minute = int(clock.now().timestamp()) // _MINUTE
            if minute != self._minute:
                self._minute, self._vain = minute, Counter()
            self._vain[network] += 1

    def wait(self, network: str) -> int:
        """Return for how many seconds nothing is looked up for the network; 0 if it is."""
        with self._lock:
            now = int(clock.now().timestamp())
            if now // _MINUTE != self._minute or self._vain[network] < MOST:
                return 0
            return _MINUTE - now % _MINUTE


def was_right() -> None:
    """Note that a certificate has the code of this request, whatever else is not there yet."""
    g.code_was_right = True


def init_app(app: Flask) -> None:
    """Count codes that no certificate has, and refuse who asks for too many."""
    guesses = Guesses()

    @app.before_request
    def refuse() -> None:
        if request.endpoint not in _BY_CODE:
            return
        wait = guesses.wait(network_of(request.remote_addr or ""))
        if wait and person() is None:
            raise TooMany(
                "Many codes that no certificate has were asked for from your network. Wait a"
                " minute, then try again.",
                wait=wait,
            )

    @app.after_request
    def note(response: Response) -> Response:
        vain = response.status_code == 404 and "code_was_right" not in g
        if vain and request.endpoint in _BY_CODE:
            guesses.note(network_of(request.remote_addr or ""))
        return response
