"""What pages and mails show of live sessions, asked through a member or a signed link."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, bindparam, case, or_, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person, User
from learning.content import Module, Programme
from learning.errors import NotFound
from learning.planning.tables import Answer, LiveSession, Reply
from learning.planning.wall_clock import When
from learning.teams import Membership, Team

STRANGER = "There is no live session here that you are invited to."
"""Said alike whether it exists or not."""
OPENS_BEFORE = timedelta(minutes=60)
"""How long before the planned beginning people can come in."""
_MAY_STILL_RUN = timedelta(hours=12)
"""Longer than any session at a time: what began before that is over."""
_WAITS = timedelta(days=28)
"""How long a session over days waits for the first who comes in."""
_OPENING = 15
"""Minutes that its opening takes in a calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One meeting of one team."""

    id: int
    team_id: int
    team_name: str
    is_team_open: bool
    module_id: str
    length: int
    starts_at: datetime
    time_zone: str
    place: str | None
    link: str | None
    uid: str
    sequence: int
    series: str | None
    cancelled_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    days: int | None = None
    """Days for each step, where the team goes through it over days."""

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/sessions/{self.id}"

    @property
    def live_path(self) -> str:
        """Return the address at which it is held."""
        return f"/live/{self.id}"

    @property
    def when(self) -> When:
        """Return when it is, by the clocks it was planned by; over days, its opening."""
        length = _OPENING if self.days else self.length
        return When.of(self.starts_at, length, self.time_zone)

    @property
    def ends_at(self) -> datetime:
        """Return when it is planned to end; over days, until when it waits for the first."""
        return self.starts_at + (_WAITS if self.days else timedelta(minutes=self.length))

    @property
    def opens_at(self) -> datetime:
        """Return from when people can come in; over days, whoever comes first begins it."""
        return self.starts_at if self.days else self.starts_at - OPENS_BEFORE

    @property
    def is_cancelled(self) -> bool:
        """Tell whether it was called off."""
        return self.cancelled_at is not None

    def is_over(self) -> bool:
        """Tell whether it has ended, or its time has passed without anybody opening it."""
        if self.started_at and not self.ended_at:
            return False
        return self.ended_at is not None or self.ends_at <= clock.now()

    def is_open(self) -> bool:
        """Tell whether people can come in now."""
        return self.is_team_open and self.is_ahead() and self.opens_at <= clock.now()

    def is_ahead(self) -> bool:
        """Tell whether it is still to come or under way."""
        return not (self.is_cancelled or self.is_over())

    def is_on_paper(self) -> bool:
        """Tell whether it may have been held on paper: its time has come, and nobody began it."""
        has_come = self.starts_at <= clock.now() and not self.is_cancelled
        return self.is_team_open and has_come and self.started_at is None

    def can_change(self) -> bool:
        """Tell whether its plan can be changed: not once it has begun or was cancelled."""
        return self.is_team_open and not (self.is_cancelled or self.started_at)

    def module(self, programme: Programme) -> Module | None:
        """Return its module, under whatever name it has today, or None if it was retired."""
        try:
            return programme.module(self.module_id)
        except NotFound:
            return None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sessions of one team."""

    ahead: tuple[SessionView, ...]
    """The next first."""
    past: tuple[SessionView, ...]
    """The latest first, with what was cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """What one person said about coming."""

    name: str
    """Of a guest: the mail address they gave."""
    answer: Answer
    is_guest: bool
    is_outdated: bool
    """Whether the plan has changed since."""


def sessions_of(db: Session, team_id: int) -> Agenda:
    """Return the sessions of a team that the caller knows the person to be on; one query."""
    query = _QUERY.where(LiveSession.team_id == team_id).order_by(LiveSession.starts_at)
    found = [_view(row) for row in db.execute(query)]
    ahead = tuple(view for view in found if view.is_ahead())
    return Agenda(ahead, tuple(view for view in reversed(found) if not view.is_ahead()))


def session_for(db: Session, person: Person, session_id: int) -> SessionView:
    """Return the session; raise `NotFound` unless ``person`` is on its team. One query."""
    asked = {"person": person.id, "session": session_id}
    row = db.execute(_MINE, asked).first() if session_id < 2**31 else None
    if row is None:
        raise NotFound(STRANGER)
    return _view(row)


def session_called(db: Session, session_id: int) -> SessionView:
    """Return the session to who holds a signed link; raise `NotFound` if it is gone. One query."""
    row = db.execute(_QUERY.where(LiveSession.id == session_id)).first()
    if row is None:
        raise NotFound(STRANGER)
    return _view(row)


def next_of(db: Session, person: Person) -> SessionView | None:
    """Return the person's next session, of any team, or the one that is under way; one query.

    What is held at a time of day comes before what goes on over days.
    """
    query = (
        _QUERY.join(Membership, Membership.team_id == Team.id)
        .where(
            Membership.user_id == person.id,
            Team.closed_at.is_(None),
            LiveSession.cancelled_at.is_(None),
            LiveSession.ended_at.is_(None),
            or_(
                LiveSession.starts_at > clock.now() - _MAY_STILL_RUN,
                LiveSession.days.is_not(None) & LiveSession.started_at.is_not(None),
                LiveSession.days.is_not(None) & (LiveSession.starts_at > clock.now() - _WAITS),
            ),
        )
        .order_by(LiveSession.starts_at)
        .limit(20)
    )
    found = [view for view in map(_view, db.execute(query)) if view.is_ahead()]
    is_held = next((view for view in found if view.is_open() and not view.days), None)
    return is_held or next(iter(found), None)


def replies_of(db: Session, session: SessionView) -> tuple[ReplyView, ...]:
    """Return what members and guests said, who comes first; one query.

    Somebody who has left the team since is not among them.
    """
    still_on = (Membership.user_id == Reply.user_id) & (Membership.team_id == session.team_id)
    order = case({Answer.YES: 0, Answer.MAYBE: 1}, value=Reply.answer, else_=2)
    query = (
        select(User.name, Reply.address, Reply.answer, Reply.sequence)
        .outerjoin(User, User.id == Reply.user_id)
        .outerjoin(Membership, still_on)
        .where(Reply.live_session_id == session.id)
        .where(Reply.address.is_not(None) | Membership.user_id.is_not(None))
        .order_by(order, Reply.at, Reply.id)
    )
    return tuple(
        ReplyView(
            name=row.name or row.address,
            answer=row.answer,
            is_guest=row.address is not None,
            is_outdated=row.sequence < session.sequence,
        )
        for row in db.execute(query)
    )


def answer_of(db: Session, session_id: int, user_id: int) -> Answer | None:
    """Return what one person said about coming, or None; one query."""
    query = select(Reply.answer)
    return db.scalar(query.where(Reply.live_session_id == session_id, Reply.user_id == user_id))


_QUERY: Select[*tuple[object, ...]] = select(
    LiveSession.id,
    LiveSession.team_id,
    Team.name.label("team_name"),
    Team.closed_at.is_(None).label("is_team_open"),
    LiveSession.module_id,
    LiveSession.length,
    LiveSession.starts_at,
    LiveSession.time_zone,
    LiveSession.place,
    LiveSession.link,
    LiveSession.uid,
    LiveSession.sequence,
    LiveSession.series,
    LiveSession.cancelled_at,
    LiveSession.started_at,
    LiveSession.ended_at,
    LiveSession.days,
).join(Team, Team.id == LiveSession.team_id)
# Constant: building a statement anew costs more than running it.
_MINE = _QUERY.join(Membership, Membership.team_id == Team.id).where(
    Membership.user_id == bindparam("person"), LiveSession.id == bindparam("session")
)


def _view(row: Row[*tuple[object, ...]]) -> SessionView:
    kept = row._asdict()
    return SessionView(**kept | {"is_team_open": bool(kept["is_team_open"])})
