"""The table of what admins did. Rows are added and never changed: the database refuses it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class AuditEntry(Base):
    """One thing that an admin did. No foreign keys: it outlives whoever it concerns."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    """None for the command line and the worker."""
    actor: Mapped[str]
    """The admin's name as it was then, or how else it was done."""
    act: Mapped[str]
    """Which act, as a name that stays the same: `acts.Act`."""
    about_id: Mapped[int | None] = mapped_column(index=True)
    """The id of the account that it concerns. No name: that goes when the account goes."""
    about: Mapped[str]
    """What else it concerns, e.g. the number of a certificate; never what anybody wrote."""
    reason: Mapped[str]
