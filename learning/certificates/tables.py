"""The table of certificates. A row is a snapshot: no later edit alters what was certified."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Certificate(Base):
    """Proof of completion, made out to a name, checkable by its code."""

    __tablename__ = "certificate"
    # Of two claims at once the slower meets the constraint and gets the first one's certificate.
    __table_args__ = (UniqueConstraint("user_id", "programme_id", "serial"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    programme_id: Mapped[str]
    serial: Mapped[int]
    """1 for the claimed one; a corrected certificate would be 2, and so on."""
    code: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str]
    programme: Mapped[str]
    edition: Mapped[str]
    provider: Mapped[str]
    statement: Mapped[str]
    language: Mapped[str]
    modules: Mapped[list[Any]]
    """Pairs of title and minutes, in order."""
    minutes: Mapped[int]
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_because: Mapped[str | None] = mapped_column(default=None)
