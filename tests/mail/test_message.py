"""What mail programmes get: readable in every language, and nothing in it that was not meant."""

import email.policy
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learning import mail
from learning.errors import CannotStart
from learning.mail import Attachment, Kind, Letter, PostOffice
from tests.conftest import NOON, StoppedClock
from tests.mail.conftest import HEAD, Post, head
from tests.mail.receiver import Receiver

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Zoë – Übung\r\nEND:VCALENDAR\r\n"
LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200)


def letter(**change: object) -> Letter:
    given: dict[str, object] = {
        "id": 7, "kind": Kind.SESSION, "to_address": "ada@example.org", "subject": "Tuesday",
        "body": "At two.", "attachments": [], "created_at": datetime(2026, 3, 1, tzinfo=UTC),
    }  # fmt: skip
    return Letter(**(given | change))  # type: ignore[arg-type]


def arrived(letter: Letter) -> tuple[EmailMessage, bytes]:
    """Return the message as another programme reads it, and its bytes."""
    sent = mail.compose(letter, HEAD).as_bytes()
    return message_from_bytes(sent, policy=email.policy.default), sent


@given(LINE.map(str.strip).filter(bool))
@example("Zoë invites you to “Gute Arbeit” " * 4 + "at last")
@example("=?utf-8?q?=0D=0ABcc:_ben@example.org?=")
@example("漢字" * 100)
def test_every_subject_arrives_as_it_was_written(subject: str) -> None:
    message, sent = arrived(letter(subject=subject))

    assert message["Subject"] == subject
    assert message.keys() == arrived(letter())[0].keys()
    headers = sent.split(b"\r\n\r\n")[0].split(b"\r\n")
    assert all(len(line) <= 78 or line.startswith(b"List-Unsubscribe:") for line in headers)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=2000))
@example(".\n.\nFrom here\n..")
@example("long " * 1000)
def test_every_text_arrives_as_it_was_written(text: str) -> None:
    message, sent = arrived(letter(body=text, kind=Kind.ACCOUNT))

    got = message.get_content().replace("\r\n", "\n").removesuffix("\n")
    assert got == text.removesuffix("\n")
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 78


def test_a_mail_says_what_it_is(stopped: StoppedClock) -> None:
    first, _ = arrived(letter())
    stopped.move(hours=3)
    later, _ = arrived(letter())

    assert first["From"] == "Anchored here <learn@example.org>"
    assert first["Message-ID"] == later["Message-ID"] == "<7.20260301000000000000@example.org>"
    assert parsedate_to_datetime(first["Date"]) == NOON
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content_type() == "text/plain"


@pytest.mark.parametrize("kind", Kind)
def test_what_can_be_stopped_says_how(kind: Kind) -> None:
    message, _ = arrived(letter(kind=kind))
    text = message.get_content()

    if kind is Kind.ACCOUNT:
        assert "List-Unsubscribe" not in message
        assert "unsubscribe" not in text
        return
    token = mail.link_token("a key", "ada@example.org", kind)
    link = f"https://learn.example.org/mail/unsubscribe/{token}"
    assert message["List-Unsubscribe"] == f"<{link}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert text.rstrip().endswith(link)


def test_without_a_public_address_there_is_no_link_but_a_word() -> None:
    message = mail.compose(letter(), head(base_url=""))

    assert "List-Unsubscribe" not in message
    assert "Your account page stops mails like this." in message.get_content()


def test_a_calendar_arrives_to_be_acted_on_and_to_be_kept(
    post: Post, office: PostOffice, receiver: Receiver
) -> None:
    files = [
        Attachment("session.ics", "text/calendar; method=REQUEST; charset=utf-8", ICS),
        Attachment("Übung.txt", "text/plain", "Zwei Fragen"),
    ]
    post(attachments=files)
    assert office.send_due() == 1

    (message,) = receiver.mails
    body = message.get_body(("plain",))
    assert body
    assert "We meet at two." in body.get_content()
    parts = [part for part in message.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == [
        "text/plain", "text/calendar", "application/ics", "text/plain",
    ]  # fmt: skip
    assert parts[1].get_param("method") == "REQUEST"
    assert [part.get_payload(decode=True) for part in parts[1:3]] == [ICS.encode()] * 2
    assert [part.get_filename() for part in parts[2:]] == ["session.ics", "Übung.txt"]


def test_an_address_in_other_letters_is_reached(
    post: Post, office: PostOffice, receiver: Receiver
) -> None:
    post(to="zoë@bücher.example")
    assert office.send_due() == 1

    assert receiver.envelopes[0].rcpt_tos == ["zoë@xn--bcher-kva.example"]


@pytest.mark.parametrize(
    "mail_from",
    ["nobody", "a@b.org\nBcc: c@d.org", "Ada <nobody>", "ä@b.org", "a@b.org, c@d.org <"],
)
def test_a_sender_that_is_none_is_refused(mail_from: str) -> None:
    with pytest.raises(CannotStart, match="LEARNING_MAIL_FROM"):
        head(mail_from=mail_from)
