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


_MARK = (
    select(LiveRun.version, LiveRun.state, LiveSession.cancelled_at, Participant.id)
    .select_from(LiveSession)
    .join(Membership, Membership.team_id == LiveSession.team_id)
    .outerjoin(LiveRun, LiveRun.live_session_id == LiveSession.id)
    .outerjoin(
        Participant,
        (Participant.live_session_id == LiveSession.id)
        & (Participant.user_id == Membership.user_id),
    )
    .where(Membership.user_id == bindparam("person"), LiveSession.id == bindparam("session"))
)


def mark_for(db: Session, person: Person, session_id: int) -> Mark:
    """Return the mark of the session; raise `NotFound` for who is not on its team. One query."""
    row = db.execute(_MARK, {"person": person.id, "session": session_id}).first()
    if row is None:
        raise NotFound(planning.STRANGER)
    if row.cancelled_at or row.version is None:
        return Mark(None, row.id)
    return Mark(mark_of(row.version, as_of(from_json(row.state), clock.now())), row.id)
