"""Ada's certificate as it is signed, in every face, and what an offline page knows of it."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from learning.certificates import qr
from learning.certificates.compact import Printed, compact, qr_address
from learning.certificates.credential import Facts, credential
from learning.certificates.record import Signer
from learning.certificates.status_list import status_list
from learning.signing.did import Issuer
from learning.signing.jwt import signed_jwt
from learning.signing.keys import SigningKey
from learning.signing.proofs import with_proofs
from tests.certificates.reading import ADA

HOME = "https://learn.example.org"
KEY = SigningKey.of(Ed25519PrivateKey.from_private_bytes(b"the key that these tests sign by"))
OTHER = SigningKey.of(Ed25519PrivateKey.from_private_bytes(b"the key of somebody quite unlike"))
ISSUER = Issuer.of(HOME, KEY.public)
STATUS_INDEX = 41_907
FACTS = Facts(
    snapshot=replace(ADA, minutes_together=340, replaces="0123456789ABCDEF"),
    home=HOME,
    status_index=STATUS_INDEX,
    salt="a salt of sixteen or more",
    mail_address="ada@example.org",
    shows_name=True,
)
MADE_AT = datetime(2026, 11, 22, 9, 31, tzinfo=UTC)


def known(withdrawn: Iterable[int] = (), **other: Any) -> dict[str, Any]:
    """What the page is given when it is downloaded."""
    raw = urlsafe_b64encode(KEY.public.raw).rstrip(b"=").decode()
    key = {"id": KEY.id, "raw": raw, "from": "2026-11-01T08:00:00Z", "to": None}
    statuses = {
        "made_at": "2026-11-30T06:00:00Z",
        "number": 0,
        "list": status_list(withdrawn),
    }
    issuer = {"id": ISSUER.id, "name": ADA.provider, "address": HOME}
    made_at = "2026-11-30T06:00:00Z"
    return {"issuer": issuer, "keys": [key], "statuses": statuses, "made_at": made_at} | other


def carried(page: str) -> dict[str, Any]:
    """What a checker that was fetched knows."""
    (block,) = re.findall(r'<script type="application/json" id="known">(.*?)</script>', page)
    found: dict[str, Any] = json.loads(block)
    return found


def signer(key: SigningKey = KEY) -> Signer:
    """Who signs at the programme's address."""
    return Signer.of(key, HOME, zone="Europe/London")


def payload(facts: Facts = FACTS, key: SigningKey = KEY) -> str:
    """The facts as the printed square holds them."""
    return compact(Printed.of(facts.snapshot, facts.status_index), key)


def json_of(facts: Facts = FACTS, key: SigningKey = KEY, issuer: Issuer = ISSUER) -> str:
    """The credential with both its proofs."""
    signed = with_proofs(credential(facts, issuer), key, issuer, MADE_AT)
    return json.dumps(signed, ensure_ascii=False)


def jwt_of(facts: Facts = FACTS, key: SigningKey = KEY, issuer: Issuer = ISSUER) -> str:
    """The credential as a JWT."""
    return signed_jwt(key, issuer, credential(facts, issuer), MADE_AT)


def square(folder: Path, facts: Facts = FACTS, *, dpi: int = 300) -> Path:
    """A page of paper with the square on it, 25 mm wide, as a picture."""
    drawing = qr.square(qr_address(HOME, payload(facts))).drawing
    (folder / "square.svg").write_text(drawing, encoding="utf-8")
    (folder / "paper.typ").write_text('#set page("a5")\n= Paper\n#image("square.svg", width: 25mm)')
    typst.compile(folder / "paper.typ", output=folder / f"paper-{dpi}.png", format="png", ppi=dpi)
    return folder / f"paper-{dpi}.png"
