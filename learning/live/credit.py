"""What somebody has done together with others: the sessions that count for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content import Module, Programme
from learning.live.tables import Participant
from learning.planning import LiveSession
from learning.teams import Membership, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One session that counts for somebody."""

    module_id: str
    """As it was called on the day."""
    minutes: int
    day: date
    """By the clocks the session was planned by."""
    team_name: str
    live_session_id: int
    has_record: bool
    """Whether they can open the record: they are on the team still."""

    def module(self, programme: Programme) -> Module | None:
        """Return the module, under whatever name it has today, or None if it was retired."""
        found = (m for m in programme.modules if self.module_id in (m.id, *m.was))
        return next(found, None)


def credits_of(db: Session, person: Person) -> tuple[Credit, ...]:
    """Return the sessions in which ``person`` was, once their minutes are known; one query.

    The latest comes first. Somebody who has left the team keeps the credit.
    """
    still_on = (Membership.team_id == LiveSession.team_id) & (
        Membership.user_id == Participant.user_id
    )
    query = (
        select(
            LiveSession.module_id,
            Participant.minutes,
            LiveSession.started_at,
            LiveSession.starts_at,
            LiveSession.time_zone,
            Team.name,
            LiveSession.id,
            Membership.user_id.is_not(None).label("is_on"),
        )
        .join(LiveSession, LiveSession.id == Participant.live_session_id)
        .join(Team, Team.id == LiveSession.team_id)
        .outerjoin(Membership, still_on)
        .where(
            Participant.user_id == person.id,
            Participant.minutes > 0,
            LiveSession.ended_at.is_not(None),
        )
        .order_by(LiveSession.ended_at.desc(), LiveSession.id.desc())
    )
    return tuple(
        Credit(
            module_id=row.module_id,
            minutes=row.minutes,
            day=(row.started_at or row.starts_at).astimezone(ZoneInfo(row.time_zone)).date(),
            team_name=row.name,
            live_session_id=row.id,
            has_record=bool(row.is_on),
        )
        for row in db.execute(query)
    )


def credits_on(found: Iterable[Credit], module: Module) -> tuple[Credit, ...]:
    """Return those that count for ``module``, also under a name it had before."""
    return tuple(credit for credit in found if credit.module_id in (module.id, *module.was))
