"""What concerns security, written to the log: one line an event, in words that are fixed.

A line has the event, the account’s number, the way, the view, and a mark of the network. It never
has anything that somebody typed or is called, an address or a token, and it costs no query.
"""

import hmac
import logging
from dataclasses import dataclass
from enum import StrEnum, auto

from flask import Flask, Response, current_app, g, request

from learning import log
from learning.accounts import Person
from learning.accounts.throttle import network_of

_log = logging.getLogger(log.SECURITY)
_EVENTS = "security_events"
UNKNOWN = 0
"""Instead of a number, where it cannot be told whose account it is."""


class Act(StrEnum):
    """What somebody has done; docs/operating.md says what each means."""

    FIRST_STEP_PASSED = auto()
    SECOND_STEP_PASSED = auto()
    SIGNED_IN = auto()
    SIGN_INS_ENDED = auto()
    PROOF_GIVEN = auto()
    PASSWORD_CHANGED = auto()
    ADDRESS_CHANGED = auto()
    SECOND_FACTOR_ADDED = auto()
    SECOND_FACTOR_REMOVED = auto()
    ORGANISATION_CONNECTED = auto()
    ORGANISATION_DISCONNECTED = auto()
    ACCOUNTS_JOINED = auto()
    ACCOUNT_TO_BE_DELETED = auto()
    ACCOUNT_KEPT = auto()


class Refusal(StrEnum):
    """What somebody was kept from."""

    SIGN_IN_FAILED = auto()
    SECOND_STEP_FAILED = auto()
    PROOF_FAILED = auto()
    LED_TO_LEAVING = auto()
    MAILED_LINK_REFUSED = auto()
    SIGNED_LINK_REFUSED = auto()
    ORGANISATION_REFUSED = auto()
    CROSS_SITE_REFUSED = auto()
    PAGE_REFUSED = auto()
    NOT_FOUND = auto()
    OTHER_NAME_REFUSED = auto()
    REQUEST_REFUSED = auto()
    SLOWED_DOWN = auto()


class Way(StrEnum):
    """How somebody proved, or tried to prove, who they are."""

    PASSWORD = auto()
    MAILED_LINK = auto()
    MAILED_CODE = auto()
    ORGANISATION = auto()
    APP_CODE = auto()
    PASSKEY = auto()
    RECOVERY_CODE = auto()


_BY_STATUS = {
    400: Refusal.REQUEST_REFUSED,
    403: Refusal.PAGE_REFUSED,
    413: Refusal.REQUEST_REFUSED,
    421: Refusal.OTHER_NAME_REFUSED,
    429: Refusal.SLOWED_DOWN,
}
"""What an answer says by itself, if nobody has noted anything more exact."""


@dataclass(frozen=True, slots=True)
class _Noted:
    event: Act | Refusal
    way: Way | None
    account: int | None


def note_event(event: Act | Refusal, way: Way | None = None, *, account: int | None = None) -> None:
    """Have one line written once the request is answered.

    Of an act only if it is kept then; of refusals only the first, so that nobody fills the log
    faster than they ask. ``account`` is a number; if none is named, that of whoever is signed in.
    """
    g.setdefault(_EVENTS, []).append(_Noted(event, way, account))


def init_app(app: Flask) -> None:
    """Write each request’s events behind its answer; to be called before what commits.

    Flask’s hooks run in reverse, so what is written here is in the database by then.
    """

    @app.after_request
    def write(response: Response) -> Response:
        is_kept = response.status_code < 400 or g.get("keeps", False)
        for noted in _worth_a_line(g.pop(_EVENTS, []), response.status_code, is_kept=is_kept):
            _write(noted)
        return response


def _worth_a_line(noted: list[_Noted], status: int, *, is_kept: bool) -> list[_Noted]:
    if not noted and (event := _BY_STATUS.get(status)):
        return [_Noted(event, None, None)]
    acts = [one for one in noted if is_kept and isinstance(one.event, Act)]
    refusals = [one for one in noted if isinstance(one.event, Refusal)]
    return acts + refusals[:1]


def _write(noted: _Noted) -> None:
    account = _signed_in() if noted.account is None else noted.account
    log.write(
        _log,
        logging.INFO,
        noted.event.value,
        account=account or "-",
        way=noted.way.value if noted.way else "-",
        view=request.endpoint or "-",
        network=_mark_of(request.remote_addr or ""),
    )


def _signed_in() -> int | None:
    """Return the number of whoever this request has found to be signed in; never a query."""
    somebody = g.get("person")
    return somebody.id if isinstance(somebody, Person) else None


def _mark_of(address: str) -> str:
    """Return what tells networks apart and names none to who does not have the server’s key."""
    said = f"network {network_of(address)}".encode()
    return hmac.digest(str(current_app.secret_key).encode(), said, "sha256").hex()[:12]
