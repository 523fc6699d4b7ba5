"""Proofs inside a document: W3C Data Integrity with Ed25519, two of them side by side.

Of the two suites, `eddsa-rdfc-2022` signs what the document says, and is the one verifiers of
credentials know; `eddsa-jcs-2022` signs how it is written, and a browser can check it with nothing
but JSON. https://www.w3.org/TR/vc-di-eddsa/
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from learning.signing.canonical import Document, as_json, as_statements
from learning.signing.did import Issuer
from learning.signing.errors import NotGenuine
from learning.signing.keys import PublicKey, SigningKey
from learning.signing.multibase import base58, from_base58
from learning.signing.signer import check_still_counts, signer

SUITES: dict[str, Callable[[Document], bytes]] = {
    "eddsa-rdfc-2022": as_statements,
    "eddsa-jcs-2022": as_json,
}
_WRITES_CONTEXT = "eddsa-jcs-2022"
"""The suite whose proofs repeat the contexts of the document, as its standard has it."""


def with_proofs(document: Document, key: SigningKey, issuer: Issuer, made_at: datetime) -> Document:
    """Return ``document`` with a proof of each suite; both cover all of it.

    ``made_at`` is aware; seconds are kept. Raises `ValueError` for what cannot be signed whole: a
    context that is not among ours, a name that none defines, a fraction.
    """
    address = issuer.key_address(key.id)
    return {**document, "proof": [proof(document, s, key, address, made_at) for s in SUITES]}


def proof(
    document: Document, suite: str, key: SigningKey, address: str, made_at: datetime
) -> Document:
    """Return the proof of one suite; ``address`` is where the key's public half is published."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": address,
        "proofPurpose": "assertionMethod",
    }
    if suite == _WRITES_CONTEXT:
        options |= {"@context": document["@context"]}
    return {**options, "proofValue": base58(key.sign(hashes(document, options, suite)))}


def check(document: Document, keys: Iterable[PublicKey]) -> None:
    """Raise `NotGenuine` unless both proofs of ``document`` are right, by one of ``keys`` each.

    One proof alone is not enough: what was signed here carries both.
    """
    known = tuple(keys)
    proofs = document.get("proof") if isinstance(document, dict) else None
    if not isinstance(proofs, list) or not all(isinstance(one, dict) for one in proofs):
        raise NotGenuine
    if [one.get("cryptosuite") for one in proofs] != list(SUITES):
        raise NotGenuine
    bare = {name: value for name, value in document.items() if name != "proof"}
    for one in reversed(proofs):  # the cheap one first, so that strangers give PyLD no work
        check_proof(bare, one, known)
    check_still_counts(bare)


def check_proof(bare: Document, one: dict[str, Any], keys: Iterable[PublicKey]) -> None:
    """Raise `NotGenuine` unless the proof ``one`` is right of a document that is without proofs."""
    key = signer(bare, one.get("verificationMethod"), keys)
    options = {name: value for name, value in one.items() if name != "proofValue"}
    if not _is_well_formed(options, bare):
        raise NotGenuine
    try:
        signature = from_base58(one["proofValue"])
        signed = hashes(bare, options, options["cryptosuite"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise NotGenuine from None
    if not key.verifies(signature, signed):
        raise NotGenuine


def hashes(bare: Document, options: Document, suite: str) -> bytes:
    """Return what is signed, 64 bytes: the proof's options, then the document, each by SHA-256."""
    written = SUITES[suite]
    options = {**options, "@context": bare["@context"]}
    return b"".join(hashlib.sha256(written(part)).digest() for part in (options, bare))


def _is_well_formed(options: Document, bare: Document) -> bool:
    """Tell whether a proof says what ours say and nothing else, such as another purpose."""
    suite = options.get("cryptosuite")
    expected = {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose"}
    if suite == _WRITES_CONTEXT:
        expected.add("@context")
    return (
        options.keys() == expected
        and suite in SUITES
        and options["type"] == "DataIntegrityProof"
        and options["proofPurpose"] == "assertionMethod"
        and options.get("@context", bare.get("@context")) == bare.get("@context")
    )
