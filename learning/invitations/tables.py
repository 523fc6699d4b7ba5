"""The table of invitations. Whether somebody came is not kept: that is their business."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Invitation(Base):
    """The wish of an organisation that somebody takes part; forgotten when it is over."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email"),
        # A link names its invitation: the number of one that is over is never given again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    """As it stood that day; where it was merged since, its `merged_into` is meant."""
    email: Mapped[str] = mapped_column(index=True, repr=False)
    """In the form `accounts.normal_email` gives it."""
    name: Mapped[str] = mapped_column(repr=False)
    """As it was given with the address; empty if none was."""
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    """Who invites; None once their account is gone."""
    made_at: Mapped[datetime] = mapped_column(index=True)
    mailed_at: Mapped[datetime | None] = mapped_column(index=True, default=None)
    """When its mail was put into the outbox; None: it waits for its turn."""
