"""Whether there is anything new to see, for browsers that ask again and again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock, planning
from learning.accounts import Person
from learning.errors import NotFound
from learning.live.play import as_of
from learning.live.runs import mark_of
from learning.live.state import from_json
from learning.live.tables import LiveRun
from learning.planning import LiveSession
from learning.teams import Membership


def mark_for(db: Session, person: Person, session_id: int) -> str | None:
    """Return the mark of the session as it is now; None while there is nothing to take part in.

    Raises `NotFound` for who is not on its team. One query.
    """
    query = (
        select(LiveRun.version, LiveRun.state, LiveSession.cancelled_at)
        .select_from(LiveSession)
        .join(Membership, Membership.team_id == LiveSession.team_id)
        .outerjoin(LiveRun, LiveRun.live_session_id == LiveSession.id)
        .where(Membership.user_id == person.id, LiveSession.id == session_id)
    )
    row = db.execute(query).first()
    if row is None:
        raise NotFound(planning.STRANGER)
    if row.cancelled_at or row.version is None:
        return None
    return mark_of(row.version, as_of(from_json(row.state), clock.now()))
