"""Who signs, by a name that machines can look up: a DID, its document, and our keys as a set.

https://www.w3.org/TR/did-1.0/, https://w3c-ccg.github.io/did-method-web/ and did-method-key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from learning.signing.keys import PublicKey

_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whoever signs certificates here, as machines name them."""

    id: str
    """``did:web:learn.example.org``, or ``did:key:z6Mk…`` while the address is not known."""

    @classmethod
    def of(cls, base_url: str, key: PublicKey) -> Self:
        """Return the issuer at ``base_url``; if that is empty, one that is nothing but ``key``."""
        where = urlsplit(base_url)
        if not where.hostname:
            return cls(f"did:key:{key.multibase}")
        port = f"%3A{where.port}" if where.port else ""
        return cls(f"did:web:{where.hostname}{port}")

    @property
    def is_key(self) -> bool:
        """Tell whether it is only a key, so that nothing has to be looked up to check it."""
        return self.id.startswith("did:key:")

    def key_address(self, key_id: str) -> str:
        """Return where ``key_id`` stands in the issuer's document: ``did:web:…#<thumbprint>``.

        An issuer that is only a key has that one, whatever is asked: ``did:key:z6Mk…#z6Mk…``.
        """
        return f"{self.id}#{self.id.removeprefix('did:key:') if self.is_key else key_id}"

    def address_of(self, key: PublicKey) -> str | None:
        """Return where ``key`` stands in the issuer's document; None if it is another's."""
        if not self.is_key:
            return self.key_address(key.id)
        return f"{self.id}#{key.multibase}" if self.id == f"did:key:{key.multibase}" else None


def did_document(issuer: Issuer, keys: Iterable[PublicKey]) -> dict[str, object]:
    """Return the issuer's document: all ``keys`` count, also those that sign no more.

    A stolen key is to be left out: only so does every reader of such documents believe it no more,
    whatever day stands in a proof.
    """
    methods = [
        {
            "id": address,
            "type": "Multikey",
            "controller": issuer.id,
            "publicKeyMultibase": key.multibase,
        }
        for key in keys
        if (address := issuer.address_of(key))
    ]
    return {
        "@context": _CONTEXTS,
        "id": issuer.id,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_set(keys: Iterable[PublicKey]) -> dict[str, list[dict[str, str]]]:
    """Return ``keys`` as a JSON Web Key Set (RFC 7517), for whoever checks the JWT."""
    return {"keys": [{**key.jwk(), "kid": key.id, "alg": "EdDSA", "use": "sig"} for key in keys]}
