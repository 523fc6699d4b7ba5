"""The key that signs certificates: made on first start, kept outside the database.

An Ed25519 key has one private half and one public half, 32 bytes each.
"""

import hashlib
import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from learning.errors import CannotStart
from learning.signing.multibase import base58, from_base58

if TYPE_CHECKING:  # it is slow to load, and most pages sign nothing
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519 = b"\xed\x01"
"""What multicodec writes before the public half of an Ed25519 key."""
_FILE = "certificate-key.pem"
_OTHERS = 0o077
"""The permissions that anybody but the owner has."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of a key that anybody may have, to check what was signed with the other."""

    raw: bytes
    """Its 32 bytes."""

    def __post_init__(self) -> None:
        if len(self.raw) != 32:
            raise ValueError("The public half of an Ed25519 key has 32 bytes")

    @classmethod
    def of(cls, raw: bytes) -> Self:
        """Return the key of 32 bytes; raise `ValueError` for another number of them."""
        return cls(raw)

    @classmethod
    def written(cls, multibase: str) -> Self:
        """Return the key written ``z6Mk…``; raise `ValueError` for what is none."""
        content = from_base58(multibase)
        if not content.startswith(_ED25519):
            raise ValueError("not an Ed25519 key")
        return cls(content.removeprefix(_ED25519))

    @property
    def id(self) -> str:
        """Return its thumbprint (RFC 7638), base64url without padding: 43 signs."""
        return _base64url(self.thumbprint)

    @property
    def thumbprint(self) -> bytes:
        """Return the 32 bytes that name the key: SHA-256 of its JWK as RFC 7638 writes it."""
        members = f'{{"crv":"Ed25519","kty":"OKP","x":"{_base64url(self.raw)}"}}'
        return hashlib.sha256(members.encode("ascii")).digest()

    @property
    def multibase(self) -> str:
        """Return the key as DIDs and Multikey write it: ``z6Mk…``."""
        return base58(_ED25519 + self.raw)

    def jwk(self) -> dict[str, str]:
        """Return the key as a JSON Web Key (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(self.raw)}

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Tell whether ``signature`` was made of exactly these bytes by this key's other half."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A whole key; whoever has it can issue certificates in our name."""

    private: "Ed25519PrivateKey" = field(repr=False, compare=False)
    public: PublicKey

    @classmethod
    def of(cls, private: "Ed25519PrivateKey") -> Self:
        """Return the key of cryptography's ``private``, with its other half."""
        return cls(private, PublicKey(private.public_key().public_bytes_raw()))

    @property
    def id(self) -> str:
        """Return the thumbprint of its public half."""
        return self.public.id

    def sign(self, data: bytes) -> bytes:
        """Return the signature of ``data``: 64 bytes, the same each time (RFC 8032)."""
        return self.private.sign(data)

    def private_jwk(self) -> dict[str, str]:
        """Return the whole key as a JSON Web Key. It is a secret: never shown, never kept."""
        return {**self.public.jwk(), "d": _base64url(self.private.private_bytes_raw())}


def kept_key(folder: Path) -> SigningKey:
    """Return the key in ``folder``, making both first if there is none.

    Safe when several processes start at once: the first to link its file wins. Raises
    `CannotStart` if the file can be read by others, holds no Ed25519 key or cannot be used.
    """
    path = folder / _FILE
    try:
        if not path.exists():
            draft = _draft(folder)
            try:
                with suppress(FileExistsError):
                    os.link(draft, path)
            finally:
                draft.unlink()  # a private key that nobody uses must not lie about
        return _read(path)
    except OSError as error:
        raise CannotStart(
            f"The key that signs certificates, {path}, cannot be used ({error.strerror})."
            " Mend the permissions of its folder, or give the key as LEARNING_CERTIFICATE_KEY."
        ) from None


def given_key(pem: str) -> SigningKey:
    r"""Return the key written in ``pem``, PKCS #8; its line ends may be real or spelled ``\n``.

    Raises `ValueError`, with a sentence for the operator, for anything else.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem.replace("\\n", "\n").encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(
            "This is no Ed25519 key in PEM without a password. Make one:"
            " openssl genpkey -algorithm ed25519"
        )
    return SigningKey.of(key)


def rotate(folder: Path) -> SigningKey:
    """Put a new key in the place of the one in ``folder`` and return it.

    Whoever reads meanwhile gets the one or the other, whole. The private half before is gone for
    good; what it signed is checked with its public half, which stays published.
    """
    draft = _draft(folder)
    draft.replace(folder / _FILE)
    return kept_key(folder)


def _draft(folder: Path) -> Path:
    """Write a new key into a file of its own in ``folder``, readable by its owner only."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{_FILE}.{os.getpid()}-{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(descriptor)  # what a lost key has signed could not be signed by it again
    return draft


def _read(path: Path) -> SigningKey:
    if path.stat().st_mode & _OTHERS:
        raise CannotStart(
            f"The key that signs certificates, {path}, can be read by others than its owner."
            f" If nobody has: chmod 600 {path}. If somebody may have, also: learning keys stolen"
        )
    try:
        return given_key(path.read_text(encoding="ascii"))
    except ValueError:
        raise CannotStart(
            f"{path} holds no Ed25519 key. Put the file back from a backup. If there is none, move"
            " it away: a new key is made, and what was signed can still be checked."
        ) from None


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
