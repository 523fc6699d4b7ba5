"""The table of what learners have done."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Completion(Base):
    """The fact that a learner finished a page. Only the learner can take it back."""

    __tablename__ = "completion"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    page_id: Mapped[str] = mapped_column(primary_key=True)
    """As the page was called on the day; the programme knows its former names."""
    edition: Mapped[str]
    """In which it was done, or in which the learner last said to have seen what changed."""
    completed_at: Mapped[datetime]
