"""The tables of what people say about their work, and of the organisations they name."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base
from learning.organisations.choices import Nation, Sector, Stage, WorkRole


class Organisation(Base):
    """One spelling of an organisation’s name; those that mean the same lead to one of them."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("merged_into <> id", name="merged_into_another"),
        # Statistics name groups by it: the id of one that was forgotten is never given again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    """As it was typed first."""
    key: Mapped[str] = mapped_column(unique=True)
    """What every way of typing it has in common: `naming.key_of`."""
    block: Mapped[str] = mapped_column(index=True)
    """The beginnings of its telling words: only names that share some may be alike."""
    initials: Mapped[str] = mapped_column(index=True)
    merged_into: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True, default=None
    )
    """Where this spelling leads now; never to one that leads on itself."""
    kept_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when admins count on it: it then stays, though nobody names it."""


class Profile(Base):
    """What somebody says about their work. Read by themselves, and counted; all of it optional.

    A row that says nothing is of somebody who was asked and left it open.
    """

    __tablename__ = "profile"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), index=True, default=None, repr=False
    )
    typed: Mapped[str | None] = mapped_column(default=None, repr=False)
    """The organisation’s name as they wrote it: they are never shown another’s spelling."""
    sector: Mapped[Sector | None] = mapped_column(default=None, repr=False)
    nation: Mapped[Nation | None] = mapped_column(default=None, repr=False)
    role: Mapped[WorkRole | None] = mapped_column(default=None, repr=False)
    stage: Mapped[Stage | None] = mapped_column(default=None, repr=False)


class OrganisationAdmin(Base):
    """The right of somebody to see the counts of one organisation, and to invite its people."""

    __tablename__ = "organisation_admin"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    given_at: Mapped[datetime]


class OrganisationMerge(Base):
    """The record of an admin’s decision that one name means the same as another."""

    __tablename__ = "organisation_merge"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    """The one that stands no more."""
    into_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    """The one that it was merged into that day."""
    admin_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    """None once the account of the admin is gone."""
    merged_at: Mapped[datetime]
    reason: Mapped[str]
