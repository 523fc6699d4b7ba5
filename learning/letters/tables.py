"""The table of letters to oneself. Read by the writer, and by nobody else."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Letter(Base):
    """A letter that its writer wants back on a day. Sealed is only a veil, drawn for oneself."""

    __tablename__ = "letter"
    __table_args__ = (CheckConstraint("text <> ''", name="text"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(repr=False)
    written_at: Mapped[datetime]
    opens_at: Mapped[datetime] = mapped_column(index=True)
    """From then on it is shown; the writer can open it earlier, or send it on."""
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a mail said that it is back, or its writer opened it early: nothing is left to say."""
