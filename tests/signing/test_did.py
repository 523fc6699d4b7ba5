"""Who signs, as machines look it up."""

import pytest

from learning.signing import Issuer, did_document, key_set
from tests.signing.made import ISSUER, KEY, OTHER

KEYS = [KEY.public, OTHER.public]


@pytest.mark.parametrize(
    ("base_url", "did"),
    [
        ("https://learn.example.org", "did:web:learn.example.org"),
        ("https://Learn.Example.org/", "did:web:learn.example.org"),
        ("https://learn.example.org:8443", "did:web:learn.example.org%3A8443"),
        ("http://localhost:8000", "did:web:localhost%3A8000"),
        ("", f"did:key:{KEY.public.multibase}"),
    ],
)
def test_the_issuer_is_named_after_its_address(base_url: str, did: str) -> None:
    assert Issuer.of(base_url, KEY.public).id == did


def test_the_document_lists_every_key_for_ever() -> None:
    document = did_document(ISSUER, KEYS)
    addresses = [ISSUER.key_address(key.id) for key in KEYS]

    assert document["id"] == ISSUER.id
    assert document["assertionMethod"] == addresses
    assert document["verificationMethod"] == [
        {
            "id": address,
            "type": "Multikey",
            "controller": ISSUER.id,
            "publicKeyMultibase": key.multibase,
        }
        for address, key in zip(addresses, KEYS, strict=True)
    ]


def test_an_issuer_that_is_a_key_has_that_one() -> None:
    issuer = Issuer.of("", KEY.public)
    name = KEY.public.multibase

    assert did_document(issuer, KEYS)["assertionMethod"] == [f"did:key:{name}#{name}"]
    assert issuer.key_address(KEY.id) == f"did:key:{name}#{name}"


def test_the_key_set_names_each_key_by_its_thumbprint() -> None:
    (first, second) = key_set(KEYS)["keys"]

    assert first == {**KEY.public.jwk(), "kid": KEY.id, "alg": "EdDSA", "use": "sig"}
    assert second["kid"] == OTHER.id
    assert "d" not in first | second
