"""How servers are reached: encrypted where it matters, and no password in any word of ours."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic
from urllib.parse import quote

import pytest
import trustme

from learning import mail
from learning.db import Database
from learning.errors import CannotStart
from learning.mail import PostOffice, Smtp
from tests.databases import free_port
from tests.mail.conftest import HEAD, Post, rows
from tests.mail.receiver import PASSWORD, USER, Receiver, authenticate, receiving, tls

SIGNED_IN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Whoever signed a certificate, trusted as an operator’s own authority is."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


@pytest.mark.parametrize(
    ("url", "host", "port", "encrypted", "user"),
    [
        ("smtp://mail.example.org", "mail.example.org", 25, False, ""),
        ("smtp://ada:hush@mail.example.org", "mail.example.org", 587, False, "ada"),
        ("smtps://ada%40example.org:h%2Fush@mail.example.org", "mail.example.org", 465, True,
         "ada@example.org"),
        ("smtp://[::1]:2525/", "::1", 2525, False, ""),
    ],
)  # fmt: skip
def test_an_address_of_a_server(url: str, host: str, port: int, encrypted: bool, user: str) -> None:
    smtp = mail.smtp_at(url)

    assert (smtp.host, smtp.port, smtp.encrypted, smtp.user) == (host, port, encrypted, user)
    assert "ush" not in repr(smtp)


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://ada:hush@x.org", "smtp://", "smtp://ada:hush@x.org:many",
     "smtp://ada:hush/word@x.org", "smtp://ada:hush[@x.org"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(CannotStart, match="LEARNING_SMTP_URL") as refusal:
        mail.smtp_at(url)

    assert "hush" not in str(refusal.value)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mails_go_encrypted_to_who_signs_in(
    post: Post, database: Database, authority: trustme.CA, scheme: str
) -> None:
    context = tls(authority.issue_cert("localhost"))
    options = {"ssl_context": context} if scheme == "smtps" else {
        "tls_context": context, "require_starttls": True,
    }  # fmt: skip
    port = free_port()
    url = f"{scheme}://{SIGNED_IN}@localhost:{port}"
    office = PostOffice(database, mail.smtp_at(url), HEAD)
    receiver = Receiver(port)
    post()
    with receiving(
        receiver, auth_required=scheme == "smtp", authenticator=authenticate,
        auth_require_tls=scheme == "smtp", **options,
    ):  # fmt: skip
        assert office.send_due() == 1, rows(database)[0].last_error


def test_a_wrong_password_waits_for_the_operator_and_is_repeated_nowhere(
    post: Post, database: Database, authority: trustme.CA, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    wrong = "not-the-one"
    url = f"smtp://{quote(USER, safe='')}:{wrong}@localhost:{port}"
    office = PostOffice(database, mail.smtp_at(url), HEAD)
    post()
    with receiving(
        Receiver(port), auth_required=True, authenticator=authenticate,
        tls_context=tls(authority.issue_cert("localhost")),
    ):  # fmt: skip
        assert office.send_due() == 0

    (row,) = rows(database)
    assert (row.failed_at, row.last_error) == (None, "535 wrong user name or password")
    said = f"{caplog.text}{office}{row}"
    assert wrong not in said
    assert USER not in said


def test_a_certificate_of_a_stranger_is_not_trusted(
    post: Post, database: Database, authority: trustme.CA
) -> None:
    stranger = trustme.CA().issue_cert("localhost")
    port = free_port()
    office = PostOffice(database, mail.smtp_at(f"smtp://localhost:{port}"), HEAD)
    post()
    with receiving(Receiver(port), tls_context=tls(stranger)) as receiver:
        assert office.send_due() == 0

    assert "is not trusted" in (rows(database)[0].last_error or "")
    assert receiver.mails == []


def test_no_password_goes_in_clear_over_a_network(post: Post, database: Database) -> None:
    post()
    # Loopback by another name, which is all a test has of a network.
    smtp = Smtp("127.0.0.2", free_port(), False, USER, PASSWORD)
    with listening_on(smtp.host, smtp.port) as heard:
        assert PostOffice(database, smtp, HEAD).send_due() == 0

    assert "the password was not sent" in (rows(database)[0].last_error or "")
    assert not [line for line in heard if b"AUTH" in line.upper()]


@contextmanager
def listening_on(host: str, port: int) -> Iterator[list[bytes]]:
    """Play a server that offers to take passwords, but no encryption."""
    heard: list[bytes] = []
    with socket.create_server((host, port)) as server:

        def talk() -> None:
            line, _ = server.accept()
            with line, line.makefile("rwb") as file:
                file.write(b"220 here\r\n")
                file.flush()
                for said in file:
                    heard.append(said)
                    file.write(b"250-here\r\n250 AUTH PLAIN LOGIN\r\n")
                    file.flush()

        thread = Thread(target=talk)
        thread.start()
        yield heard
        thread.join(10)


def test_a_server_that_says_nothing_is_given_up(
    post: Post, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning.mail.smtp.TIMEOUT", 0.2)
    socket.setdefaulttimeout(5.0)  # so that this ends even if nobody had set a limit
    begun = monotonic()
    post()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        office = PostOffice(database, mail.smtp_at(f"smtp://127.0.0.1:{port}"), HEAD)
        assert office.send_due() == 0
    socket.setdefaulttimeout(None)

    (row,) = rows(database)
    assert (row.tries, row.failed_at, bool(row.last_error)) == (1, None, True)
    assert monotonic() - begun < 3
