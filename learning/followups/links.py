"""The signed links by which people answer without signing in.

A link holds which questions, the moment they were sent, a hash of the address they were sent to,
and a signature. Nothing is kept for it: it works for `LASTS`, as long as the key and the address of
the account are the same. The moment makes sure that no later row of the same number is meant.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from learning import clock
from learning.accounts import normal_email
from learning.errors import NotFound

LASTS = timedelta(days=60)
_SHAPE = re.compile(
    r"([1-9][0-9]{0,9})\.([1-9][0-9]{0,10})\.([0-9a-f]{16})\.([0-9a-f]{32})", re.ASCII
)
_LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says."""

    follow_up_id: int
    sent_at: datetime
    """To the second."""
    mailbox: str
    """What `mailbox_of` gives for the address it was sent to."""

    @property
    def ends_at(self) -> datetime:
        """Return from when on it works no more."""
        return self.sent_at + LASTS

    @property
    def is_over(self) -> bool:
        """Tell whether it works no more."""
        return clock.now() >= self.ends_at


def mailbox_of(address: str) -> str:
    """Return the hash by which a link knows an address, so that it does not spell it out."""
    return sha256(f"practice {normal_email(address)}".encode()).hexdigest()[:16]


def link_token(secret: str, link: Link) -> str:
    """Return what the address carries; short enough for any line."""
    said = f"{link.follow_up_id}.{int(link.sent_at.timestamp())}.{link.mailbox}"
    return f"{said}.{_signature(secret, said)}"


def read_link(secret: str, token: str) -> Link:
    """Return what a link says; raise `NotFound` unless we have signed it."""
    if shape := _SHAPE.fullmatch(token):
        number, seconds, mailbox, signature = shape.groups()
        right = _signature(secret, f"{number}.{seconds}.{mailbox}")
        if hmac.compare_digest(right, signature) and int(number) < _LARGEST:
            return Link(int(number), datetime.fromtimestamp(int(seconds), UTC), mailbox)
    raise NotFound("This link is incomplete. Open it again from the mail.")


def _signature(secret: str, said: str) -> str:
    return hmac.new(secret.encode(), f"practice {said}".encode(), "sha256").hexdigest()[:32]
