"""Live sessions: in each of them somebody takes part once, with minutes that count once."""

from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.errors import Conflict
from learning.joining.both import Both
from learning.live.runs import keep, run_called, take
from learning.live.tables import KeptBallot, KeptCard, LiveRun, Participant, Repair, Stay
from learning.planning import session_called

GOING_ON = (
    "Both accounts are in one live session, and its record is not closed yet. Try again a quarter"
    " of an hour after its end."
)
_BECAUSE = "Two accounts of the same person became one"


def refuse_going_on(db: Session, both: Both) -> None:
    """Raise `Conflict` while both are in one session that goes on, or has only just ended."""
    shared = select(Participant.live_session_id).where(
        Participant.user_id == both.going.id,
        Participant.live_session_id.in_(_sessions_of(both.staying.id)),
    )
    open_ = (LiveRun.over_at.is_not(None), LiveRun.settled_at.is_(None))
    query = select(LiveRun.live_session_id).where(LiveRun.live_session_id.in_(shared), *open_)
    if db.scalar(query.limit(1)) is not None:
        raise Conflict(GOING_ON)


def join_attendances(db: Session, both: Both) -> None:
    """Take part in every session that either took part in, and once where both did."""
    rows = db.execute(select(Participant.__table__).where(Participant.user_id.in_(both.ids))).all()
    mine = {row.live_session_id: row for row in rows if row.user_id == both.staying.id}
    for row in sorted((r for r in rows if r.user_id == both.going.id), key=lambda r: r.id):
        if own := mine.get(row.live_session_id):
            _unite(db, both, own, row)
        else:
            theirs = update(Participant).where(Participant.id == row.id)
            db.execute(theirs.values(user_id=both.staying.id))


def _unite(db: Session, both: Both, own: Row[Any], other: Row[Any]) -> None:
    """Make one of the two who were the same person.

    Of two cards or dots in one step the own ones stay in the record; the words are in the journal.
    """
    take(db, own.live_session_id)
    minutes = _minutes(db, own, other)
    for table in (Stay, Repair):
        moved = update(table).where(table.participant_id == other.id)
        db.execute(moved.values(participant_id=own.id))
    for made in (KeptCard, KeptBallot):
        taken = select(made.step).where(made.participant_id == own.id)
        free = update(made).where(made.participant_id == other.id, made.step.not_in(taken))
        moved = free.values(participant_id=own.id)
        db.execute(moved.execution_options(synchronize_session=False))
    _pass_roles_on(db, own, other)
    db.execute(delete(Participant).where(Participant.id == other.id))
    values = {
        "minutes": minutes,
        "claimed": own.claimed or other.claimed,
        "is_by_name": own.is_by_name and other.is_by_name,
    }
    db.execute(update(Participant).where(Participant.id == own.id).values(values))
    if minutes is not None and minutes != own.minutes:
        why = {"minutes": minutes, "before": own.minutes, "reason": _BECAUSE, "at": clock.now()}
        row = {"participant_id": own.id, "by_user_id": both.staying.id}
        db.execute(insert(Repair).values(row | why))


def _minutes(db: Session, own: Row[Any], other: Row[Any]) -> int | None:
    """Return how long they were there: the longer of the two, but what was put right counts."""
    repaired = select(Repair.participant_id).where(Repair.participant_id.in_((own.id, other.id)))
    mended = set(db.scalars(repaired))
    counting = [row for row in (own, other) if row.id in mended] or [own, other]
    return max((row.minutes for row in counting if row.minutes is not None), default=None)


def _pass_roles_on(db: Session, own: Row[Any], other: Row[Any]) -> None:
    run = run_called(db, session_called(db, own.live_session_id))
    if run and other.id in run.roles.values():
        roles = {role: own.id if who == other.id else who for role, who in run.roles.items()}
        keep(db, run, roles=roles)


def _sessions_of(user_id: int) -> Any:
    return select(Participant.live_session_id).where(Participant.user_id == user_id)
