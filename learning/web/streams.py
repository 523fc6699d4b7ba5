"""The words of an event stream, and the long-poll where no event loop stands in front.

`learning.front.streams` answers the same address on the loop. Here a listener costs a thread, so
only a few are let in at a time; a browser that is turned away asks every other second.
"""

from dataclasses import dataclass
from threading import BoundedSemaphore, Event

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from learning import clock
from learning.broadcast import Ticket, read_ticket
from learning.web.access import public
from learning.web.clean import whole_number
from learning.web.signals import Signals, signals_of

bp = Blueprint("streams", __name__)

HEARTBEAT = 15.0
"""Seconds of silence after which a stream says that it is still there."""
LONGEST_POLL = 25.0
"""Seconds after which a long-poll ends without news, before any proxy’s patience does."""
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
}
REFUSAL = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
PREAMBLE = b": " + b" " * 2046 + b"\nretry: 2000\n\n"
"""Two kilobytes that make whoever collects small pieces pass them on."""
BEAT = b"event: beat\ndata:\n\n"
"""An event of its own, so that a browser notices when it does not come any more."""
NO_NEWS = b": no news\n\n"
TOO_OLD = "This page may not listen, or not any more. Load it again."
TOO_MANY = "Too many are listening here. Try again in a moment."
RETRY_AFTER = {"Retry-After": "2"}
_MOST_THREADS = 4
_seats = BoundedSemaphore(_MOST_THREADS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listener asks for."""

    ticket: Ticket
    once: bool
    """A long-poll, which ends after one event."""
    known: int
    """The version that the listener has, 0 for none."""


def asked(secret: str, live_session_id: int, given: dict[str, str]) -> Asked | None:
    """Return what is asked for; None without a ticket for this live session."""
    ticket = read_ticket(secret, given.get("ticket", ""), clock.now())
    if ticket is None or ticket.topic != f"live/{live_session_id}":
        return None
    known = whole_number(given.get("v")) or 0
    return Asked(ticket, given.get("once") == "1", known)


def event(version: int) -> bytes:
    """Return one event: the version is its id, and it carries nothing."""
    return b"id: %d\ndata:\n\n" % version


def news(signals: Signals, asked: Asked) -> bytes | None:
    """Return the event for a version beyond the one that the listener has, if there is one."""
    version = signals.hub.version_of(asked.ticket.topic) or 0
    return event(version) if version > asked.known else None


@bp.get("/live/<int(max=2147483647):live_session_id>/events")
@public
def events(live_session_id: int) -> ResponseReturnValue:
    """Answer once when something changes, or after `LONGEST_POLL` seconds; the ticket lets in."""
    signals = signals_of(current_app)
    wanted = asked(signals.secret, live_session_id, request.args.to_dict())
    if wanted is None:
        return TOO_OLD, 403, REFUSAL
    if request.method == "HEAD":
        return "", 200, HEADERS
    if not wanted.once or not _seats.acquire(blocking=False):
        return TOO_MANY, 503, REFUSAL | RETRY_AFTER
    try:
        return Response(_next(signals, wanted), headers=HEADERS)
    finally:
        _seats.release()


def _next(signals: Signals, asked: Asked) -> bytes:
    topic, who = asked.ticket.topic, asked.ticket.who
    woken = Event()
    signals.opened(topic, who)
    try:
        with signals.hub.listening(topic, woken.set):
            signals.hub.catch_up(signals.versions_of, {topic})
            woken.clear()  # what is known so far may be what the listener knows
            if not (said := news(signals, asked)):
                woken.wait(LONGEST_POLL)
                said = news(signals, asked)
    finally:
        signals.closed(topic, who)
    return said or NO_NEWS
