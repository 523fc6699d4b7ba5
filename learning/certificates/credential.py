"""The certificate as machines read it: an Open Badges 3.0 credential, before it is signed.

https://www.imsglobal.org/spec/ob/v3p0/, on https://www.w3.org/TR/vc-data-model-2.0/. Only terms
that the two contexts define are used: any other would not be covered by the signature.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from learning.certificates.snapshot import Snapshot, counted, grouped
from learning.certificates.status_list import VC_CONTEXT, instant, status_entry
from learning.signing.did import Issuer

OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_SHORTEST_SALT = 16
# The form that 1EdTech's schema asks of a language; a tag of another form is left out.
_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is certified, and what the signed record needs besides."""

    snapshot: Snapshot
    home: str
    """Where the programme is served, without a slash at its end: ``https://learn.example.org``."""
    status_index: int
    """Its own among all certificates, from 0."""
    salt: str
    """Random, for this certificate only: two certificates of one person do not look related."""
    mail_address: str = ""
    """Only its hash is written; empty if there is none."""
    shows_name: bool = False
    """Whether the holder chose to have the name in the clear."""


def credential(facts: Facts, issuer: Issuer) -> dict[str, object]:
    """Return the OpenBadgeCredential of ``facts``, unsigned; the same facts, the same content.

    Raises `ValueError` for a salt of fewer than 16 characters.
    """
    snapshot, home = facts.snapshot, facts.home
    return {
        "@context": [VC_CONTEXT, OB_CONTEXT],
        "id": f"{home}/certificates/{snapshot.identifier}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Certificate of completion: {snapshot.programme}",
        "description": _description(snapshot),
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": snapshot.provider, "url": home},
        "validFrom": instant(snapshot.issued_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": _identifiers(facts),
            "achievement": _achievement(snapshot, home),
        },
        "credentialStatus": status_entry(facts.status_index, home=home),
    }


def hashed(value: str, salt: str) -> str:
    """Return what stands for ``value``: who knows both can check it, nobody can read it off.

    It is no secret from somebody who guesses: names and addresses are few.
    """
    return "sha256$" + sha256((value + salt).encode()).hexdigest()


def _identifiers(facts: Facts) -> list[dict[str, object]]:
    if len(facts.salt) < _SHORTEST_SALT:
        raise ValueError(f"A salt has at least {_SHORTEST_SALT} characters.")
    known = {"name": facts.snapshot.holder, "emailAddress": facts.mail_address}
    return [
        _in_the_clear(value) if facts.shows_name and kind == "name" else _hidden(kind, value, facts)
        for kind, value in known.items()
        if value
    ]


def _in_the_clear(name: str) -> dict[str, object]:
    return {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}


def _hidden(kind: str, value: str, facts: Facts) -> dict[str, object]:
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": hashed(value, facts.salt),
        "identityType": kind,
        "salt": facts.salt,
    }


def _achievement(snapshot: Snapshot, home: str) -> dict[str, object]:
    """Return what was achieved: the same for everybody who completed this edition."""
    address = f"{home}/?edition={quote(snapshot.edition, safe='')}"
    language = {"inLanguage": snapshot.language} if _LANGUAGE.fullmatch(snapshot.language) else {}
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": snapshot.programme,
        "description": _sentences(_contents(snapshot), snapshot.what_it_is_not),
        "criteria": {"narrative": f"The holder {snapshot.statement.rstrip('.')}."},
        "version": snapshot.edition,
        **language,
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": module.title,
                "targetCode": str(number),
                "targetDescription": f"Module {number}: {counted(module.minutes)} of study alone.",
                "targetFramework": snapshot.programme,
                "targetUrl": f"{address}#modules",
            }
            for number, module in enumerate(snapshot.modules, start=1)
        ],
    }


def _description(snapshot: Snapshot) -> str:
    """Return in words what belongs to this certificate alone and what it is not."""
    together = counted(snapshot.minutes_together)
    return _sentences(
        f"Certificate {snapshot.identifier}, issued on {snapshot.date}.",
        f"Edition {snapshot.edition}." if snapshot.edition else "",
        f"Studied alone: {counted(snapshot.minutes)}. Studied with others: {together}.",
        f"It replaces certificate {grouped(snapshot.replaces)}." if snapshot.replaces else "",
        snapshot.what_it_is_not,
    )


def _contents(snapshot: Snapshot) -> str:
    modules = len(snapshot.modules)
    many = f"{modules} module{'' if modules == 1 else 's'}"
    return f"{many}, {snapshot.study}." if snapshot.study else f"{many}."


def _sentences(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
