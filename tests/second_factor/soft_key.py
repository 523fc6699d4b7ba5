"""A passkey made of software, for tests that need no browser."""

import hashlib
import json
from base64 import urlsafe_b64encode
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

_PRESENT = 0x01
_HAS_KEY = 0x40


class SoftKey:
    """One passkey, for one site."""

    def __init__(self, host: str = "localhost", origin: str = "http://localhost") -> None:
        self.id = token_bytes(32)
        self._host = host
        self._origin = origin
        self._key = generate_private_key(SECP256R1())

    def made(self, challenge: bytes, **otherwise: str) -> str:
        """Answer as a browser does when the passkey is made."""
        numbers = self._key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        described = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        seen = self._seen(_PRESENT | _HAS_KEY, 0) + described
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": seen})
        told = self._told("webauthn.create", challenge, **otherwise)
        return self._answer(clientDataJSON=told, attestationObject=attested)

    def shown(self, challenge: bytes, *, count: int = 0, **otherwise: str) -> str:
        """Answer as a browser does when the passkey is shown."""
        told = self._told("webauthn.get", challenge, **otherwise)
        seen = self._seen(_PRESENT, count)
        signature = self._key.sign(seen + hashlib.sha256(told).digest(), ECDSA(SHA256()))
        return self._answer(clientDataJSON=told, authenticatorData=seen, signature=signature)

    def _seen(self, flags: int, count: int) -> bytes:
        return (
            hashlib.sha256(self._host.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")
        )

    def _told(self, kind: str, challenge: bytes, origin: str = "") -> bytes:
        told = {"type": kind, "challenge": _letters(challenge), "origin": origin or self._origin}
        return json.dumps(told).encode()

    def _answer(self, **parts: bytes) -> str:
        response = {name: _letters(part) for name, part in parts.items()}
        name = _letters(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def _letters(part: bytes) -> str:
    return urlsafe_b64encode(part).rstrip(b"=").decode()
