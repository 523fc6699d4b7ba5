"""The tables of mail: the outbox, and who wants no more of a kind."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, case
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Kind(StrEnum):
    """What a mail is about. All but `ACCOUNT` can be stopped by whoever gets them."""

    SESSION = "session"
    """Invitations to live sessions, changes of them, and their records."""
    REMINDER = "reminder"
    """What to read the day before a live session."""
    FOLLOW_UP = "follow_up"
    """Questions about one’s practice, months after the end, to whoever agreed to them."""
    INVITATION = "invitation"
    """The wish of an organisation that somebody takes part."""
    ACCOUNT = "account"
    """What somebody asked for, or must know about their account."""


class Mail(Base):
    """One mail to one address, written in the transaction that has it sent."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    """What this mail is the only one for; the same key a second time writes nothing."""
    kind: Mapped[Kind]
    to_address: Mapped[str]
    """In the form `accounts.normal_email` gives it."""
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(repr=False)
    attachments: Mapped[list[Any]] = mapped_column(repr=False)
    """Each with ``name``, ``type`` and ``text``."""
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When to try, or to try again. A worker moves it on before it tries: that is its lease."""
    expires_at: Mapped[datetime]
    """From then on the mail is of no use to anybody."""
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    failed_at: Mapped[datetime | None] = mapped_column(default=None)
    last_error: Mapped[str | None] = mapped_column(default=None)
    by_user_id: Mapped[int | None] = mapped_column(default=None, index=True)
    """Whose doing it is, of a mail to somebody without an account: only a number to count by."""


WAITS = Mail.sent_at.is_(None) & Mail.failed_at.is_(None)
"""The condition of a mail that is neither sent nor given up."""
ONCE = "once/"
"""How the keys of mails begin whose words are for their reader alone, and only now."""
IS_ONCE = Mail.key.startswith(ONCE)
"""The condition of those: their text is in no file, and forgotten as soon as it went."""
KEPT_TEXT = case((IS_ONCE, ""), else_=Mail.body)
"""What is kept of the text of a mail that went, or never will."""
Index("ix_mail_waiting", Mail.due_at, sqlite_where=WAITS, postgresql_where=WAITS)


class OptOut(Base):
    """The wish of an address, with or without an account, for no more mails of a kind."""

    __tablename__ = "mail_opt_out"

    address: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(primary_key=True)
    since: Mapped[datetime]
