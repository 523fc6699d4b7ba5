"""A real mail server that keeps what it is given, and can be told to refuse or to be slow."""

import asyncio
import email.policy
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from threading import Event
from typing import TYPE_CHECKING, Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from tests.databases import free_port

if TYPE_CHECKING:
    from email.message import EmailMessage

USER, PASSWORD = "learn@example.org", "hush: p@ss/word"


class Receiver:
    """What arrives is in `mails`; the other fields change how it answers."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.mails: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.to_recipient = "250 OK"
        self.to_text = "250 OK"
        self.asked = Event()
        """Set once a text has arrived."""
        self.goes_on = Event()
        """Until it is set, texts are left without an answer."""
        self.goes_on.set()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 (the library’s name)
        self, _server: object, _session: object, envelope: Envelope, address: str, _: object
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802 (the library’s name)
        self, _server: object, _session: object, envelope: Envelope
    ) -> str:
        self.asked.set()
        await asyncio.get_running_loop().run_in_executor(None, self.goes_on.wait, 30)
        if self.to_text.startswith("250"):
            content = cast("bytes", envelope.content)
            self.mails.append(message_from_bytes(content, policy=email.policy.default))
            self.envelopes.append(envelope)
        return self.to_text


def authenticate(
    _server: object, _session: object, _envelope: object, _how: str, given: Any
) -> Any:
    """Let nobody in but the one user."""
    right = isinstance(given, LoginPassword) and given == LoginPassword(
        USER.encode(), PASSWORD.encode()
    )
    return AuthResult(success=right, handled=False)


@contextmanager
def receiving(receiver: Receiver, **options: Any) -> Iterator[Receiver]:
    """Run ``receiver`` on loopback."""
    controller = Controller(receiver, hostname="127.0.0.1", port=receiver.port, **options)
    controller.start()
    try:
        yield receiver
    finally:
        receiver.goes_on.set()
        controller.stop()


def tls(certificate: Any) -> ssl.SSLContext:
    """Return what a server needs to show ``certificate``, one of trustme’s."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
