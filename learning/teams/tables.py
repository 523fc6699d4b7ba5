"""The tables of teams: what they are called, and who is on them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Team(Base):
    """People who learn together."""

    __tablename__ = "team"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True, repr=False)
    """Six letters, in capitals, without a dash: whoever has them can join."""
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class Membership(Base):
    """One person's place on one team."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_convenor",
            "team_id",
            unique=True,
            sqlite_where=text("is_convenor"),
            postgresql_where=text("is_convenor"),
        ),
    )

    team_id: Mapped[int] = mapped_column(
        ForeignKey("team.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_convenor: Mapped[bool]
    """One of a team. When that person's account was deleted, whoever has been on it longest is
    the convenor without being marked: see `learning.teams.views`."""
    shows_progress: Mapped[bool]
    """Whether the others see how many pages this member has done."""
    joined_at: Mapped[datetime]
