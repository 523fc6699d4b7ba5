"""Keeping short secrets in the database so that the database alone does not tell them."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from learning.errors import LearningError


class BrokenSeal(LearningError):
    """It was not sealed here, or by a key that is not known any more."""


class Sealer:
    """Seals for one purpose with a key made from the server's secret."""

    def __init__(self, secrets: Sequence[str], purpose: str) -> None:
        """Seal with the first of ``secrets``; the others open what was sealed before."""
        self._keys = MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])

    def seal(self, plain: bytes) -> bytes:
        """Return ``plain`` encrypted and signed; another time it looks otherwise."""
        return self._keys.encrypt(plain)

    def opened(self, sealed: bytes) -> bytes:
        """Return what was sealed; raises `BrokenSeal`."""
        try:
            return self._keys.decrypt(sealed)
        except InvalidToken:
            raise BrokenSeal("This was sealed with a key that is not known any more.") from None


def _key(secret: str, purpose: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"learning {purpose}".encode())
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
