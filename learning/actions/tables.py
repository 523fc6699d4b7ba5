"""The table of actions: who does what by when, and what became of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Status(StrEnum):
    """What became of an action."""

    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"
    """Something else was done in its place."""
    DROPPED = "dropped"


class Action(Base):
    """Something that a team agreed to do."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("owner_id IS NULL OR owner_name IS NULL", name="owner"),
        CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    live_session_id: Mapped[int | None] = mapped_column(
        ForeignKey("live_session.id", ondelete="SET NULL"), index=True
    )
    """Where it was agreed, unless that was between two live sessions."""
    step: Mapped[str | None]
    what: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    """Stays when they leave the team; what is read counts members only."""
    owner_name: Mapped[str | None]
    """Of somebody without an account here."""
    by: Mapped[date | None]
    first_step: Mapped[str]
    status: Mapped[Status]
    learned: Mapped[str | None]
    """The one thing learned by it."""
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    version: Mapped[int]
    """Grows with every change, so that nobody overwrites what they have not seen."""
