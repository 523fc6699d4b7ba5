"""What is turned away before anything looks at it: other names, and addresses no link has."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from learning.config import Settings
from learning.web.context import settings

_OF_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""For whoever looks after it; nobody else’s address can be made to lead here under these."""
_SAID_BY_PROXIES = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
_ASKED_BY_ADDRESS = {"health.health", "health.ready", "metrics.metrics"}
"""What balancers and watchers ask, who know no name; the answer is the same for all."""
_REFUSAL = "This server does not answer to that name.\n"


def names_of(settings: Settings) -> list[str]:
    """Return the names that may be asked for; none if any may, for no address was set."""
    if not settings.base_url:
        return []
    own = urlsplit(settings.base_url).hostname or ""
    return [own, *settings.other_hosts, *_OF_THIS_MACHINE]


def is_of_this_machine() -> bool:
    """Tell whether the request came from this machine, under a name that leads to it alone.

    Not if a proxy passed it on, for whom anybody may have sent it.
    """
    was_passed_on = bool(settings().trusted_proxies) or any(
        name in request.headers for name in _SAID_BY_PROXIES
    )
    here = {_name_in(request.host), request.remote_addr}
    return not was_passed_on and here.issubset(_OF_THIS_MACHINE)


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse other names: a page of ours under a stranger’s name could be read by their scripts.

    It also keeps links that are made from the name out of anybody else’s hands. An address with
    a line break in it leads nowhere: what is made of it, as a redirect, could not be sent.
    """
    names = names_of(settings)

    @app.before_request
    def refuse() -> Response | None:
        if any(ord(sign) < 32 for sign in request.path):
            abort(404)
        if not names or request.endpoint in _ASKED_BY_ADDRESS:
            return None
        if _name_in(request.host) in names:
            return None
        return Response(_REFUSAL, 421, mimetype="text/plain")


def _name_in(host: str) -> str | None:
    """Return the name without its port, in small letters."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
