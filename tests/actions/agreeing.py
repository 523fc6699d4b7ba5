"""What a team agrees on in tests."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from learning import actions
from learning.accounts import Person
from learning.actions import ActionView, Agreed

TUESDAY = date(2026, 3, 10)


def agreed(what: str = "Ask payroll for the postcodes", **other: Any) -> Agreed:
    """Return an action that can be agreed on; name what shall differ."""
    usual: dict[str, Any] = {"by": TUESDAY, "first_step": "Write to payroll"}
    return Agreed(what=what, **usual | other)


def seen(db: Session, person: Person, action_id: int) -> ActionView:
    """Return the action as the person sees it."""
    return actions.action_for(db, person, action_id)
