"""Tickets: who may listen to which topic, for how long. Signed, so that nothing is kept or asked.

A stream is answered where no database is at hand. The page, which knows who asked, hands out the
ticket; whoever holds it hears that something changed, and never what.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HOLDS = timedelta(hours=2)
"""How long a page may listen before it has to be asked for again."""
_SHAPE = re.compile(r"([\w/-]{1,80})~([\w-]{1,40})~([0-9]{1,10})~([0-9a-f]{32})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says: the topic, who listens, and until when."""

    topic: str
    who: str
    until: datetime


def ticket(secret: str, topic: str, who: str, until: datetime) -> str:
    """Return what the address of a stream carries; it needs no quoting.

    Raises `ValueError` for a topic or holder of other letters than ``a-z``, digits, ``-`` and
    ``_``; a topic may have ``/`` too.
    """
    said = f"{topic}~{who}~{int(until.timestamp())}"
    signed = f"{said}~{_signature(secret, said)}"
    if not _SHAPE.fullmatch(signed):
        raise ValueError(f"no ticket can say {said}")
    return signed


def read_ticket(secret: str, text: str, now: datetime) -> Ticket | None:
    """Return what the ticket says; None if it is not ours, was altered, or is over at ``now``."""
    shape = _SHAPE.fullmatch(text)
    if not shape:
        return None
    topic, who, until, signature = shape.groups()
    if not hmac.compare_digest(_signature(secret, f"{topic}~{who}~{until}"), signature):
        return None
    given = Ticket(topic, who, datetime.fromtimestamp(int(until), UTC))
    return given if now < given.until else None


def _signature(secret: str, said: str) -> str:
    return hmac.new(secret.encode(), f"ticket {said}".encode(), "sha256").hexdigest()[:32]
