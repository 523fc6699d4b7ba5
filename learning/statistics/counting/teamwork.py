"""What teams did together: counted whole each time, once an hour, and never of single teams."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.actions.tables import Action, Status
from learning.db import Database
from learning.live.tables import LiveRun, Participant
from learning.planning import LiveSession
from learning.statistics.counting.lanes import lanes_of
from learning.statistics.counting.rows import places_of
from learning.statistics.counting.sheet import Rules
from learning.statistics.groups import Attribute
from learning.statistics.marks import Family
from learning.statistics.tables import Counting, Lane, TallyRow
from learning.statistics.tallies import BITS, Tally
from learning.teams import Membership

EVERY = timedelta(hours=1)
ALWAYS = ""
"""Stands for the month of what is counted whatever the month."""
_STATUS = {Status.DONE: "kept", Status.CHANGED: "changed", Status.DROPPED: "dropped"}
Numbers = Mapping[str, Mapping[str, int]]
"""Month, or `ALWAYS`, to how many there are by mark."""


def count_teams(database: Database, rules: Rules) -> bool:
    """Count what teams did, unless that was done within the hour; return whether it was."""
    with database.reading() as db:
        batches, counted_at = db.execute(select(Counting.batches, Counting.teams_at)).one()
        if counted_at and clock.now() - counted_at < EVERY:
            return False
        numbers = teamwork_of(db, rules)
        lanes = lanes_of(db)
        rows = [_row(month, lanes.of(Family.TEAMS, found)) for month, found in numbers.items()]
    with database.writing.begin() as db:
        is_next = update(Counting).where(Counting.batches == batches)
        values = {"batches": batches + 1, "teams_at": clock.now()}
        if db.scalar(is_next.values(values).returning(Counting.id)) is None:
            return False  # somebody else has counted meanwhile; a minute later is soon enough
        if lanes.new:
            db.execute(insert(Lane), lanes.new)
        db.execute(delete(TallyRow).where(TallyRow.family == Family.TEAMS))
        if rows:
            db.execute(insert(TallyRow), rows)
    return True


def teamwork_of(db: Session, rules: Rules) -> Numbers:
    """Return what all teams did, altogether and by month; four queries that read everything.

    ``teams`` that have a member, ``size:…`` by how many they have. By the day for which they were
    planned: live sessions ``planned``, ``cancelled`` and ``held``; of those held the people who
    are credited with minutes (``attended``), the ``steps`` that were played to their end, and
    those in which a role was somebody else's than in the team's session before (``rotated``).
    ``actions`` by the day on which they were agreed, ``due`` by their day if it has come,
    ``kept``, ``changed`` and ``dropped`` by the day on which that was said.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    sizes = select(func.count()).select_from(Membership).group_by(Membership.team_id)
    for size in db.scalars(sizes):
        found[ALWAYS].update(("teams", f"size:{size}"))
    for at, mark, number in (*_sessions(db), *_actions(db, rules.day(clock.now()))):
        month = rules.month(at) if isinstance(at, datetime) else f"{at:%Y-%m}"
        found[month][mark] += number
        found[ALWAYS][mark] += number
    return found


_Event = tuple[datetime | date, str, int]


def _sessions(db: Session) -> list[_Event]:
    people: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    who = select(
        Participant.live_session_id, Participant.id, Participant.user_id, Participant.name,
        Participant.minutes,
    )  # fmt: skip
    for row in db.execute(who):
        people[row.live_session_id].append(row)
    query = (
        select(
            LiveSession.id, LiveSession.team_id, LiveSession.starts_at, LiveSession.cancelled_at,
            LiveSession.ended_at, LiveRun.state, LiveRun.roles,
        )
        .outerjoin(LiveRun, LiveRun.live_session_id == LiveSession.id)
        .order_by(LiveSession.team_id, LiveSession.ended_at, LiveSession.id)
        .execution_options(yield_per=500)
    )  # fmt: skip
    events: list[_Event] = []
    before: tuple[int, Mapping[str, object]] = (0, {})
    for row in db.execute(query):
        events.append((row.starts_at, "planned", 1))
        if row.cancelled_at:
            events.append((row.starts_at, "cancelled", 1))
        elif row.ended_at:
            roles = _roles(row.roles or {}, people[row.id])
            same_team = before[1] if before[0] == row.team_id else {}
            credited = sum(1 for p in people[row.id] if p.user_id and (p.minutes or 0) > 0)
            events += [
                (row.starts_at, "held", 1),
                (row.starts_at, "attended", credited),
                (row.starts_at, "steps", _steps(row.state)),
                (row.starts_at, "rotated", int(_is_rotated(same_team, roles))),
            ]
            before = row.team_id, roles
    return events


def _roles(roles: Mapping[str, int], people: list[Row[*tuple[Any, ...]]]) -> dict[str, object]:
    """Return who had each role, as they are known in any session: by account, else by name."""
    known = {person.id: person.user_id or person.name for person in people}
    return {role: known[who] for role, who in roles.items() if known.get(who)}


def _is_rotated(before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    return any(now[role] != who for role, who in before.items() if role in now)


def _steps(state: Mapping[str, Any] | None) -> int:
    """Return how many steps were played to their end: not the one at which a team broke off."""
    if not state or not state["log"]:
        return 0
    played = {passage["step"] for passage in state["log"]}
    broke_off = bool(state["log"][-1]["step"] != state["steps"][-1]["id"])
    return len(played) - broke_off


def _actions(db: Session, today: date) -> list[_Event]:
    query = select(Action.made_at, Action.by, Action.status, Action.settled_at)
    events: list[_Event] = []
    for row in db.execute(query.execution_options(yield_per=500)):
        events.append((row.made_at, "actions", 1))
        if row.by and row.by <= today:
            events.append((row.by, "due", 1))
        if row.settled_at:
            events.append((row.settled_at, _STATUS[row.status], 1))
    return events


def _row(month: str, lanes: Mapping[int, int]) -> dict[str, Any]:
    """Return the row of everybody's in that month."""
    kept, *values = next(places_of(Family.TEAMS, {}))
    tally = Tally(sum(number << (lane * BITS) for lane, number in lanes.items()))
    return {
        "key": "|".join((Family.TEAMS, month, kept, *values)),
        "family": Family.TEAMS.value,
        "month": month,
        "kept": int(kept),
        **dict(zip(map(str, Attribute), values, strict=True)),
        "counts": tally.to_bytes(),
    }
