"""The table of what is shared: no text, only that one entry is shown to one team."""

from datetime import datetime

from sqlalchemy import ForeignKey
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
