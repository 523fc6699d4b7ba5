"""Settings, address, programme and keys, in order and really broken."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning import certificates, clock, signing
from learning.certificates import Certificate
from learning.config import Settings, readable_settings
from learning.content import Mistake, Programme
from learning.doctor import Where, given, keys
from tests.cast import Cast, finish
from tests.conftest import StoppedClock
from tests.doctor.conftest import at


def test_every_mistake_of_the_settings_is_said_and_the_others_are_read(
    where: Where, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert given.settings(where).state == "fine"
    monkeypatch.chdir(tmp_path)
    for name, value in (
        ("TRUSTED_PROXIES", "many"), ("TIME_ZONE", "Moon"), ("DATABASE_URL", "postgresql://x/x"),
        ("SMALL_GROUP", "9"), ("CERTIFICATE_KEY", "hush"),
    ):  # fmt: skip
        monkeypatch.setenv(f"LEARNING_{name}", value)

    read, wrong = readable_settings()
    found = given.settings(replace(where, wrong_settings=wrong))

    assert (read.trusted_proxies, read.time_zone, read.small_group) == (0, "Europe/London", 9)
    assert read.url == "postgresql://x/x"
    for name in ("TRUSTED_PROXIES", "TIME_ZONE", "SECRET_KEY", "CERTIFICATE_KEY"):
        assert f"LEARNING_{name}" in found.remedy
    assert (found.state, "hush" in found.remedy) == ("mend", False)


@pytest.mark.parametrize(
    ("base_url", "proxies", "state", "said"),
    [
        ("https://learn.example.org", 1, "fine", "learn.example.org"),
        ("http://127.0.0.1:8000", 0, "fine", "127.0.0.1"),
        ("https://learn.example.org", 0, "mend", "none is trusted"),
        ("http://learn.example.org", 1, "mend", "not encrypted"),
        ("https://example.org/learn", 1, "mend", "a server alone"),
        ("", 0, "look", "not set"),
    ],
)
def test_an_address_that_does_not_fit_is_said(
    where: Where, base_url: str, proxies: int, state: str, said: str
) -> None:
    changed = {"base_url": base_url, "trusted_proxies": proxies}
    found = given.address(replace(where, settings=where.settings.model_copy(update=changed)))

    assert (found.state, said in found.sentence) == (state, True)


def test_mistakes_in_the_programme_are_said_with_their_place(where: Where) -> None:
    assert given.programme(where).state == "fine"

    wrong = [Mistake("modules/one.md", line, 1, "it is wrong", "mend it") for line in range(1, 6)]
    found = given.programme(replace(where, mistakes=lambda: wrong))

    assert (found.state, "5 mistakes" in found.sentence) == ("mend", True)
    assert found.remedy.startswith("modules/one.md:1:1: it is wrong; mend it\n")
    assert found.remedy.endswith("\n$ learning check")


@pytest.mark.parametrize(
    ("key", "before", "state"),
    [
        ("RxwHEOq6nxBgl0o8hzgG3rVqhPkS8Ns1C2bUzQqT0aM", None, "fine"),
        ("secret", None, "mend"),
        ("a" * 64, None, "mend"),
        ("RxwHEOq6nxBgl0o8hzgG3rVqhPkS8Ns1C2bUzQqT0aM", "secret", "mend"),
    ],
)
def test_a_secret_that_can_be_guessed_is_said_and_never_shown(
    where: Where, key: str, before: str | None, state: str
) -> None:
    changed = {"secret_key": SecretStr(key), "previous_secret_keys": before and SecretStr(before)}
    found = keys.secret_key(replace(where, settings=where.settings.model_copy(update=changed)))

    assert found.state == state
    assert key not in f"{found.sentence} {found.remedy}".split()


def test_looking_for_keys_makes_none(where: Where, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    bare = where.settings.model_copy(update={"data": folder, "secret_key": None})

    assert keys.secret_key(replace(where, settings=bare)).state == "look"
    assert keys.certificate_key(replace(where, settings=bare)).state == "mend", "one has signed"
    assert list(folder.iterdir()) == []


def test_a_key_that_others_read_or_that_was_stolen_is_said(where: Where, db: Session) -> None:
    assert keys.certificate_key(where).sentence == "It can be read and is published."
    path = where.settings.data / "keys" / "certificate-key.pem"

    path.chmod(0o644)
    assert "can be read by others" in keys.certificate_key(where).remedy
    path.chmod(0o600)

    in_use = where.settings.signing_key.public
    signing.mark_stolen(db, in_use, date(2026, 3, 1))
    assert "stolen" in keys.certificate_key(where).sentence

    signing.rotate(path.parent)
    assert keys.certificate_key(where).state == "look", "nothing has published it yet"


def test_certificates_that_wait_to_be_signed_are_said(
    where: Where, db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    finish(db, cast.ada, programme, programme.pages)
    certificates.claim(db, cast.ada, programme, holder="Ada")
    assert keys.unsigned_certificates(where).state == "fine"

    db.execute(update(Certificate).values(credential=None, issued_at=clock.now()))
    assert keys.unsigned_certificates(where).state == "fine", "a moment ago"

    stopped.move(hours=1)
    found = keys.unsigned_certificates(where)
    assert (found.state, "waits to be signed" in found.sentence) == ("mend", True)

    nowhere: Settings = where.settings.model_copy(update={"base_url": ""})
    assert keys.unsigned_certificates(at(nowhere, db)).state == "look"
