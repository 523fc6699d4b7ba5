"""A plan: actions with a first step, an owner and dates. Its columns are ours."""

from dataclasses import dataclass
from typing import Any

from learning.content.prompts import Column, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions(Rows):
    """A plan: a table whose columns we give, so that we know what is due."""

    answered_by = "actions"

    def is_answered(self, answer: Any) -> bool:
        """Tell whether one action says what will be done, and by which day."""
        needed = ("will", "date")
        return self.fits(answer) and any(
            all(cells.get(key) for key in needed) for cells in answer.values()
        )


STATUSES = ("Planned", "Under way", "Done", "Changed", "Dropped")
"""What can be said of an action, and is kept with it; the first is meant if nothing is said."""
OPEN = STATUSES[:2]

ACTION_COLUMNS = (
    Column("when", "When …", "A moment that is sure to come"),
    Column("will", "… I will …", "One thing that somebody could see you do"),
    Column("first-step", "First step", "Less than half an hour"),
    Column("owner", "Whose it is", "You, or a role"),
    Column("date", "By which day", is_date=True),
    Column("review", "Look at it again on", is_date=True),
    Column("status", "How it stands", choices=STATUSES, is_later=True),
    Column("happened", "What happened", "Fill this in later", is_later=True),
)
