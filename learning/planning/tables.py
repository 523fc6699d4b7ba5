"""The tables of live sessions: when a team meets, and who said they would come."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Answer(StrEnum):
    """Whether somebody will come."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


class LiveSession(Base):
    """One meeting of one team on one module."""

    __tablename__ = "live_session"
    __table_args__ = (
        CheckConstraint("length > 0", name="length"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("days > 0", name="days"),
        # Of two members who plan the same hour at once, the slower finds it planned.
        Index(
            "uq_live_session_team_id_starts_at",
            "team_id",
            "starts_at",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
        Index("ix_live_session_starts_at", "starts_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    module_id: Mapped[str]
    """As the module was called on the day; the programme knows its former names."""
    length: Mapped[int]
    """Minutes, one of the lengths of the module's script."""
    starts_at: Mapped[datetime]
    time_zone: Mapped[str]
    """By whose clocks it was planned: an IANA name."""
    place: Mapped[str | None]
    link: Mapped[str | None]
    """Address of a video call, ``https`` only. It is shown and never opened by us."""
    uid: Mapped[str] = mapped_column(unique=True)
    """What calendars know it by."""
    sequence: Mapped[int]
    """Grows with every change, so that calendars know which invitation is the newest."""
    series: Mapped[str | None]
    """The same for sessions that were planned together."""
    created_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    """When reminders of this plan were written, or found needless since it was made so late."""
    cancelled_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    days: Mapped[int | None] = mapped_column(default=None)
    """Days for each step, where the team goes through it over days; None where it meets."""


class Reply(Base):
    """What one member, or one guest by mail address, said about coming."""

    __tablename__ = "reply"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (address IS NULL)", name="who"),
        UniqueConstraint("live_session_id", "user_id"),
        UniqueConstraint("live_session_id", "address"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    live_session_id: Mapped[int] = mapped_column(ForeignKey("live_session.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    address: Mapped[str | None]
    answer: Mapped[Answer]
    sequence: Mapped[int]
    """Of the session when this was said: after a change it was said about another plan."""
    at: Mapped[datetime]
