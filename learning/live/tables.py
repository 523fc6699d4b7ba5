"""The tables of live sessions as they are held: where each is, who is there, what they made."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base
from learning.live.rules.reveal import Visibility


class LiveRun(Base):
    """A planned session that somebody has opened."""

    __tablename__ = "live_run"
    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        # What the worker looks for: sessions that are over and not yet settled.
        Index(
            "ix_live_run_over_at",
            "over_at",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    live_session_id: Mapped[int] = mapped_column(
        ForeignKey("live_session.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    """Grows with every change that others see; browsers say which they have."""
    state: Mapped[dict[str, Any]]
    """`rules.state.State` as it was at the last change; time may have moved it on since."""
    roles: Mapped[dict[str, Any]]
    """Role to the id of the participant who has it."""
    is_swapped: Mapped[bool]
    """Whether people have swapped roles, so that they are not dealt anew in the lobby."""
    is_room: Mapped[bool]
    """Whether there is a shared screen, and people without a device of their own."""
    secret: Mapped[str] = mapped_column(repr=False)
    """Orders the cards of a reveal; nobody may guess it."""
    over_at: Mapped[datetime | None]
    """When it is over if nobody does anything more; None in the lobby."""
    settled_at: Mapped[datetime | None]
    """When the record was closed and mailed."""
    reminded_of: Mapped[str | None] = mapped_column(default=None)
    """Over days: what people were written to about last, as `learning.live.reminding` calls it."""


class Participant(Base):
    """Somebody who takes part in one live session."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("live_session_id", "user_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    live_session_id: Mapped[int] = mapped_column(ForeignKey("live_session.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    """None for somebody without an account here, or whose account was deleted."""
    name: Mapped[str | None]
    """Of somebody added by name, as it was typed, until they claim; an account has its own."""
    code: Mapped[str | None] = mapped_column(unique=True, repr=False)
    """With it somebody who was added by name claims this attendance for an account, once."""
    minutes: Mapped[int | None]
    """How long they were there; None until the session is over."""
    is_by_name: Mapped[bool] = mapped_column(default=False)
    """Whether they were added by name, without a device of their own; stays so when they claim."""
    claimed: Mapped[str | None] = mapped_column(default=None, unique=True, index=True, repr=False)
    """The code with which this was claimed. It opens nothing any more."""


class Stay(Base):
    """From when until when somebody was there."""

    __tablename__ = "stay"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    """None while they are there."""
    has_left: Mapped[bool]
    """Whether they said so when they left; otherwise they were only not heard of any more."""


class Presence(Base):
    """Until when a participant counts as here, as far as one serving process can tell."""

    __tablename__ = "presence"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    process: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class KeptCard(Base):
    """What one participant wrote in one step, for the others to see if the writer lets them."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("participant_id", "step"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    """Whose it is until the others have seen it: till then it goes with the account."""
    step: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(repr=False)
    """Prompt id to answer, as in an entry of the journal."""
    wording: Mapped[dict[str, Any]]
    visibility: Mapped[Visibility | None]


class KeptBallot(Base):
    """How one participant placed their dots in one step."""

    __tablename__ = "ballot"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    step: Mapped[str] = mapped_column(primary_key=True)
    dots: Mapped[dict[str, Any]] = mapped_column(repr=False)


class Line(Base):
    """One line that the scribe wrote down for the group."""

    __tablename__ = "line"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    live_session_id: Mapped[int] = mapped_column(
        ForeignKey("live_session.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[str]
    text: Mapped[str] = mapped_column(repr=False)
    written_at: Mapped[datetime]


class Repair(Base):
    """A correction of somebody's attendance after the session, with its reason."""

    __tablename__ = "repair"
    __table_args__ = (CheckConstraint("minutes >= 0", name="minutes"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    minutes: Mapped[int]
    before: Mapped[int | None]
    reason: Mapped[str]
    by_user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime]
