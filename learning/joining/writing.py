"""The journal: what was written in either account, without losing or showing a word of it."""

from typing import Any

from sqlalchemy import Row, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.content import Programme
from learning.exports import reflective_account
from learning.joining.both import Both
from learning.journal import Entry
from learning.journal.tables import EntryVersion
from learning.sharing.tables import Opening, Quotation, Share
from learning.teams import Membership


def settle_shares(db: Session, both: Both) -> None:
    """Forget shares that are shown to nobody any more, and who opened what became their own.

    A share is shown to a team that its writer was on when it was shared, and still is. One that is
    left over must not come back when the other account is on that team.
    """
    written = select(Entry.id).where(Entry.user_id.in_(both.ids))
    is_shown = (
        exists()
        .where(Entry.id == Share.entry_id, Membership.team_id == Share.team_id)
        .where(Membership.user_id == Entry.user_id, Membership.joined_at <= Share.shared_at)
    )
    db.execute(delete(Share).where(Share.entry_id.in_(written), ~is_shown))
    own = (Opening.user_id.in_(both.ids), Opening.entry_id.in_(written))
    db.execute(delete(Opening).where(*own))
    mine = set(_opened(db, both.staying.id))
    for entry_id, team_id in _opened(db, both.going.id):
        this = (Opening.entry_id == entry_id, Opening.team_id == team_id)
        theirs = (*this, Opening.user_id == both.going.id)
        if (entry_id, team_id) in mine:
            db.execute(delete(Opening).where(*theirs))
        else:
            db.execute(update(Opening).where(*theirs).values(user_id=both.staying.id))


def join_entries(db: Session, both: Both) -> None:
    """Have one entry an exercise: the newer text stands, the other waits beside it.

    That is what a text from another window does, so the writer can use either or put both
    together. The entry that stands keeps with whom it is shared; what the other was shared with is
    not shown the newer words. Forms of which one can have several stay apart.
    """
    _bring_accounts(db, both)
    of_both = select(Entry.__table__).where(Entry.user_id.in_(both.ids)).with_for_update()
    same: dict[str, list[Row[Any]]] = {}
    for row in db.execute(of_both):
        same.setdefault(_today(row.exercise_id, both.programme), []).append(row)
    for rows in same.values():
        *others, stands = sorted(rows, key=lambda row: (row.saved_at, row.user_id == both.ids[0]))
        if any(row.user_id == both.going.id for row in rows):
            _fold(db, both, others, stands)
    _mark(db, both)


def _fold(db: Session, both: Both, others: list[Row[Any]], stands: Row[Any]) -> None:
    waits = stands.has_aside
    firsts = dict(stands.firsts)
    for other in reversed(others):
        waits |= _set_aside(db, other, stands)
        firsts |= other.firsts  # tried earlier
        db.execute(delete(Entry).where(Entry.id == other.id))
    values: dict[str, Any] = {"user_id": both.staying.id, "has_aside": waits, "firsts": firsts}
    if others:  # an open page of either has not seen this
        values["version"] = max(row.version for row in (*others, stands)) + 1
    db.execute(update(Entry).where(Entry.id == stands.id).values(values))


def _set_aside(db: Session, other: Row[Any], stands: Row[Any]) -> bool:
    """Put all that ``other`` holds beside ``stands``; tell whether some of it waits to be read."""
    now = clock.now()
    of_other = EntryVersion.entry_id == other.id
    waited = (EntryVersion.is_aside, EntryVersion.saved_at >= other.saved_at)
    did_wait = False
    if other.has_aside:
        waiting = update(EntryVersion).where(of_other, *waited).values(saved_at=now)
        did_wait = bool(db.scalars(waiting.returning(EntryVersion.id)).all())
    beside = {"entry_id": stands.id, "is_aside": True}
    db.execute(update(EntryVersion).where(of_other).values(beside))
    quoted = exists().where(Quotation.entry_id == stands.id)
    if not db.scalar(select(quoted)):  # one an entry
        quotation = update(Quotation).where(Quotation.entry_id == other.id)
        db.execute(quotation.values(entry_id=stands.id))
    if other.answers == stands.answers:
        return did_wait
    text = {name: getattr(other, name) for name in ("answers", "wording", "edition")}
    db.execute(insert(EntryVersion).values(version=0, saved_at=now, **beside, **text))
    return True


def _bring_accounts(db: Session, both: Both) -> None:
    """Bring the reflective accounts along under the next numbers: no two are about one thing."""
    mine = reflective_account.accounts_of(db, both.staying)
    last = max((account.number for account in mine), default=0)
    theirs = sorted(reflective_account.accounts_of(db, both.going), key=lambda one: one.number)
    for number, account in enumerate(theirs, start=last + 1):
        assert account.entry  # noqa: S101 - those that are listed are written
        here = {"user_id": both.staying.id, "exercise_id": reflective_account.form_of(number).id}
        db.execute(update(Entry).where(Entry.id == account.entry.id).values(here))


def _mark(db: Session, both: Both) -> None:
    """Note on each entry whether it is shared and may be quoted, as its pages want to know."""
    is_shared = exists().where(Share.entry_id == Entry.id).correlate(Entry)
    is_quotable = exists().where(Quotation.entry_id == Entry.id).correlate(Entry)
    own = update(Entry).where(Entry.user_id == both.staying.id)
    marks = own.values(is_shared=is_shared, is_quotable=is_quotable)
    db.execute(marks.execution_options(synchronize_session=False))


def _today(exercise_id: str, programme: Programme) -> str:
    exercise = programme.exercises.get(exercise_id)
    return exercise.id if exercise else exercise_id


def _opened(db: Session, user_id: int) -> list[tuple[int, int]]:
    query = select(Opening.entry_id, Opening.team_id).where(Opening.user_id == user_id)
    return [(entry_id, team_id) for entry_id, team_id in db.execute(query)]
