"""What the tests of signing sign, and what a forger would make of it."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from learning.signing import Issuer, SigningKey

Document = dict[str, Any]

AT = datetime(2026, 3, 2, 12, 0, 5, 900, tzinfo=UTC)
KEY = SigningKey.of(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = SigningKey.of(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
ISSUER = Issuer.of("https://learn.example.org", KEY.public)
HOME = "https://learn.example.org"


def credential(issuer: Issuer = ISSUER) -> Document:
    """An unsigned Open Badge with every shape that ours have: lists, objects, two scripts."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"{HOME}/certificates/K7QF-M2XD-9RTW-H3VB",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": "Anchored here", "url": HOME},
        "validFrom": "2026-03-02T12:00:00Z",
        "name": "Anchored here — certificate",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": f"sha256${'ab' * 32}",
                    "identityType": "name",
                    "salt": "c2FsdA",
                }
            ],
            "achievement": {
                "id": f"{HOME}/#anchored-here",
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": "Anchored here 漢字",
                "description": "About 11 hours of study alone.",
                "criteria": {"narrative": "Every page is done."},
                "inLanguage": "en-GB",
                "version": "2026",
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": f"Module {number}",
                        "targetUrl": f"{HOME}/modules/{number}",
                    }
                    for number in (1, 2)
                ],
            },
        },
    }


def altered(document: Document) -> Iterator[tuple[str, Document]]:
    """Every way to alter one member: another value, the member left out, and one more beside it."""
    for path in [(), *_paths(document)]:
        if path:
            for how, change in (("altered", _another), ("left out", None)):
                forged = copy.deepcopy(document)
                _change(forged, path, change)
                yield f"{'.'.join(map(str, path))} {how}", forged
        holder = _at(document, path)
        if isinstance(holder, dict):
            forged = copy.deepcopy(document)
            _at(forged, path)["description" if "description" not in holder else "x"] = "more"
            yield f"{'.'.join(map(str, path)) or 'document'} with more", forged


def pem(key: SigningKey) -> bytes:
    """The public half as other libraries want it."""
    public = key.private.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, member in members:
        yield (*at, name)
        if isinstance(member, dict | list):
            yield from _paths(member, (*at, name))


def _at(document: Document, path: tuple[Any, ...]) -> Any:
    value: Any = document
    for name in path:
        value = value[name]
    return value


def _change(document: Document, path: tuple[Any, ...], change: Any) -> None:
    holder, name = _at(document, path[:-1]), path[-1]
    if change is None:
        del holder[name]
    else:
        holder[name] = change(holder[name])


def _another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value[:-1]}{'A' if value[-1] != 'A' else 'B'}"
    return [value, value] if isinstance(value, dict) else [*reversed(value), "more"]
