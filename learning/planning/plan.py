"""Planning live sessions: any member of a team plans, changes and cancels them."""

import secrets
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning import clock, teams
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import Conflict
from learning.planning import rules, wall_clock
from learning.planning.letters import REMINDS_BEFORE, say_cancelled, say_changed, say_planned
from learning.planning.rules import Wanted
from learning.planning.tables import LiveSession
from learning.planning.views import session_for
from learning.planning.words import Post
from learning.teams import Team

_JUST_NOW = timedelta(minutes=10)
MOST_PLANNED = 60
"""Sessions of one team that are still to come."""


def plan(db: Session, person: Person, team_id: int, wanted: Wanted, post: Post) -> int:
    """Plan one session, invite the team, and return its id. As `plan_series`."""
    return plan_series(db, person, team_id, wanted, post, weeks=1, times=1)[0]


def plan_series(
    db: Session,
    person: Person,
    team_id: int,
    wanted: Wanted,
    post: Post,
    *,
    weeks: int,
    times: int,
    goes_on: bool = False,
) -> tuple[int, ...]:
    """Plan sessions that are ``weeks`` weeks apart, invite the team, and return their ids.

    Each is at the same time by the clock on the wall, on the same module, or, if the series
    ``goes_on``, on the one after the module before. A session that is planned already is
    returned as it is, so that a second click plans and mails nothing. Raises `NotFound` for who
    is not on the team or for a module that is not there; `NoSuchTime` and `NotThen` for times that
    cannot be; `TooManyTimes` if the modules do not suffice; `Conflict` if the team is closed, has
    something else then, has too many planned, or one over days would last until the next.
    """
    teams.team_for(db, person, team_id)
    _take_open_team(db, team_id)
    rules.refuse_length(post.programme, wanted)
    times = min(times, rules.MOST_TIMES)
    each = rules.one_after_another(post.programme, wanted, times) if goes_on else [wanted] * times
    moments = wall_clock.series(wanted.day, wanted.at, wanted.time_zone, weeks=weeks, times=times)
    rules.refuse_days(moments)
    rules.refuse_overlap(post.programme, each, weeks)
    series = uuid.uuid4().hex if times > 1 else None
    found = [
        _insert(db, team_id, one, moment, series) for one, moment in zip(each, moments, strict=True)
    ]
    _refuse_too_many(db, team_id)
    new = [session_for(db, person, session_id) for session_id, is_new in found if is_new]
    say_planned(db, new, post)
    return tuple(session_id for session_id, _ in found)


def start_now(
    db: Session,
    person: Person,
    team_id: int,
    module_id: str,
    length: int,
    time_zone: str,
    post: Post,
) -> int:
    """Plan a session that begins now, for who is there already, and return its id; mail nobody.

    One of the same module that began, or is to begin, within ten minutes is returned instead: a
    second click, or a second member, starts nothing more. Raises `NotFound` for who is not on the
    team or for a module that is not there, and `Conflict` if the team is closed or the guide has
    no such length.
    """
    teams.team_for(db, person, team_id)
    _take_open_team(db, team_id)
    now = clock.now()
    here = now.astimezone(ZoneInfo(time_zone))
    wanted = Wanted(
        module_id=post.programme.module(module_id).id,
        length=length,
        day=here.date(),
        at=here.time(),
        time_zone=time_zone,
    )
    rules.refuse_length(post.programme, wanted)
    query = select(LiveSession.id).where(
        LiveSession.team_id == team_id,
        LiveSession.module_id == wanted.module_id,
        LiveSession.cancelled_at.is_(None),
        LiveSession.ended_at.is_(None),
        LiveSession.starts_at.between(now - _JUST_NOW, now + _JUST_NOW),
    )
    same = db.scalar(query.order_by(LiveSession.starts_at).limit(1))
    return same or _insert(db, team_id, wanted, now, None)[0]


def change(
    db: Session, person: Person, session_id: int, wanted: Wanted, post: Post, *, seen: int
) -> None:
    """Change the plan of a session and tell the team; the same plan again changes nothing.

    ``seen`` is the sequence of the plan that the person had before them. Raises `NotFound` for who
    is not on the team or for a module that is not there; `NoSuchTime` and `NotThen` for times that
    cannot be; `Conflict` if it was cancelled, has begun, was changed by somebody else meanwhile,
    the team is closed or has something else then.
    """
    session_for(db, person, session_id)
    kept = _take(db, session_id)
    rules.refuse_length(post.programme, wanted)
    moment = wall_clock.moment(wanted.day, wanted.at, wanted.time_zone)
    values = _values(wanted, moment)
    if not kept.cancelled_at and all(getattr(kept, name) == values[name] for name in values):
        return
    _refuse_change(kept, seen)
    _take_open_team(db, kept.team_id)
    rules.refuse_days([moment])
    values |= {"sequence": kept.sequence + 1, "reminded_at": _reminded_at(moment)}
    try:
        with db.begin_nested():
            db.execute(update(LiveSession).where(LiveSession.id == session_id).values(values))
    except IntegrityError:
        raise Conflict("The team has planned another session for that time") from None
    say_changed(db, session_for(db, person, session_id), post, person)


