"""Proofs: W3C's own vectors come out, an independent library believes ours, nobody a forged one."""

import copy
import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3 import OB3LdpVerifier, verify_data_integrity_proof
from openbadgeslib.ob3.verifier import OB3VerificationError

from learning.signing import (
    Issuer,
    Kind,
    NotGenuine,
    SigningKey,
    check,
    with_proofs,
)
from learning.signing.canonical import KNOWN_CONTEXTS
from learning.signing.multibase import base58, from_base58
from learning.signing.proofs import SUITES, check_proof, hashes, proof
from tests import pace
from tests.conftest import StoppedClock
from tests.signing.made import AT, ISSUER, KEY, OTHER, Document, altered, credential, pem

VECTORS = Path(__file__).parent / "vectors"
SIGNED = with_proofs(credential(), KEY, ISSUER, AT)
ALTERED = [*altered(SIGNED)]
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def read(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("suite", SUITES)
def test_the_published_vectors_come_out(suite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KNOWN_CONTEXTS, EXAMPLES, VECTORS / "examples-v2.json")
    document, given = read("alumni.json"), read("expected.json")
    expected = given["suites"][suite]
    seed = from_base58(given["secretKeyMultibase"]).removeprefix(b"\x80\x26")
    key = SigningKey.of(Ed25519PrivateKey.from_private_bytes(seed))
    public = given["publicKeyMultibase"]
    assert key.public.multibase == public

    at = datetime.fromisoformat(given["created"])
    made = proof(document, suite, key, f"did:key:{public}#{public}", at)

    assert SUITES[suite](document).decode() == expected["document"]
    options = {name: value for name, value in made.items() if name != "proofValue"}
    assert hashes(document, options, suite).hex() == expected["hashes"]
    assert made["proofValue"] == expected["proofValue"]


def test_a_signed_credential_is_believed() -> None:
    check(SIGNED, [OTHER.public, KEY.public])
    check(json.loads(json.dumps(SIGNED)), [KEY.public])
    assert [one["cryptosuite"] for one in SIGNED["proof"]] == ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
    assert {one["created"] for one in SIGNED["proof"]} == {"2026-03-02T12:00:05Z"}
    assert with_proofs(credential(), KEY, ISSUER, AT) == SIGNED, "the same bytes each time"


def test_an_independent_library_believes_it() -> None:
    verify_data_integrity_proof(copy.deepcopy(SIGNED), pem(KEY))
    badge = OB3LdpVerifier(pem(KEY)).verify(copy.deepcopy(SIGNED))
    assert badge.achievement.name == "Anchored here 漢字"


def test_a_key_alone_is_an_issuer_that_an_independent_library_resolves() -> None:
    issuer = Issuer.of("", KEY.public)
    signed = with_proofs(credential(issuer), KEY, issuer, AT)

    check(signed, [KEY.public])
    OB3LdpVerifier.for_issuer_did(issuer.id).verify(copy.deepcopy(signed))


@pytest.mark.parametrize(("what", "forged"), ALTERED, ids=[what for what, _ in ALTERED])
def test_whatever_is_altered_is_found_out(what: str, forged: Document) -> None:
    with pytest.raises(NotGenuine) as refusal:
        check(forged, [KEY.public])
    kinds = {Kind.ALTERED}
    if "verificationMethod" in what:
        kinds.add(Kind.UNKNOWN_KEY)
    assert refusal.value.kind in kinds


@pytest.mark.parametrize("suite", SUITES)
def test_each_proof_alone_finds_out_what_is_altered(suite: str) -> None:
    (one,) = (one for one in SIGNED["proof"] if one["cryptosuite"] == suite)
    check_proof(credential(), one, [KEY.public])

    def believed(forged: Document) -> bool:
        with suppress(NotGenuine):
            check_proof(forged, one, [KEY.public])
            return True
        return False

    assert [what for what, forged in altered(credential()) if believed(forged)] == []


def test_an_independent_library_finds_out_what_is_altered() -> None:
    (ours, _) = SIGNED["proof"]
    verifier = OB3LdpVerifier(pem(KEY))

    def believed(forged: Document) -> bool:
        with suppress(OB3VerificationError):
            verifier.verify(forged)
            return True
        return False

    assert believed({**credential(), "proof": ours})
    forgeries = [*altered({**credential(), "proof": ours})]
    assert [what for what, forged in forgeries if believed(forged)] == []
    assert len(forgeries) > 100


def _flipped(bit: int) -> Document:
    forged = copy.deepcopy(SIGNED)
    for one in forged["proof"]:
        signature = bytearray(from_base58(one["proofValue"]))
        signature[bit // 8] ^= 1 << bit % 8
        one["proofValue"] = base58(bytes(signature))
    return forged


def _with(*proofs: Document) -> Document:
    return {**credential(), "proof": list(proofs)}


def _swapped() -> Document:
    rdfc, jcs = copy.deepcopy(SIGNED["proof"])
    rdfc["proofValue"], jcs["proofValue"] = jcs["proofValue"], rdfc["proofValue"]
    return _with(rdfc, jcs)


RDFC, JCS = SIGNED["proof"]
NESTED = json.loads("[" * 900 + "]" * 900)
STRANGER = Issuer.of("https://elsewhere.example", KEY.public)
FORGED = {
    **{f"bit {bit} of the signatures": _flipped(bit) for bit in (0, 7, 255, 256, 500, 511)},
    "each with the signature of the other suite": _swapped(),
    "one proof alone": _with(JCS),
    "the other proof alone": {**credential(), "proof": RDFC},
    "one proof twice": _with(JCS, JCS),
    "one proof more": _with(RDFC, JCS, RDFC),
    "no proof": _with(),
    "none at all": credential(),
    "a proof that is a word": {**credential(), "proof": ["proof", "proof"]},
    "signed for another purpose": _with(RDFC, {**JCS, "proofPurpose": "authentication"}),
    "another issuer, whose key has the same name": with_proofs(credential(), KEY, STRANGER, AT),
    "a list": [],
    "deep": {"proof": [RDFC, JCS], "issuer": ISSUER.id, "@context": NESTED},
}  # fmt: skip


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_proof_is_found_out(forged: Document) -> None:
    with pytest.raises(NotGenuine) as refusal:
        check(forged, [KEY.public])
    assert refusal.value.kind is Kind.ALTERED


def test_a_key_that_is_not_ours_is_said_to_be_unknown() -> None:
    theirs = with_proofs(credential(), OTHER, ISSUER, AT)
    for keys in ([], [KEY.public]):
        with pytest.raises(NotGenuine) as refusal:
            check(theirs, keys)
        assert refusal.value.kind is Kind.UNKNOWN_KEY
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier(pem(KEY)).verify(copy.deepcopy(theirs))


def test_what_says_until_when_counts_no_longer(stopped: StoppedClock) -> None:
    lasting = {**credential(), "validUntil": "2026-03-09T12:00:00Z"}
    signed = with_proofs(lasting, KEY, ISSUER, AT)
    check(signed, [KEY.public])
    stopped.move(days=8)

    with pytest.raises(NotGenuine) as refusal:
        check(signed, [KEY.public])
    assert refusal.value.kind is Kind.EXPIRED


@pytest.mark.slow
def test_both_proofs_take_less_than_ten_milliseconds() -> None:
    with_proofs(credential(), KEY, ISSUER, AT)
    assert not pace.too_long(0.010, lambda: with_proofs(credential(), KEY, ISSUER, AT))
