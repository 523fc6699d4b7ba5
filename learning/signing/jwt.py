"""A credential as a JSON Web Token: one line of text that any JOSE library can check.

https://www.w3.org/TR/vc-jose-cose/ and Open Badges 3.0, section 8.2: the payload is the credential
itself, and says a few things once more by the names that JWTs have for them.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from learning.signing.canonical import Document
from learning.signing.did import Issuer
from learning.signing.errors import NotGenuine
from learning.signing.keys import PublicKey, SigningKey
from learning.signing.signer import check_still_counts, issuer_of, signer

if TYPE_CHECKING:  # it is slow to load, and seldom needed
    from joserfc.jws import JWSRegistry

TYPE = "vc+jwt"
_ALGORITHM = "EdDSA"
_CLAIMS = {"iss", "jti", "sub", "iat", "nbf", "exp"}


def signed_jwt(key: SigningKey, issuer: Issuer, document: Document, made_at: datetime) -> str:
    """Return ``document``, a credential without proofs, as a signed JWT; ``made_at`` is aware."""
    from joserfc import jwt
    from joserfc.jwk import OKPKey

    header = {"alg": _ALGORITHM, "typ": TYPE, "kid": issuer.key_address(key.id)}
    payload = document | _claims(document, issuer, made_at)
    whole = OKPKey.import_key({**key.private_jwk()})
    return jwt.encode(header, payload, whole, registry=_registry())


def read_jwt(text: str, keys: Iterable[PublicKey]) -> Document:
    """Return the credential in ``text``; raises `NotGenuine` unless one of ``keys`` signed it.

    What only the JWT says, such as when it was made, is left out.
    """
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import OKPKey

    try:
        header, payload = _unproved(text)
        key = signer(payload, header.get("kid"), keys)
        token = jwt.decode(text, OKPKey.import_key({**key.jwk()}), registry=_registry())
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        raise NotGenuine from None
    if token.header.get("typ") != TYPE or payload.get("iss") != issuer_of(payload).id:
        raise NotGenuine
    check_still_counts(payload)
    return {name: value for name, value in payload.items() if name not in _CLAIMS}


def _claims(document: Document, issuer: Issuer, made_at: datetime) -> dict[str, object]:
    subject = document.get("credentialSubject")
    claims: dict[str, object] = {"iss": issuer.id, "iat": int(made_at.timestamp())}
    if "id" in document:
        claims["jti"] = document["id"]
    if isinstance(subject, dict) and "id" in subject:
        claims["sub"] = subject["id"]
    for claim, member in (("nbf", "validFrom"), ("exp", "validUntil")):
        if member in document:
            claims[claim] = int(datetime.fromisoformat(document[member]).timestamp())
    return claims


def _unproved(text: str) -> tuple[dict[str, Any], Document]:
    """Return header and payload as they are written: to look for the key, and nothing else."""
    from joserfc.jws import extract_compact

    written = extract_compact(text.encode("ascii"))
    payload = json.loads(written.payload)
    if not isinstance(payload, dict):
        raise NotGenuine
    return written.headers(), payload


@cache
def _registry() -> "JWSRegistry":
    """Return what allows EdDSA alone.

    RFC 9864 would rather have it called Ed25519; verifiers of credentials know it as EdDSA only.
    """
    from joserfc.errors import UnsupportedAlgorithmError
    from joserfc.jws import JWSRegistry

    class OnlyEdDSA(JWSRegistry):
        def get_alg(self, name: str) -> Any:
            if name != _ALGORITHM:
                raise UnsupportedAlgorithmError(f"{name} is not allowed")
            return self.algorithms[name]

    return OnlyEdDSA()
