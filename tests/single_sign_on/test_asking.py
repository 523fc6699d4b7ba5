"""The provider is asked late, seldom, carefully, and never trusted to be well."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from flask import Flask

from learning.providers import is_safe_address, providers_in
from learning.single_sign_on import fetch, published
from learning.single_sign_on.fetch import NoAnswer, a_place, ask
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.single_sign_on.conftest import BEGIN, arrive, listed, way_back
from tests.single_sign_on.provider import KEYS, METADATA, Provider


def test_nothing_is_asked_before_somebody_comes(app: Flask, provider: Provider) -> None:
    app.test_client().get("/sign-in")

    assert provider.asked == []


def test_what_was_published_is_kept_for_an_hour(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    for _ in range(3):
        arrive(provider, browse(), "eve-1")
    assert [provider.asked.count(path) for path in (METADATA, KEYS)] == [1, 1]

    stopped.move(hours=1)
    provider.claims = {"iat": int(stopped.now.timestamp()), "exp": int(stopped.now.timestamp()) + 9}
    arrive(provider, browse(), "eve-1")
    assert [provider.asked.count(path) for path in (METADATA, KEYS)] == [2, 2]


def test_a_key_that_is_new_is_asked_for_once_a_minute(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    from joserfc.jwk import RSAKey

    arrive(provider, browse(), "eve-1")
    old, provider.key = provider.key, RSAKey.generate_key(2048, auto_kid=True)
    provider.signing = provider.key
    stopped.move(minutes=2)
    try:
        arrive(provider, browse(), "eve-1")
        assert provider.asked.count(KEYS) == 2
    finally:
        provider.key = old


def test_a_key_that_we_cannot_use_keeps_nobody_out(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    """A provider may have keys for others, of kinds that we have never heard of."""
    odd = [
        {"kty": "EC", "crv": "BP-256", "x": "AQ", "y": "AQ"}, {"kty": "AKP", "pub": "AQ"},
        {"kty": "RSA", "n": "AQ", "e": "AQAB"}, {}, "no key", None,
    ]  # fmt: skip
    ours = {**provider.key.as_dict(private=False), "use": "sig"}
    provider.answers[KEYS] = json.dumps({"keys": [*odd, ours]}).encode()
    arrive(provider, browse(), "eve-1")

    published.published_by.cache_clear()
    provider.answers[KEYS] = json.dumps({"keys": odd}).encode()
    guest = browse()
    guest.get(way_back(provider, guest, "eve-1"), expect=422)


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://another.example"},
        {"authorization_endpoint": "http://away.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": ["x"]},
    ],
)
def test_what_is_published_has_to_be_right(
    browse: Browse, cast: Cast, provider: Provider, change: dict[str, object]
) -> None:
    provider.metadata = change
    page = browse().post(BEGIN, expect=503)

    assert "Harbour Trust does not answer just now" in page.text("main")


def test_a_provider_that_is_away_is_left_alone_for_a_moment(
    browse: Browse, cast: Cast, provider: Provider, stopped: StoppedClock
) -> None:
    provider.answers[METADATA] = b"<h1>Gone for lunch</h1>"
    for _ in range(3):
        browse().post(BEGIN, expect=503)
    assert provider.asked.count(METADATA) == 1

    provider.answers.clear()
    stopped.move(seconds=20)
    browse().post(BEGIN, expect=200)


def test_few_wait_for_a_provider_at_once(browse: Browse, cast: Cast, provider: Provider) -> None:
    with a_place("one"), a_place("one"), a_place("two"), a_place("two"):
        browse().post(BEGIN, expect=503)
    browse().post(BEGIN, expect=200)


def test_a_slow_provider_keeps_no_place_of_another(
    browse: Browse, cast: Cast, provider: Provider
) -> None:
    with a_place("slow"), a_place("slow"):
        with pytest.raises(NoAnswer), a_place("slow"):
            pass
        browse().post(BEGIN, expect=200)


@contextmanager
def saying(*parts: bytes, pause: float = 0) -> Iterator[str]:
    """Serve one connection that is told these bytes, ``pause`` seconds apart, and left open."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ends: list[socket.socket] = []

        def tell() -> None:
            connection, _ = server.accept()
            ends.append(connection)
            with suppress(OSError):  # whoever asked may have gone
                for part in parts:
                    connection.sendall(part)
                    sleep(pause)

        thread = Thread(target=tell)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()
        for connection in ends:
            connection.close()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"


def test_a_redirect_is_not_followed(provider: Provider) -> None:
    goes = f"HTTP/1.1 302 Found\r\nLocation: {provider.url}{METADATA}\r\nContent-Length: 0\r\n\r\n"
    with saying(goes.encode()) as address, pytest.raises(NoAnswer):
        ask(address, {"client_secret": "hush"})
    assert provider.asked == []


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b"[]", b'"text"', b"{", b"\xff", b'{"a": "' + b"x" * 256_000 + b'"}']
)
def test_an_answer_that_is_no_object_or_too_large_is_none(body: bytes) -> None:
    with saying(HEAD % len(body), body) as address, pytest.raises(NoAnswer):
        ask(address)


def test_a_provider_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST_SILENCE", 0.05)
    for silent in ((), (HEAD % 100, b"{")):
        with saying(*silent) as address, pytest.raises(NoAnswer):
            ask(address)


def test_a_provider_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST", -1)
    with saying(HEAD % 2, b"{}") as address, pytest.raises(NoAnswer):
        ask(address)


def test_a_provider_that_speaks_letter_by_letter_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each letter comes before the silence is too long, so that only the whole tells."""
    monkeypatch.setattr(fetch, "LONGEST", 0.2)
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for quick in (b"", chunked):
        with saying(quick, *[b"1"] * 150, pause=0.02) as address:
            begun = monotonic()
            with pytest.raises(NoAnswer):
                ask(address)
            assert monotonic() - begun < 2.5


def test_no_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("{}")
    with pytest.raises(NoAnswer):
        ask((tmp_path / "keys").as_uri())


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://login.example.org/a", True),
        ("http://localhost:8080", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:80/", True),
        ("http://login.example.org", False),
        ("http://localhost.evil.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("https://user:word@login.example.org", False),
        ("https://", False),
        ("https://login.example.org:99999", False),
        ("https://login.example.org/ x", False),
        ("https://login.example.org/\n", False),
        ("https://[::1", False),
        ("file:///etc/passwd", False),
        ("//login.example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_safe_addresses_are_asked(address: object, safe: bool) -> None:
    assert is_safe_address(address) is safe


def test_one_provider_elsewhere_cannot_lead_us_to_this_machine(provider: Provider) -> None:
    (away,) = providers_in(json.dumps([listed(provider, issuer="https://login.example.org")]))
    found = {"token_endpoint": f"{provider.url}/oauth2/token"}
    with pytest.raises(NoAnswer):
        published.Published(away)._address(found, "token_endpoint")
