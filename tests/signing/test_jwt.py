"""The JWT: what an independent JOSE library reads, and what neither believes."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import jwt
import pytest

from learning.signing import Issuer, Kind, NotGenuine, key_set, read_jwt, signed_jwt, with_proofs
from tests import pace
from tests.conftest import StoppedClock
from tests.signing.made import AT, ISSUER, KEY, OTHER, Document, credential

TOKEN = signed_jwt(KEY, ISSUER, credential(), AT)
HEADER, PAYLOAD, SIGNATURE = TOKEN.split(".")


def judged(token: str, key: Any = KEY) -> Document:
    """What PyJWT reads, once it has verified it; the time is its own."""
    public = jwt.PyJWK(key_set([key.public])["keys"][0])
    late = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_sub": False}
    return jwt.decode(token, public, algorithms=["EdDSA"], issuer=ISSUER.id, options=late)  # type: ignore[arg-type]


def written(part: Document) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def parsed(part: str) -> Document:
    content: Document = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return content


def signed_otherwise(header: Document, payload: Document, key: Any = KEY) -> str:
    """A JWT that somebody with the key made by hand."""
    text = f"{written(header)}.{written(payload)}"
    return f"{text}.{urlsafe_b64encode(key.sign(text.encode())).rstrip(b'=').decode()}"


def test_it_says_what_the_credential_says() -> None:
    assert read_jwt(TOKEN, [OTHER.public, KEY.public]) == credential()
    assert parsed(HEADER) == {"alg": "EdDSA", "typ": "vc+jwt", "kid": ISSUER.key_address(KEY.id)}


def test_an_independent_library_believes_it() -> None:
    claims = judged(TOKEN)

    assert claims == credential() | {
        "iss": ISSUER.id,
        "jti": credential()["id"],
        "iat": int(AT.timestamp()),
        "nbf": int(AT.timestamp()) - 5,
    }


def test_whoever_holds_it_is_its_subject() -> None:
    held = credential()
    held["credentialSubject"]["id"] = "did:example:holder"

    assert judged(signed_jwt(KEY, ISSUER, held, AT))["sub"] == "did:example:holder"


def _with(**changes: object) -> str:
    return f"{HEADER}.{written(parsed(PAYLOAD) | changes)}.{SIGNATURE}"


def _flipped(bit: int) -> str:
    signature = bytearray(urlsafe_b64decode(SIGNATURE + "=="))
    signature[bit // 8] ^= 1 << bit % 8
    return f"{HEADER}.{PAYLOAD}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"


PROOF = with_proofs(credential(), KEY, ISSUER, AT)["proof"][0]["proofValue"]
FORGED = {
    **{f"{name} altered": _with(**{name: "altered"}) for name in parsed(PAYLOAD)},
    "one member more": _with(more=1),
    **{f"bit {bit} of the signature": _flipped(bit) for bit in (0, 255, 256, 511)},
    "no signature": f"{HEADER}.{PAYLOAD}.",
    "the signature of a proof": f"{HEADER}.{PAYLOAD}.{PROOF}",
    "no algorithm": f"{written({**parsed(HEADER), 'alg': 'none'})}.{PAYLOAD}.",
    "another algorithm": f"{written({**parsed(HEADER), 'alg': 'HS256'})}.{PAYLOAD}.{SIGNATURE}",
    "another type": f"{written({**parsed(HEADER), 'typ': 'JWT'})}.{PAYLOAD}.{SIGNATURE}",
    "cut": TOKEN[:-3],
    "nothing": "",
    "not a token": "a.b",
    "not ASCII": f"{TOKEN}é",
    "a list": f"{HEADER}.{urlsafe_b64encode(b'[]').decode()}.{SIGNATURE}",
    "deep": f"{HEADER}.{urlsafe_b64encode(b'[' * 30_000).decode()}.{SIGNATURE}",
    "very long": f"{HEADER}.{'A' * 1_000_000}.{SIGNATURE}",
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_found_out(token: str) -> None:
    with pytest.raises(NotGenuine) as refusal:
        read_jwt(token, [KEY.public])
    assert refusal.value.kind is Kind.ALTERED
    with pytest.raises((jwt.PyJWTError, ValueError, RecursionError)):
        judged(token)


def test_a_key_that_is_not_ours_is_said_to_be_unknown() -> None:
    theirs = signed_jwt(OTHER, ISSUER, credential(), AT)

    with pytest.raises(NotGenuine) as refusal:
        read_jwt(theirs, [KEY.public])
    assert refusal.value.kind is Kind.UNKNOWN_KEY
    with pytest.raises(jwt.InvalidSignatureError):
        judged(theirs)


STRANGER = Issuer.of("https://elsewhere.example", KEY.public)
OURS = parsed(HEADER)


@pytest.mark.parametrize(
    "token",
    [
        signed_jwt(KEY, STRANGER, credential(), AT),
        signed_otherwise(OURS, {**parsed(PAYLOAD), "iss": STRANGER.id}),
        signed_otherwise(OURS, {**parsed(PAYLOAD), "issuer": {"id": STRANGER.id}}),
        signed_otherwise({**OURS, "typ": "JWT"}, parsed(PAYLOAD)),
        signed_otherwise({**OURS, "crit": ["b64"], "b64": False}, parsed(PAYLOAD)),
    ],
)
def test_what_was_signed_in_another_name_or_for_something_else_is_not_believed(token: str) -> None:
    with pytest.raises(NotGenuine):
        read_jwt(token, [KEY.public])


def test_what_says_until_when_counts_no_longer(stopped: StoppedClock) -> None:
    lasting = {**credential(), "validUntil": "2026-03-09T12:00:00Z"}
    token = signed_jwt(KEY, ISSUER, lasting, AT)
    assert read_jwt(token, [KEY.public]) == lasting
    stopped.move(days=8)

    with pytest.raises(NotGenuine) as refusal:
        read_jwt(token, [KEY.public])
    assert refusal.value.kind is Kind.EXPIRED
    assert judged(token)["exp"] == int(AT.timestamp()) + 7 * 86_400 - 5


@pytest.mark.slow
def test_it_takes_less_than_a_millisecond() -> None:
    assert not pace.too_long(0.001, lambda: signed_jwt(KEY, ISSUER, credential(), AT))
