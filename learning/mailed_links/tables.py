"""The table of links sent by mail: each proves once, and not for long, whose an address is."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Purpose(StrEnum):
    """What a link is for: it is good for nothing else."""

    SIGN_IN = "sign_in"
    SIGN_UP = "sign_up"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a purpose, not a password
    NEW_ADDRESS = "new_address"
    CONFIRM = "confirm"
    JOIN = "join"
    """That another account is one's own too, so that the two can become one."""
    PROOF = "proof"
    """That whoever is signed in is who they are, before something grave."""


class MailedLink(Base):
    """One link that was sent, with the code that stands beside it in the mail."""

    __tablename__ = "mailed_link"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    purpose: Mapped[Purpose]
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    """None if nobody has that address: the page says the same, and the mail says so."""
    email: Mapped[str]
    """The address that it proves."""
    secret_hash: Mapped[str] = mapped_column(unique=True, repr=False)
    """SHA-256 of what stands in the link."""
    code_hash: Mapped[str] = mapped_column(repr=False)
    """Of the code to type where the link was asked for, for who reads mail elsewhere, and of what
    that browser holds: the code alone is too short for a hash. Empty where any browser will do,
    and where no mail was sent."""
    browser_hash: Mapped[str] = mapped_column(index=True, repr=False)
    """Of what the browser that asked holds in its cookie; empty where any browser will do."""
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    """Wrong codes so far."""
    used_at: Mapped[datetime | None] = mapped_column(default=None)
