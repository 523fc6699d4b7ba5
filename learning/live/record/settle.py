"""Closing the record of a session that is over: once, by whichever worker comes first.

What nobody may see any more is deleted, for its writer has it in the journal; who was there gets
the record by mail.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Select, delete, select, tuple_, update
from sqlalchemy.orm import Session

from learning import clock, mail, planning, teams
from learning.db import Database
from learning.errors import Conflict
from learning.live.cards import cards_of
from learning.live.record.view import recorded
from learning.live.record.words import letter
from learning.live.rules.reveal import is_in_view
from learning.live.runs import Run, keep, run_called, take
from learning.live.tables import KeptCard, LiveRun
from learning.mail import Kind
from learning.planning import Post, session_called

SETTLES_AFTER = timedelta(minutes=15)
"""After the end, so that whoever writes for the group can finish, and late words are in."""
NOT_OVER = "This session is not over yet. Come back when it has ended."

_log = logging.getLogger(__name__)


def settle_due(database: Database, post: Callable[[], Post]) -> int:
    """Close the record of every session that has been over for a while; return of how many.

    Each is closed once, by however many workers at once. Nothing due costs one read and takes
    nobody’s turn to write. A session that never began is left as it is.
    """
    with database.reading() as db:
        waiting = list(db.scalars(_due()))
    if not waiting:
        return 0
    settled, given = 0, post()
    for session_id in waiting:
        try:
            with database.writing.begin() as db:
                settled += close_record(db, session_id, given)
        except Exception:  # whatever is wrong with one keeps no other back
            _log.exception("could not close the record of live session %d", session_id)
    return settled


def close_record(db: Session, session_id: int, post: Post) -> bool:
    """Close the record of one session that is due; return False if another worker did."""
    run = _held(db, session_id)
    is_due = db.scalar(_due().where(LiveRun.live_session_id == session_id)) is not None
    if run is None or not is_due:
        return False
    _forget_unseen(db, run)
    run = replace(run, settled_at=clock.now())
    settled = update(LiveRun).where(LiveRun.live_session_id == session_id)
    db.execute(settled.values(settled_at=run.settled_at))
    _mail(db, run, post)
    return True


def hold_over(db: Session, session_id: int) -> Run:
    """Hold a session that is over, and return it with everybody’s minutes written down.

    Raises `Conflict` while it is going on.
    """
    run = _held(db, session_id)
    if run is None:
        raise Conflict(NOT_OVER)
    return run


def _held(db: Session, session_id: int) -> Run | None:
    """Hold a session and return it with its minutes; None while it is going on."""
    take(db, session_id)
    run = run_called(db, session_called(db, session_id))
    if run is None or run.state.ended_at is None:
        return None
    if run.session.ended_at:
        return run
    keep(db, run)  # time alone has ended it, and nobody has written that yet
    return run_called(db, session_called(db, session_id))


def _due() -> Select[int]:
    long_over = LiveRun.over_at <= clock.now() - SETTLES_AFTER
    query = select(LiveRun.live_session_id).where(long_over, LiveRun.settled_at.is_(None))
    return query.order_by(LiveRun.over_at)


def _forget_unseen(db: Session, run: Run) -> None:
    """Delete the cards that nobody may see; those that were shown belong to the team from now."""
    seen = [(c.writer, c.step) for c in cards_of(db, run.id) if is_in_view(run.state, c)]
    is_seen = tuple_(KeptCard.participant_id, KeptCard.step).in_(seen)
    mine = KeptCard.participant_id.in_([person.id for person in run.people])
    db.execute(delete(KeptCard).where(mine, ~is_seen))
    db.execute(update(KeptCard).where(mine).values(user_id=None))


def _mail(db: Session, run: Run, post: Post) -> None:
    """Send the record to everybody with an account who came in and is still on the team."""
    record = recorded(db, run, post.programme)
    came = {person.user_id for person in record.people}
    subject = f"Record: {record.when.day}, {planning.title(run.session, post.programme)}"
    words = letter(record, post)
    for member in teams.members_of(db, run.session.team_id):
        if member.user_id in came:
            mail.send(
                db, to=member.email, user_id=member.user_id, kind=Kind.SESSION,
                key=f"record/{run.id}/{member.user_id}", subject=subject,
                body=f"Hello {member.name},\n\n{words}",
            )  # fmt: skip
