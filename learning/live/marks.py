"""Whether there is anything new to see, for browsers that ask again and again."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from learning import clock, planning
from learning.accounts import Person
from learning.errors import NotFound
from learning.live.rules.play import as_of
from learning.live.rules.state import from_json
from learning.live.runs import mark_of
from learning.live.tables import LiveRun, Participant
from learning.planning import LiveSession
from learning.teams import Membership


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody’s browser needs to know whether to ask for more."""

    mark: str | None
    """Of the session as it is now; None while there is nothing to take part in."""
    participant: int | None
    """Who asks; None for a member who has not come in."""


# Of tables, for rows of objects cost more than the query: this is asked most of all.
_RUN, _PLAN = LiveRun.__table__.c, LiveSession.__table__.c
_WHO, _MEMBER = Participant.__table__.c, Membership.__table__.c
_MARK = (
    select(_RUN.version, _RUN.state, _PLAN.cancelled_at, _WHO.id)
    .select_from(LiveSession.__table__)
    .join(Membership.__table__, _MEMBER.team_id == _PLAN.team_id)
    .outerjoin(LiveRun.__table__, _RUN.live_session_id == _PLAN.id)
    .outerjoin(
        Participant.__table__,
        (_WHO.live_session_id == _PLAN.id) & (_WHO.user_id == _MEMBER.user_id),
    )
    .where(_MEMBER.user_id == bindparam("person"), _PLAN.id == bindparam("session"))
)


def mark_for(db: Session, person: Person, session_id: int) -> Mark:
    """Return the mark of the session; raise `NotFound` for who is not on its team. One query."""
    row = db.execute(_MARK, {"person": person.id, "session": session_id}).first()
    if row is None:
        raise NotFound(planning.STRANGER)
    if row.cancelled_at or row.version is None:
        return Mark(None, row.id)
    return Mark(mark_of(row.version, as_of(from_json(row.state), clock.now())), row.id)
