"""One way to write a document: as others do, of known contexts, and whole or not at all."""

import hashlib

import pytest
from c14n.Canonicalize import canonicalize  # type: ignore[import-untyped]

from learning.signing.canonical import CONTEXTS, as_json, as_statements
from learning.signing.multibase import base58, from_base58
from tests.signing.made import Document, credential


@pytest.mark.parametrize(
    ("file", "sha256"),
    [
        (
            "credentials-v2.json",
            "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        ),
        (
            "open-badges-3.0.3.json",
            "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
        ),
    ],
)
def test_contexts_are_the_published_bytes(file: str, sha256: str) -> None:
    assert hashlib.sha256((CONTEXTS / file).read_bytes()).hexdigest() == sha256


@pytest.mark.parametrize(
    "written", [b"", b"\0", b"\0\0a", b"Hello World!", bytes(range(64)), b"\xed\x01" + b"\xff" * 32]
)
def test_base58_comes_back(written: bytes) -> None:
    assert from_base58(base58(written)) == written


def test_base58_is_the_one_of_the_draft() -> None:
    """draft-msporny-base58, section 5."""
    assert base58(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"
    assert base58(bytes.fromhex("0000287fb4cd")) == "z11233QC4"


def test_canonical_json_is_what_another_writes() -> None:
    strange = {"b": '\u2028é漢🙂\x7f\x01"\\/\n', "a": [1, True, None, {"z": -5, "Z": ""}]}

    assert as_json(strange) == canonicalize(strange)
    assert as_json(credential()) == canonicalize(credential())


@pytest.mark.parametrize(
    "part", [{"x": 1.5}, {"x": float("nan")}, {"x": 2**53}, {"é": 1}, {"x": "\ud800"}, {"x": (1,)}]
)
def test_what_has_no_one_form_is_not_signed(part: Document) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (each has its own sentence)
        as_json(part)


@pytest.mark.parametrize(
    "change",
    [
        {"undefined": "term"},
        {"type": ["VerifiableCredential", "Undefined"]},
        {"@context": ["https://www.w3.org/ns/credentials/v2", "https://evil.example/v1"]},
        {"@context": ["https://www.w3.org/ns/credentials/v2", {"x": "https://evil.example/x"}]},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"@context": []},
        {"credentialSubject": {"@context": [], "type": ["AchievementSubject"]}},
        {"credentialSubject": {"@id": "https://evil.example/"}},
    ],
)
def test_what_would_not_be_signed_whole_is_refused(change: Document) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (each has its own sentence)
        as_statements(credential() | change)
