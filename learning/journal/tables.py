"""The tables of what learners write. Read by the writer, and by nobody they do not show it to."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Entry(Base):
    """All of one person's answers to one exercise, as they stand, with the questions answered."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("user_id", "exercise_id"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    exercise_id: Mapped[str]
    version: Mapped[int]
    """Grows by one with each save; a browser says which it has seen."""
    title: Mapped[str]
    """The exercise's title as it read on the day."""
    answers: Mapped[dict[str, Any]] = mapped_column(repr=False)
    """Prompt id to answer, in the shape that `learning.content.prompts` says."""
    wording: Mapped[dict[str, Any]]
    """Prompt id to the question as it read when it was answered, and what else shows the answer."""
    firsts: Mapped[dict[str, Any]]
    """For checks: prompt id to the choice tried first."""
    edition: Mapped[str]
    sitting_at: Mapped[datetime]
    """When the present sitting began: what came before it is kept as a version."""
    saved_at: Mapped[datetime]
    has_aside: Mapped[bool] = mapped_column(default=False)
    """A text from another window waits beside this one; the next save settles it."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Whether it was shared with a team and not withdrawn; with which, `learning.sharing` knows."""
    is_quotable: Mapped[bool] = mapped_column(default=False)
    """Whether a passage of it may be quoted; which and how, `learning.sharing` knows."""


class EntryVersion(Base):
    """An entry as it was earlier, or a text set aside because another window had saved first."""

    __tablename__ = "entry_version"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    """Of a kept version, its number; of a text set aside, the number it had been based on."""
    is_aside: Mapped[bool]
    answers: Mapped[dict[str, Any]] = mapped_column(repr=False)
    wording: Mapped[dict[str, Any]]
    edition: Mapped[str]
    saved_at: Mapped[datetime]
