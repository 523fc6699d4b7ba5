"""The tables of what changed in practice: consent to be asked, answers, what may be quoted."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base
from learning.sharing import Naming


class Moment(StrEnum):
    """When somebody is asked: at the end, and so many months after agreeing to it."""

    END = "end"
    THREE = "3"
    SIX = "6"


LATER = (Moment.THREE, Moment.SIX)
"""The moments at which a mail asks."""


class Consent(Base):
    """That somebody agreed to be asked by mail, and to which words."""

    __tablename__ = "follow_up_consent"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    given_at: Mapped[datetime]
    wording: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class FollowUp(Base):
    """The questions of one moment to one person, and the answers. Read by that person alone."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("user_id", "moment"),
        CheckConstraint("reminded_at IS NULL OR sent_at IS NOT NULL", name="reminded"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    moment: Mapped[Moment]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to write the first mail, then the reminder; None: no mail is left to write."""
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """None as well once the answers are deleted."""
    answers: Mapped[dict[str, Any]] = mapped_column(repr=False)
    """In the shape that `learning.followups.questions` says; empty until answered."""
    version: Mapped[int]
    """Grows with every change, so that no window overwrites what it has not seen; 0: untouched."""


class FollowUpQuotation(Base):
    """What somebody told, just as they let it be quoted; it goes with the answers."""

    __tablename__ = "follow_up_quotation"
    __table_args__ = (
        CheckConstraint("(naming = 'described') = (described IS NOT NULL)", name="described"),
        CheckConstraint("passage <> ''", name="passage"),
    )

    follow_up_id: Mapped[int] = mapped_column(
        ForeignKey("follow_up.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    naming: Mapped[Naming]
    described: Mapped[str | None]
    passage: Mapped[str] = mapped_column(repr=False)
    consented_at: Mapped[datetime]
    consent: Mapped[str]
    """The wording agreed to."""
