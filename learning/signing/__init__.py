"""Signing what is issued, and checking it: keys, JWTs and Data Integrity proofs."""

from learning.signing.did import Issuer, did_document, key_set
from learning.signing.errors import Kind, NotGenuine
from learning.signing.jwt import read_jwt, signed_jwt
from learning.signing.keys import PublicKey, SigningKey, given_key, kept_key, rotate
from learning.signing.proofs import check, with_proofs
from learning.signing.published import Known, mark_stolen, publish, published_keys
from learning.signing.tables import PublishedKey

__all__ = [
    "Issuer",
    "Kind",
    "Known",
    "NotGenuine",
    "PublicKey",
    "PublishedKey",
    "SigningKey",
    "check",
    "did_document",
    "given_key",
    "kept_key",
    "key_set",
    "mark_stolen",
    "publish",
    "published_keys",
    "read_jwt",
    "rotate",
    "signed_jwt",
    "with_proofs",
]
