"""The tables of what is shown to others: entries to teams, passages to who runs the programme."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Share(Base):
    """One entry shown by its writer to one team, as it stands, until the writer withdraws it."""

    __tablename__ = "share"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(
        ForeignKey("team.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    shared_at: Mapped[datetime]
    """Only what was shared since the writer joined is shown: leaving the team withdraws."""


class Opening(Base):
    """The fact that somebody opened what was shared with them; it goes with the share."""

    __tablename__ = "opening"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "team_id"], ["share.entry_id", "share.team_id"], ondelete="CASCADE"
        ),
    )

    entry_id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    """Who opened it. Shown by name while they are on the team, and to the writer alone."""
    opened_at: Mapped[datetime]


class Naming(StrEnum):
    """How the writer of a passage is named beside it."""

    NAMED = "named"
    DESCRIBED = "described"
    UNNAMED = "unnamed"


class Quotation(Base):
    """The passage of an entry that its writer lets be quoted: a copy, just as it was agreed to.

    One an entry: two with different names beside them would tell who the unnamed one is.
    """

    __tablename__ = "quotation"
    __table_args__ = (
        CheckConstraint("(naming = 'described') = (described IS NOT NULL)", name="described"),
        CheckConstraint("passage <> ''", name="passage"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), unique=True)
    naming: Mapped[Naming]
    described: Mapped[str | None]
    """What stands in place of the name, if the writer chose that."""
    passage: Mapped[str] = mapped_column(repr=False)
    consented_at: Mapped[datetime]
    consent: Mapped[str]
    """The wording agreed to."""
