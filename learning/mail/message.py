"""A row of the outbox becomes a message, as mail programmes expect one."""

from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.headerregistry import (
    Address,
    BaseHeader,
    HeaderRegistry,
    UnstructuredHeader,
)
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, getaddresses
from typing import Any

from learning import clock
from learning.accounts import is_email
from learning.errors import CannotStart
from learning.mail.preferences import OPTIONAL, Reader, link_token
from learning.mail.tables import Kind

_WHY = {
    Kind.SESSION: "You get this because you are on a team, or its members invited you.",
    Kind.REMINDER: "You get this because a live session of your team is near.",
    Kind.FOLLOW_UP: "You get this because you agreed to be asked after three and six months.",
    Kind.INVITATION: "You get this because an organisation gave your address to invite you.",
}
_NOBODY = "nobody@example.invalid"


class _AsWritten(UnstructuredHeader, BaseHeader):
    """A header whose value is taken letter by letter: signs that look encoded are only signs."""

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Take the value as it is."""
        kwds |= {"decoded": str(value), "parse_tree": None}


class _Subject(_AsWritten):
    """A subject. The library’s own folding loses spaces between words that it encodes."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header with every sign that is not ASCII encoded."""
        charset = "us-ascii" if self.isascii() and "=?" not in self else "utf-8"
        words = Header(str(self), charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


class _Link(_AsWritten):
    """A link. The library would break a long one into encoded words."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as one line, however long."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)
_HEADERS.map_to_type("list-unsubscribe", _Link)
# Seven bits go through every server there is.
_POLICY = SMTP.clone(cte_type="7bit", header_factory=_HEADERS)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message is made from: a row of the outbox, or a part of one."""

    id: int
    kind: Kind
    to_address: str
    subject: str
    body: str
    attachments: list[Any]
    created_at: datetime
    user_id: int | None = None
    """Whose account it is for; None for people without one."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What is alike on every mail: who sends it, and where its links lead."""

    sender: Address
    base_url: str
    """Empty: no link can be written, and mails say so in words."""
    secret: str = field(repr=False)
    """The key that signs links."""

    def unsubscribe_link(self, letter: Letter) -> str | None:
        """Return where one click stops mails like this; None where nothing can be stopped."""
        if not self.base_url or letter.kind not in OPTIONAL:
            return None
        reader = Reader(letter.user_id, letter.created_at) if letter.user_id else None
        token = link_token(self.secret, letter.to_address, letter.kind, reader)
        return f"{self.base_url.rstrip('/')}/mail/unsubscribe/{token}"


def letterhead_of(mail_from: str, *, base_url: str, secret: str) -> Letterhead:
    """Return the letterhead; raise `CannotStart` for a sender that is no address.

    An empty one is for mails that are only looked at.
    """
    (name, address), *others = getaddresses([mail_from or _NOBODY])
    usable = is_email(address) and address.isascii() and mail_from.isprintable()
    if others or not usable:
        raise CannotStart(
            "LEARNING_MAIL_FROM is not an address to send from. Write one like"
            " learn@example.org, or Anchored here <learn@example.org>."
        )
    return Letterhead(Address(name, addr_spec=address), base_url, secret)


def compose(letter: Letter, letterhead: Letterhead) -> EmailMessage:
    """Return the message for one try; every try of one mail has the same Message-ID."""
    user, _, domain = letter.to_address.rpartition("@")
    policy = _POLICY if user.isascii() else _POLICY.clone(utf8=True)
    message = EmailMessage(policy)
    message["From"] = letterhead.sender
    message["To"] = Address(username=user, domain=domain.encode("idna").decode())
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = message_id(letter, letterhead)
    message["Auto-Submitted"] = "auto-generated"
    if link := letterhead.unsubscribe_link(letter):
        message["List-Unsubscribe"] = f"<{link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(whole_text(letter, letterhead), cte="quoted-printable")
    _attach(message, letter.attachments)
    return message


def message_id(letter: Letter, letterhead: Letterhead) -> str:
    """Return the name by which mail programmes know a mail, also when it comes twice."""
    return f"<{letter.id}.{letter.created_at:%Y%m%d%H%M%S%f}@{letterhead.sender.domain}>"


def whole_text(letter: Letter, letterhead: Letterhead) -> str:
    """Return the body with its last lines: why it came, and how to get no more."""
    if letter.kind not in OPTIONAL:
        return letter.body
    link = letterhead.unsubscribe_link(letter)
    how = f"No more mails like this: {link}" if link else "Your account page stops mails like this."
    return f"{letter.body.rstrip()}\n\n-- \n{_WHY[letter.kind]}\n{how}\n"


def _attach(message: EmailMessage, attachments: list[Any]) -> None:
    """Add files. A calendar goes in twice: for programmes that act on it, and to be kept.

    That is the shape the large calendars use themselves: an alternative to the text, whose method
    (request, cancel) programmes obey, and a file for those that know only files.
    """
    for attachment in attachments:
        subtype, parameters = _type(attachment["type"])
        if subtype == "calendar":
            message.add_alternative(
                attachment["text"], subtype=subtype, cte="base64", params=parameters
            )
    for attachment in attachments:
        subtype, parameters = _type(attachment["type"])
        if subtype == "calendar":
            _add_file(message, attachment, "application/ics", {})
        else:
            _add_file(message, attachment, f"text/{subtype}", parameters)


def _add_file(
    message: EmailMessage, attachment: dict[str, str], kind: str, parameters: dict[str, str]
) -> None:
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(
        attachment["text"].replace("\n", "\r\n").encode(),  # as texts travel
        maintype=maintype,
        subtype=subtype,
        filename=attachment["name"],
        params={"charset": "utf-8"} | parameters,
    )


def _type(written: str) -> tuple[str, dict[str, str]]:
    """Return the second half of a ``text/…`` type, and its parameters but the charset."""
    kind, *parameters = written.split(";")
    pairs = (parameter.strip().partition("=") for parameter in parameters)
    return kind.partition("/")[2], {name: value for name, _, value in pairs if name != "charset"}
