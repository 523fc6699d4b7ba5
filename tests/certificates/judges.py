"""Judges of a credential that are not ours: 1EdTech's JSON Schema, and openbadgeslib.

The schema is 1EdTech's, published at https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ under a
licence of its own, so no copy stands in this repository: it is read from the source archive of
openbadgeslib, which `.ci/judges.lock` pins and `make test` brings.
"""

import json
import re
import sys
import tarfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from jsonschema import Draft201909Validator, FormatChecker
from openbadgeslib import baking
from openbadgeslib.ob3 import OB3LdpVerifier, OpenBadgeCredential, add_data_integrity_proof

_ARCHIVES = Path(sys.prefix) / "judges"
_SCHEMA = "ob_v3p0_achievementcredential_schema.json"
_FORMATS = FormatChecker()
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@_FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(text: object) -> bool:
    """jsonschema leaves this one to a further library."""
    return not isinstance(text, str) or bool(
        _RFC_3339.fullmatch(text) and datetime.fromisoformat(text)
    )


@cache
def _schema() -> Draft201909Validator:
    (archive,) = _ARCHIVES.glob("openbadgeslib-*.tar.gz")
    with tarfile.open(archive) as files:
        (name,) = (name for name in files.getnames() if name.endswith(f"/{_SCHEMA}"))
        file = files.extractfile(name)
        assert file
        return Draft201909Validator(json.load(file), format_checker=_FORMATS)


def faults(document: dict[str, Any]) -> list[str]:
    """What 1EdTech's schema has against it."""
    return [
        f"{fault.json_path}: {fault.message}"[:300] for fault in _schema().iter_errors(document)
    ]


def read_by_openbadgeslib(document: dict[str, Any]) -> OpenBadgeCredential:
    """Signed and verified there: types, contexts, structure, and no term that a proof would miss.

    Raises whatever openbadgeslib does for a document that it refuses.
    """
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = add_data_integrity_proof(document, private, f"{document['issuer']['id']}#key")
    return OB3LdpVerifier(public).verify(signed)


def from_svg(text: str) -> str | None:
    """The credential that openbadgeslib finds in a drawing."""
    element: Any = baking.SVG_ELEMENT_OB3
    return baking.extract_svg(text.encode(), element=element, text_fallback=True)


def from_png(content: bytes) -> str | None:
    """The credential that openbadgeslib finds in a picture."""
    return baking.extract_png(content, keyword=baking.ITXT_KEYWORD_OB3)
