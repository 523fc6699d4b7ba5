"""The table of who wants to go, or has not been here for very long."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Departure(Base):
    """That an account is to be deleted; undone by taking the row away."""

    __tablename__ = "departure"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    """From then on the worker deletes it."""
    keeps_certificate: Mapped[bool]
    """Whether their certificates can still be checked afterwards."""
    shared_notes: Mapped[str]
    """What becomes of what they wrote for all in live sessions: `unnamed` or `removed`."""
    is_unused: Mapped[bool] = mapped_column(default=False)
    """Whether nobody asked for it, but the account has not been used for very long."""
