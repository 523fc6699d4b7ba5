"""Keys: made once, kept where others cannot read them, and known for ever."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pydantic import SecretStr
from sqlalchemy.orm import Session

from learning.cli import main
from learning.config import Settings, settings_from_environment
from learning.errors import CannotStart
from learning.signing import PublicKey, given_key, kept_key, publish, published_keys, rotate
from tests.conftest import StoppedClock
from tests.signing.made import KEY, OTHER

FILE = "certificate-key.pem"
PEM = KEY.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def test_a_key_is_made_once_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    key = kept_key(folder)

    assert kept_key(folder) == key
    assert [file.name for file in folder.iterdir()] == [FILE]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


def test_of_many_that_start_at_once_the_first_makes_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as many:
        ids = {key.id for key in many.map(kept_key, [tmp_path / "keys"] * 64)}

    assert ids == {kept_key(tmp_path / "keys").id}
    assert [file.name for file in (tmp_path / "keys").iterdir()] == [FILE]


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    kept_key(tmp_path)
    (tmp_path / FILE).chmod(0o640)

    with pytest.raises(CannotStart, match="chmod 600"):
        kept_key(tmp_path)


@pytest.mark.parametrize("content", [b"", b"garbage", b"\xff\xfe", PEM[:60].encode()])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    kept_key(tmp_path)
    (tmp_path / FILE).write_bytes(content)

    with pytest.raises(CannotStart, match="holds no Ed25519 key"):
        kept_key(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content, "it may be mended"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("in the way")

    with pytest.raises(CannotStart, match="cannot be used"):
        kept_key(tmp_path / "keys")


def test_where_files_cannot_be_linked_no_private_key_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some shared folders; nothing else makes the system refuse it for the tests."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(CannotStart, match="Operation not permitted"):
        kept_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("written", [PEM, PEM.replace("\n", "\\n"), f"\n{PEM}\n"])
def test_a_key_can_be_given_with_either_kind_of_line_ends(written: str) -> None:
    assert given_key(written) == KEY
    assert Settings(certificate_key=SecretStr(written)).signing_key == KEY


def test_a_setting_that_is_no_key_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    another = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    locked = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")
    )
    for wrong in ("garbage", another.decode(), locked.decode()):
        monkeypatch.setenv("LEARNING_CERTIFICATE_KEY", wrong)
        with pytest.raises(CannotStart, match=r"LEARNING_CERTIFICATE_KEY: .*Ed25519") as refusal:
            settings_from_environment()
        assert wrong not in str(refusal.value)


def test_a_key_never_shows_its_private_half() -> None:
    secret = KEY.private.private_bytes_raw()

    assert KEY.private_jwk()["d"] not in repr(KEY)
    assert repr(secret) not in repr(KEY)
    assert "PRIVATE" not in repr(Settings(certificate_key=SecretStr(PEM)))


def test_a_rotated_key_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    before = kept_key(tmp_path)
    after = rotate(tmp_path)

    assert after != before
    assert kept_key(tmp_path) == after
    assert [file.name for file in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_key_is_named_as_rfc_8037_names_its_example() -> None:
    """Its appendix A.3 prints this key and this thumbprint."""
    raw = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    key = PublicKey.of(raw)

    assert key.jwk()["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert PublicKey.written(key.multibase) == key


@pytest.mark.parametrize("wrong", ["", "z", "u6Mk", "z6Mk0", "z" + "1" * 34, "z" + "2" * 10**6])
def test_what_is_no_key_is_not_read_as_one(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"not|32 bytes"):
        PublicKey.written(wrong)


def test_every_key_stays_published_and_one_is_in_use(db: Session, stopped: StoppedClock) -> None:
    first = stopped.now
    publish(db, KEY)
    stopped.move(days=1)
    publish(db, OTHER)
    publish(db, OTHER)

    newest, before = published_keys(db)
    assert (newest.key, newest.began_at, newest.ended_at) == (OTHER.public, stopped.now, None)
    assert (before.key, before.began_at, before.ended_at) == (KEY.public, first, stopped.now)


def test_a_key_that_was_put_back_is_in_use_again(db: Session, stopped: StoppedClock) -> None:
    for key in (KEY, OTHER, KEY):
        publish(db, key)
        stopped.move(days=1)

    ended = {known.key: known.ended_at for known in published_keys(db)}
    assert ended[KEY.public] is None
    assert ended[OTHER.public] is not None


def test_the_command_lists_and_rotates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEARNING_DATA", str(tmp_path))
    assert main(["keys"]) == 0
    first = kept_key(tmp_path / "keys")
    assert main(["keys", "rotate"]) == 0
    second = kept_key(tmp_path / "keys")
    capsys.readouterr()

    assert main(["keys"]) == 0
    listed = capsys.readouterr().out
    assert first != second
    assert {line.split()[0] for line in listed.splitlines()} == {first.id, second.id}
    assert f"{second.id}  since 02 March 2026 12:00 UTC  in use" in listed
    assert f"{first.id}  since 02 March 2026 12:00 UTC  ended 02 March 2026 12:00 UTC" in listed


def test_a_key_given_by_setting_is_not_rotated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEARNING_DATA", str(tmp_path))
    monkeypatch.setenv("LEARNING_CERTIFICATE_KEY", PEM)

    assert main(["keys", "rotate"]) == 1
    assert "given by LEARNING_CERTIFICATE_KEY" in capsys.readouterr().err
    assert not (tmp_path / "keys").exists()
