"""Opening what shows a person or their words: written down first, then to be read for a while.

A GET cannot write, so the page stays closed until a button has said who wants to see it and why.
"""

from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person, User
from learning.audit.acts import Act
from learning.audit.note import note
from learning.audit.tables import AuditEntry

OPEN_FOR = timedelta(hours=12)
"""A working day; then it has to be opened anew."""


def open_page(
    db: Session,
    admin: Person,
    act: Act,
    *,
    about_id: int | None = None,
    about: str = "",
    reason: str = "",
) -> None:
    """Write down that ``admin`` opens a page; while it is open, once more changes nothing."""
    if not is_open(db, admin, act, about_id=about_id, about=about):
        note(db, admin, act, about_id=about_id, about=about, reason=reason)


def is_open(
    db: Session, admin: Person, act: Act, *, about_id: int | None = None, about: str = ""
) -> bool:
    """Tell whether ``admin`` has opened the page and may still read it; one query.

    It was another’s page if somebody of the same number has joined since.
    """
    has_joined_since = exists().where(User.id == about_id, User.joined_at > AuditEntry.at)
    query = select(AuditEntry.id).where(
        AuditEntry.at > clock.now() - OPEN_FOR,
        AuditEntry.actor_id == admin.id,
        AuditEntry.act == act,
        AuditEntry.about_id.is_not_distinct_from(about_id),
        AuditEntry.about == about,
        ~has_joined_since,
    )
    return db.scalar(query.limit(1)) is not None
