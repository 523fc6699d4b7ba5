"""The codes that an app shows (TOTP, RFC 6238): six figures, others every thirty seconds. Pure."""

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp

from learning.sealing import BrokenSeal, Sealer

STEP = 30
"""Seconds for which an app shows one code."""
_DRIFTS = (0, -1, 1)
"""Steps that the clock of a phone may be wrong by."""


@dataclass(frozen=True, slots=True)
class Key:
    """What an app and the server both know, of somebody who sets an app up."""

    letters: str
    """As it is typed into the app: 32 letters and figures, 160 bits."""
    sealed: str
    """The same for that person alone, to travel in the form; nothing is kept until it is proven."""

    @property
    def in_groups(self) -> str:
        """Return it in groups of four, to be read and typed."""
        return " ".join(self.letters[i : i + 4] for i in range(0, len(self.letters), 4))

    def address(self, *, account: str, site: str) -> str:
        """Return what the QR code says to the app."""
        return pyotp.TOTP(self.letters).provisioning_uri(name=account, issuer_name=site)


def new_key(sealer: Sealer, user_id: int) -> Key:
    """Return a key that nobody has yet, for this person."""
    letters = pyotp.random_base32()
    return Key(letters, sealer.seal(f"{user_id} {letters}".encode()).decode())


def opened_key(sealer: Sealer, user_id: int, sealed: str) -> Key:
    """Return the key a form brought back; raises `BrokenSeal` if it was not made for them."""
    owner, _, letters = sealer.opened(sealed.encode()).decode().partition(" ")
    if owner != str(user_id):
        raise BrokenSeal("This key was made for somebody else.")
    return Key(letters, sealed)


def step_of(letters: str, code: str, at: datetime) -> int | None:
    """Return the number of the time step whose code this is, or None if it is none about now."""
    now = int(at.timestamp()) // STEP
    app = pyotp.TOTP(letters)
    fitting = [now + d for d in _DRIFTS if _same(app.generate_otp(now + d), code)]
    return fitting[0] if fitting else None


def _same(right: str, given: str) -> bool:
    return hmac.compare_digest(right.encode(), given.encode())
