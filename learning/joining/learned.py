"""What somebody has done and says about their work: the union of two accounts."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning.joining.both import Both
from learning.organisations.tables import Profile
from learning.progress.tables import Completion

_SAID = ("sector", "nation", "role", "stage")


def join_completions(db: Session, both: Both) -> None:
    """Keep every page that was done in either; of both the earlier day and the newer edition."""
    mine = {row.page_id: row for row in _done(db, both.staying.id)}
    for row in _done(db, both.going.id):
        this = (Completion.user_id == both.going.id, Completion.page_id == row.page_id)
        if row.page_id not in mine:
            db.execute(update(Completion).where(*this).values(user_id=both.staying.id))
            continue
        db.execute(delete(Completion).where(*this))
        first, last = sorted((mine[row.page_id], row), key=lambda done: done.completed_at)
        own = (Completion.user_id == both.staying.id, Completion.page_id == row.page_id)
        better = {"completed_at": first.completed_at, "edition": last.edition}
        db.execute(update(Completion).where(*own).values(better))


def fill_profile(db: Session, both: Both) -> None:
    """Let what is said stand, and what is left open be as the other account says."""
    rows = {
        row.user_id: row
        for row in db.execute(select(Profile.__table__).where(Profile.user_id.in_(both.ids)))
    }
    mine, other = rows.get(both.staying.id), rows.get(both.going.id)
    if other is None:
        return
    theirs = Profile.user_id == both.going.id
    if mine is None:
        db.execute(update(Profile).where(theirs).values(user_id=both.staying.id))
        return
    missing: dict[str, Any] = {n: getattr(other, n) for n in _SAID if getattr(mine, n) is None}
    if mine.organisation_id is None and mine.typed is None:  # name and place belong together
        missing |= {"organisation_id": other.organisation_id, "typed": other.typed}
    if missing:
        db.execute(update(Profile).where(Profile.user_id == both.staying.id).values(missing))
    db.execute(delete(Profile).where(theirs))


def _done(db: Session, user_id: int) -> list[Any]:
    query = select(Completion.__table__).where(Completion.user_id == user_id)
    return list(db.execute(query))
