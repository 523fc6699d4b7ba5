"""Whether there is anything new to see, for browsers that ask again and again."""

import json
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, Text, bindparam, cast

from learning import clock
from learning.accounts import SIGNED_IN, Limits, Person, User, signed_in
from learning.live.rules.play import as_of
from learning.live.rules.state import State, from_json
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
_ASKING = (
    SIGNED_IN.add_columns(
        _MEMBER.user_id.is_not(None).label("is_member"),
        _RUN.version,
        cast(_RUN.state, Text).label("state"),
        _PLAN.cancelled_at,
        _WHO.id.label("participant"),
    )
    .outerjoin(LiveSession.__table__, _PLAN.id == bindparam("session"))
    .outerjoin(
        Membership.__table__,
        (_MEMBER.team_id == _PLAN.team_id) & (_MEMBER.user_id == User.__table__.c.id),
    )
    .outerjoin(LiveRun.__table__, _RUN.live_session_id == _PLAN.id)
    .outerjoin(
        Participant.__table__,
        (_WHO.live_session_id == _PLAN.id) & (_WHO.user_id == _MEMBER.user_id),
    )
)


def who_asks(
    db: Connection, sign_in_id: str, session_id: int, limits: Limits
) -> tuple[Person | None, Mark | None]:
    """Return who is signed in so, or None, and the mark of the session in one query.

    Who is not on its team gets no mark.
    """
    row = db.execute(_ASKING, signed_in(sign_in_id, limits) | {"session": session_id}).first()
    if row is None:
        return None, None
    *person, is_member, version, state, cancelled_at, participant = row
    if not is_member:
        return Person(*person), None
    if cancelled_at or version is None:
        return Person(*person), Mark(None, participant)
    mark = mark_of(version, as_of(_state(state), clock.now()))
    return Person(*person), Mark(mark, participant)


@lru_cache(maxsize=500)
def _state(kept: str) -> State:
    """Return the state that was kept as this text: many ask while it stays the same."""
    return from_json(json.loads(kept))
