"""The list of the withdrawn: others read it as we mean it, and an odd one is refused in words."""

import base64
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import (
    OB3VerificationError,
    OpenBadgeCredential,
    check_credential_status,
    decode_encoded_list,
    set_indices,
)

from learning.certificates.credential import credential
from learning.certificates.status_list import LENGTH, is_set, status_credential, status_list
from learning.signing.jwt import signed_jwt
from learning.signing.keys import SigningKey
from tests import pace
from tests.certificates.test_credential import FACTS, HOME, ISSUER

PLACES = st.sets(st.integers(0, LENGTH - 1), max_size=300)


def coded(content: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(content).decode().rstrip("=")


def listed(*withdrawn: int, number: int = 0, made_at: datetime | None = None) -> dict[str, Any]:
    at = made_at or datetime.now(UTC)
    return status_credential(number, withdrawn, issuer=ISSUER, home=HOME, made_at=at)


@settings(max_examples=60, deadline=None)
@given(PLACES, st.integers(0, LENGTH - 1))
def test_another_reader_finds_the_same_ones_withdrawn(withdrawn: set[int], any_one: int) -> None:
    encoded = status_list(withdrawn)
    bits = decode_encoded_list(encoded)

    assert len(bits) * 8 == LENGTH
    assert set_indices(bits) == withdrawn
    assert is_set(encoded, any_one) == (any_one in withdrawn)
    assert all(is_set(encoded, index) for index in list(withdrawn)[:5])


def test_the_first_place_is_the_leftmost_bit() -> None:
    assert decode_encoded_list(status_list([0]))[0] == 0b1000_0000
    assert decode_encoded_list(status_list([LENGTH - 1]))[-1] == 0b0000_0001


def test_the_same_list_is_the_same_text_at_any_hour_and_in_any_order() -> None:
    first = status_list([7, 1_000, LENGTH - 1])

    assert status_list([LENGTH - 1, 7, 7, 1_000]) == first
    assert base64.urlsafe_b64decode(first[1:] + "===")[4:8] == bytes(4), "the hour of packing"


@pytest.mark.parametrize("index", [-1, LENGTH, LENGTH * 3])
def test_a_place_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="has no place"):
        status_list([index])
    with pytest.raises(ValueError, match="has no place"):
        is_set(status_list([]), index)


def packed(content: bytes) -> str:
    """Without the hour of packing: two workers have to see the same text."""
    return coded(gzip.compress(content, mtime=0))


PACKED = base64.urlsafe_b64decode(status_list([5])[1:] + "===")


@pytest.mark.parametrize(
    ("encoded", "said"),
    [
        ("", "no status list"),
        ("u", "no status list"),
        (status_list([5])[1:], "no status list"),
        ("z" + status_list([5])[1:], "no status list"),
        (status_list([5]) + "=", "no status list"),
        (status_list([5]) + " ", "no status list"),
        ("u" + "A" * 5, "damaged"),
        (coded(b"never packed"), "damaged"),
        (coded(PACKED[:-9]), "cut off"),
        (coded(PACKED[:20]), "cut off"),
        (coded(PACKED[:12] + b"\0\0\0" + PACKED[15:]), "damaged"),
        (coded(PACKED[:-8] + b"12345678"), "damaged"),
        (coded(PACKED + b"more"), "something follows"),
        (packed(bytes(LENGTH // 8 - 1)), "too short"),
        (packed(b""), "too short"),
        (packed(bytes(9 * 1024 * 1024)), "longer than any"),
    ],
)
def test_what_is_no_whole_list_is_refused_in_words(encoded: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        is_set(encoded, 0)


def read(index: int = 5) -> OpenBadgeCredential:
    document = credential(replace(FACTS, status_index=index), ISSUER)
    return OpenBadgeCredential.from_vc_document(document)


def served(document: dict[str, Any]) -> Any:
    """Whoever asks for the list is given this, if it is the address the list says it has."""

    def download(address: str) -> bytes:
        assert address == document["id"]
        return json.dumps(document).encode()

    return download


def test_openbadgeslib_takes_a_withdrawn_one_for_withdrawn_and_no_other() -> None:
    check_credential_status(read(), served(listed(4, 6, LENGTH + 5)))
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        check_credential_status(read(), served(listed(4, 5, 6)))


def test_signed_it_is_ours_and_nobody_elses() -> None:
    ours, theirs = (SigningKey.of(Ed25519PrivateKey.generate()) for _ in range(2))
    public = ours.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def check(key: SigningKey, *withdrawn: int) -> None:
        signed = signed_jwt(key, ISSUER, listed(*withdrawn), datetime.now(UTC)).encode()
        check_credential_status(read(), lambda _: signed, verify_list=True, list_pubkey_pem=public)

    check(ours, 4)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        check(ours, 5)
    with pytest.raises(OB3VerificationError, match="proof is invalid"):
        check(theirs, 4)


def test_the_next_list_goes_on_where_this_one_ends() -> None:
    check_credential_status(read(LENGTH + 5), served(listed(5, 2 * LENGTH + 5, number=1)))
    with pytest.raises(OB3VerificationError, match="'revocation' is set at index 5"):
        check_credential_status(read(LENGTH + 5), served(listed(LENGTH + 5, number=1)))


def test_no_index_is_negative() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        read(-1)
    with pytest.raises(ValueError, match="0 or more"):
        listed(-1)


@pytest.mark.parametrize("days", [-8, 1])
def test_a_list_of_another_week_is_refused(days: int) -> None:
    other = listed(made_at=datetime.now(UTC) + timedelta(days=days))
    with pytest.raises(OB3VerificationError, match=r"expired|not yet valid"):
        check_credential_status(read(), served(other))


@pytest.mark.parametrize(
    "broken",
    [
        {"encodedList": status_list([])[:60]}, {"encodedList": None}, {"encodedList": "u****"},
        {"statusPurpose": "message"}, {"statusSize": 2},
    ],
    ids=str,
)  # fmt: skip
def test_openbadgeslib_refuses_a_list_that_was_tampered_with(broken: dict[str, Any]) -> None:
    document = listed()
    document["credentialSubject"] |= broken
    with pytest.raises(OB3VerificationError):
        check_credential_status(read(), served(document))


def test_it_says_whose_it_is_and_how_long_it_is_good_for() -> None:
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    document = listed(number=3, made_at=moment)

    assert document["id"] == f"{HOME}/credentials/status/3"
    assert document["issuer"] == "did:web:learn.example.org"
    assert document["validFrom"] == "2026-11-22T09:30:00Z"
    assert document["validUntil"] == "2026-11-29T09:30:00Z"
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]


@pytest.mark.budget
def test_a_list_with_a_thousand_withdrawn_takes_three_milliseconds() -> None:
    thousand = range(0, LENGTH, 131)
    assert not pace.too_long(0.003, lambda: status_list(thousand), rounds=50)
