"""The one way out: an SMTP server, asked once for each mail, never without a time limit."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from learning.errors import CannotStart

TIMEOUT = 20.0
"""Seconds for each step of the talk; all steps together stay below a worker's lease."""
_LONGEST_REASON = 200
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Refused(Exception):
    """The server will not take this mail, now or later."""


class NotNow(Exception):
    """It did not work this time, through no fault of the mail."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """Where mails are handed over, and as whom."""

    host: str
    port: int
    encrypted: bool
    """From the first byte (``smtps``); otherwise once the server offers it."""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    def send(self, message: EmailMessage) -> None:
        """Hand ``message`` over.

        Raises `Refused` if the server will have none of it, `NotNow` for whatever may pass.
        """
        with self._connected() as server:
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as refused:
                ((code, words),) = refused.recipients.values()
                raise _outcome(code, words) from None
            except smtplib.SMTPDataError as refused:
                raise _outcome(refused.smtp_code, refused.smtp_error) from None
            except smtplib.SMTPNotSupportedError:
                raise Refused("The server cannot send to an address with such letters.") from None
            except smtplib.SMTPSenderRefused as refused:  # the operator’s to mend, not the mail’s
                raise NotNow(_reason(refused.smtp_code, refused.smtp_error)) from None
            except (OSError, smtplib.SMTPException) as trouble:
                raise NotNow(_kind_of(trouble)) from None

    def _connected(self) -> "smtplib.SMTP":
        try:
            server = self._opened()
            try:
                self._introduce(server)
            except BaseException:
                server.close()
                raise
        except smtplib.SMTPAuthenticationError as refused:
            # The server’s words may repeat what it was sent.
            raise NotNow(f"{refused.smtp_code} wrong user name or password") from None
        except smtplib.SMTPResponseException as refused:
            raise NotNow(_reason(refused.smtp_code, refused.smtp_error)) from None
        except (OSError, smtplib.SMTPException, UnicodeError) as trouble:
            raise NotNow(_kind_of(trouble)) from None
        return server

    def _opened(self) -> smtplib.SMTP:
        if self.encrypted:
            safe = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=safe)
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)

    def _introduce(self, server: smtplib.SMTP) -> None:
        """Encrypt where that is offered, then sign in. No password goes in clear over a network."""
        server.ehlo_or_helo_if_needed()
        if not self.encrypted and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        elif not self.encrypted and self.password and self.host not in _LOOPBACK:
            raise NotNow("The server offers no encryption, so the password was not sent.")
        if self.user:
            server.login(self.user, self.password)


def smtp_at(url: str) -> Smtp:
    """Return the server that ``smtp://`` or ``smtps://`` names; raise `CannotStart` for others."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
        raise CannotStart(
            "LEARNING_SMTP_URL is not an address of a mail server. Write"
            " smtp://user:password@host:587, or smtps://user:password@host; signs in a password"
            " such as @ : / as %40 %3A %2F."
        )
    encrypted = parts.scheme == "smtps"
    usual = 465 if encrypted else 587 if parts.username else 25
    user, password = (unquote(part or "") for part in (parts.username, parts.password))
    return Smtp(parts.hostname, port or usual, encrypted, user, password)


def _outcome(code: int, words: bytes | str) -> Refused | NotNow:
    return (Refused if code >= 500 else NotNow)(_reason(code, words))


def _reason(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    said = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return f"{code} {said}"[:_LONGEST_REASON]


def _kind_of(trouble: Exception) -> str:
    """Say what kind of trouble it was, in the system's words but never in a library's."""
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return f"The server’s certificate is not trusted: {trouble.verify_message}"
    if isinstance(trouble, OSError) and trouble.strerror and not isinstance(trouble, ssl.SSLError):
        return f"The server cannot be reached: {trouble.strerror}"
    return f"The talk with the server broke off ({type(trouble).__name__})"[:_LONGEST_REASON]
