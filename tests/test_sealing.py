"""What is sealed tells nothing, and is opened by the same secret for the same purpose only."""

import pytest

from learning.sealing import BrokenSeal, Sealer


def test_what_is_sealed_is_opened_again_and_tells_nothing() -> None:
    sealer = Sealer(["one"], "authenticator")
    sealed = sealer.seal(b"a secret")
    assert sealer.opened(sealed) == b"a secret"
    assert b"a secret" not in sealed
    assert sealer.seal(b"a secret") != sealed


def test_a_new_secret_opens_what_the_one_before_has_sealed() -> None:
    sealed = Sealer(["before"], "authenticator").seal(b"a secret")
    assert Sealer(["now", "before"], "authenticator").opened(sealed) == b"a secret"


@pytest.mark.parametrize(
    ("secrets", "purpose"), [(["another"], "authenticator"), (["one"], "another purpose")]
)
def test_another_secret_or_purpose_opens_nothing(secrets: list[str], purpose: str) -> None:
    sealed = Sealer(["one"], "authenticator").seal(b"a secret")
    with pytest.raises(BrokenSeal):
        Sealer(secrets, purpose).opened(sealed)


def test_what_was_altered_is_not_opened() -> None:
    sealed = bytearray(Sealer(["one"], "authenticator").seal(b"a secret"))
    sealed[20] ^= 1
    with pytest.raises(BrokenSeal):
        Sealer(["one"], "authenticator").opened(bytes(sealed))
