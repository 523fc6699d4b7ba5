"""Writing mails into the outbox, in the transaction of whatever they tell about."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import is_email, normal_email
from learning.db import insert_or
from learning.errors import LearningError
from learning.mail.strangers import refuse_too_many
from learning.mail.tables import ONCE, WAITS, Kind, Mail

MOST_AT_ONCE = 200
"""Mails that one transaction may write."""
LONGEST_SUBJECT = 200
LONGEST_TEXT = 200_000
"""Characters of a body, and of each attachment."""
MOST_ATTACHMENTS = 5
WAITS_AT_MOST = timedelta(days=30)
"""After its day; then a mail is given up unless it says otherwise."""
_WRITTEN = "mails written"
_NOT_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TYPE = re.compile(r"text/[a-z0-9.+-]{1,40}(?:; ?[a-z]{1,20}=[A-Za-z0-9-]{1,40})*")


class CannotSend(LearningError):
    """It cannot be mailed like this; nothing was written."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text that travels with a mail, such as a calendar file."""

    name: str
    type: str
    """Such as ``text/calendar; method=REQUEST``; always UTF-8."""
    text: str


def send(
    db: Session,
    *,
    to: str,
    subject: str,
    body: str,
    kind: Kind,
    key: str | None = None,
    due_at: datetime | None = None,
    until: datetime | None = None,
    user_id: int | None = None,
    by_user_id: int | None = None,
    attachments: Sequence[Attachment] = (),
    once: bool = False,
) -> None:
    """Put a mail to one address into the outbox; it goes after the commit, from ``due_at`` on.

    A second one with the same ``key`` changes nothing. After ``until`` it is not sent any more.
    ``by_user_id`` is whose doing it is that somebody without an account is written to. ``once`` is
    for what opens an account, or is not for whoever has the address next: such a mail has a key of
    its own, and its text is forgotten as soon as it went.

    Raises `TooMany` for more mails to people without an account than one learner may cause in a
    day, and `CannotSend` for an address that is none, a subject that is more than a line, texts
    that are too long, and the 201st mail of one transaction.
    """
    now = clock.now()
    due = due_at or now
    row = {
        "key": f"{ONCE}{secrets.token_urlsafe(16)}" if once else key,
        "kind": Kind(kind),
        "to_address": _one_address(to),
        "user_id": user_id,
        "by_user_id": by_user_id,
        "subject": _one_line(subject),
        "body": _text(body),
        "attachments": _checked(attachments),
        "created_at": now,
        "due_at": due,
        "expires_at": until or due + WAITS_AT_MOST,
        "tries": 0,
    }
    _count(db)
    if user_id is None and by_user_id is not None:
        refuse_too_many(db, by_user_id, key)
    db.execute(insert_or(db, Mail).values(row).on_conflict_do_nothing(index_elements=["key"]))


def take_back(db: Session, keys: Iterable[str]) -> frozenset[str]:
    """Remove the mails with these keys that are not sent yet, as if they had never been written.

    Returns the keys of those that were removed. One that a worker holds at this moment may still
    go. A second call does nothing.
    """
    waiting = delete(Mail).where(Mail.key.in_(list(keys)), WAITS)
    return frozenset(key for key in db.scalars(waiting.returning(Mail.key)) if key)


def readdress(db: Session, user_id: int, address: str) -> None:
    """Send what waits for ``user_id`` to their new address."""
    there = normal_email(address)
    db.execute(update(Mail).where(Mail.user_id == user_id, WAITS).values(to_address=there))


def _one_address(to: str) -> str:
    if not is_email(to) or _NOT_IN_A_LINE.search(to):
        raise CannotSend("This is not an address that mail can reach. Write it like name@place.org")
    return normal_email(to)


def _one_line(subject: str) -> str:
    if not subject.strip() or _NOT_IN_A_LINE.search(subject):
        raise CannotSend("The subject of a mail is one line of text.")
    subject = subject.strip()
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise CannotSend(f"This is too long for a mail. Use at most {LONGEST_TEXT:,} characters.")
    return _NOT_IN_A_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _checked(attachments: Sequence[Attachment]) -> list[dict[str, str]]:
    if len(attachments) > MOST_ATTACHMENTS:
        raise CannotSend(f"A mail carries at most {MOST_ATTACHMENTS} files.")
    for attachment in attachments:
        if not _TYPE.fullmatch(attachment.type):
            raise CannotSend("Only texts can travel with a mail.")
    return [
        {**asdict(attachment), "name": _one_line(attachment.name), "text": _text(attachment.text)}
        for attachment in attachments
    ]


def _count(db: Session) -> None:
    """Count the mails of this transaction: nobody has a reason to write to hundreds at once."""
    db.connection()  # begins the transaction that is counted for
    transaction = db.get_transaction()
    counted, written = db.info.get(_WRITTEN, (None, 0))
    written = written + 1 if counted is transaction else 1
    if written > MOST_AT_ONCE:
        raise CannotSend(f"At most {MOST_AT_ONCE} mails can be sent at once.")
    db.info[_WRITTEN] = (transaction, written)