def cancel(
    db: Session, person: Person, session_id: int, post: Post, *, and_later: bool = False
) -> None:
    """Cancel a session, or with ``and_later`` all that follow in its series, and tell the team.

    Doing it twice changes nothing. Raises `NotFound` for who is not on the team, and `Conflict`
    once it has begun.
    """
    view = session_for(db, person, session_id)
    if _take(db, session_id).started_at:
        raise Conflict("This session has begun, so it cannot be cancelled any more.")
    which = LiveSession.id == session_id
    if and_later and view.series:
        later = (LiveSession.series == view.series) & (LiveSession.starts_at > view.starts_at)
        which |= later & LiveSession.started_at.is_(None)
    query = update(LiveSession).where(which, LiveSession.cancelled_at.is_(None))
    called_off = {"cancelled_at": clock.now(), "sequence": LiveSession.sequence + 1}
    ids = db.scalars(query.values(called_off).returning(LiveSession.id)).all()
    views = [session_for(db, person, each) for each in ids]
    say_cancelled(db, sorted(views, key=lambda each: each.starts_at), post, person)


def _take_open_team(db: Session, team_id: int) -> None:
    """Hold the team's row until the transaction ends; raise `Conflict` if it is closed."""
    query = select(Team.closed_at).where(Team.id == team_id).with_for_update()
    if db.execute(query).scalar_one() is not None:
        raise Conflict("This team is closed, so nothing can be planned for it any more.")


def _take(db: Session, session_id: int) -> Row[*tuple[object, ...]]:
    """Hold the session's row, so that two people who change it act one after the other."""
    query = select(LiveSession.__table__).where(LiveSession.id == session_id)
    return db.execute(query.with_for_update()).one()


def _refuse_change(kept: Row[*tuple[object, ...]], seen: int) -> None:
    if kept.cancelled_at:
        raise Conflict("This session was cancelled. Plan a new one instead.")
    if kept.started_at:
        raise Conflict("This session has begun, so its plan cannot be changed any more.")
    if kept.sequence != seen:
        raise Conflict("Somebody else has changed this session meanwhile. Look at it once more.")


def _insert(
    db: Session, team_id: int, wanted: Wanted, moment: datetime, series: str | None
) -> tuple[int, bool]:
    """Write one session and return its id, and whether it is new."""
    row = _values(wanted, moment) | {
        "team_id": team_id,
        "uid": f"{secrets.token_hex(16)}@live-sessions",
        "sequence": 0,
        "series": series,
        "created_at": clock.now(),
        "reminded_at": _reminded_at(moment),
    }
    open_ones = LiveSession.cancelled_at.is_(None)
    new = insert_or(db, LiveSession).values(row)
    new = new.on_conflict_do_nothing(index_elements=["team_id", "starts_at"], index_where=open_ones)
    session_id = db.scalar(new.returning(LiveSession.id))
    return (session_id, True) if session_id else (_same(db, team_id, wanted, moment), False)


def _same(db: Session, team_id: int, wanted: Wanted, moment: datetime) -> int:
    at_that_time = (LiveSession.team_id == team_id, LiveSession.starts_at == moment)
    query = select(LiveSession.id, LiveSession.module_id)
    kept = db.execute(query.where(*at_that_time, LiveSession.cancelled_at.is_(None))).one()
    if kept.module_id != wanted.module_id:
        when = wall_clock.When.of(moment, wanted.length, wanted.time_zone)
        raise Conflict(f"The team has planned another session for {when.day}, {when.starts:%H:%M}.")
    session_id: int = kept.id
    return session_id


def _reminded_at(moment: datetime) -> datetime | None:
    """Count a plan that is made on the last day as reminded of: its invitation does that."""
    now = clock.now()
    return now if moment <= now + REMINDS_BEFORE else None


def _values(wanted: Wanted, moment: datetime) -> dict[str, object]:
    return {
        "module_id": wanted.module_id,
        "length": wanted.length,
        "starts_at": moment,
        "time_zone": wanted.time_zone,
        "place": wanted.place,
        "link": wanted.link,
        "days": wanted.days,
    }


def _refuse_too_many(db: Session, team_id: int) -> None:
    to_come = (LiveSession.starts_at > clock.now(), LiveSession.cancelled_at.is_(None))
    query = select(func.count()).where(LiveSession.team_id == team_id, *to_come)
    if (db.scalar(query) or 0) > MOST_PLANNED:
        raise Conflict(f"A team can plan up to {MOST_PLANNED} sessions ahead. Cancel some first.")
