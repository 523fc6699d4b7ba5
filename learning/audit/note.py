"""Writing down what an admin does, in the transaction that does it."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.audit.acts import Act
from learning.audit.tables import AuditEntry

COMMAND_LINE = "The command line"
"""Who did it, where nobody is signed in."""
OWNER = "Its owner"
"""Who did it, where somebody does to their own account what is written down; never by name."""
LONGEST_REASON = 500
"""Characters."""


def note(
    db: Session,
    admin: Person | None,
    act: Act,
    *,
    about_id: int | None = None,
    about: str = "",
    reason: str = "",
    by: str = COMMAND_LINE,
) -> None:
    """Write down that ``admin`` has done ``act``, or ``by`` whom if that is None; one statement.

    ``about_id`` is the account that it concerns, ``about`` what else, never what anybody wrote.
    """
    row = {
        "at": clock.now(),
        "actor_id": admin.id if admin else None,
        "actor": admin.name if admin else by,
        "act": act,
        "about_id": about_id,
        "about": about,
        "reason": " ".join(reason.split()),
    }
    db.execute(insert(AuditEntry).values(row))
