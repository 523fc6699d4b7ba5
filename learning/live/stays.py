"""When participants came and went, and until when they count as here."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from learning import recount
from learning.db import insert_or
from learning.live.people import Somebody
from learning.live.rules.attendance import minutes_of
from learning.live.rules.state import Participant, State
from learning.live.tables import Participant as ParticipantRow
from learning.live.tables import Presence, Stay

MOST_RETURNS = 50
"""Stays of one participant that are kept apart; later ones lengthen the last."""
ENTRY_LASTS = timedelta(seconds=30)
"""How long coming in, or acting, counts as being here, until the page says more."""
DOOR = "door"
"""Stands for a process in a presence that comes from that."""
SHORT_ABSENCE = timedelta(minutes=5)
"""Whoever is back within so long of losing the connection had not left."""


def came(db: Session, participant: Participant, now: datetime) -> None:
    """Note that somebody is there; whoever is already stays, without a second beginning."""
    last = db.execute(_last(participant)).first()
    if last and last.left_at is None:
        return
    stays = select(func.count()).where(Stay.participant_id == participant)
    if last and (db.scalar(stays) or 0) >= MOST_RETURNS:
        _lengthen(db, last.id)
        return
    row = {"participant_id": participant, "came_at": now, "left_at": None, "has_left": False}
    db.execute(insert(Stay).values(row))


def returned(db: Session, participant: Participant, now: datetime) -> None:
    """Note that somebody is heard of again: after a short absence as if they had not been away."""
    last = db.execute(_last(participant)).first()
    if last and last.left_at and last.left_at > now - SHORT_ABSENCE:
        _lengthen(db, last.id)
    else:
        came(db, participant, now)


def went(db: Session, participant: Participant, at: datetime, *, has_left: bool) -> None:
    """Note that somebody has gone: in so many words, or not heard of any more."""
    staying = update(Stay).where(Stay.participant_id == participant, Stay.left_at.is_(None))
    db.execute(staying.values(left_at=at, has_left=has_left))


def heard(db: Session, until: Mapping[Participant, datetime], process: str) -> None:
    """Note until when these participants count as here, as far as one process can tell."""
    if not until:
        return
    rows = [{"participant_id": who, "process": process, "until": at} for who, at in until.items()]
    new = insert_or(db, Presence).values(rows)
    renewed = new.on_conflict_do_update(
        index_elements=["participant_id", "process"], set_={"until": new.excluded.until}
    )
    db.execute(renewed)


def count_minutes(
    db: Session, session_id: int, people: Iterable[Somebody], state: State, now: datetime
) -> None:
    """Write down how long each was there, and end the stays that nobody ended."""
    mine = select(ParticipantRow.id).where(ParticipantRow.live_session_id == session_id)
    query = select(Stay).where(Stay.participant_id.in_(mine)).order_by(Stay.came_at)
    stays: dict[int, list[tuple[datetime, datetime | None]]] = {}
    lapsed = {p.id: p.until for p in people if p.has_device and not p.is_here}
    for stay in db.scalars(query):
        if stay.left_at is None:
            gone = lapsed.get(stay.participant_id) or state.ended_at or now
            stay.left_at = max(gone, stay.came_at)
        stays.setdefault(stay.participant_id, []).append((stay.came_at, stay.left_at))
    for participant, times in stays.items():
        minutes = minutes_of(times, state)
        row = update(ParticipantRow).where(ParticipantRow.id == participant)
        db.execute(row.values(minutes=minutes))
    recount.mark(db, *(person.user_id for person in people))


def _last(participant: Participant) -> Select[int, datetime | None]:
    query = select(Stay.id, Stay.left_at).where(Stay.participant_id == participant)
    return query.order_by(Stay.id.desc()).limit(1)


def _lengthen(db: Session, stay_id: int) -> None:
    db.execute(update(Stay).where(Stay.id == stay_id).values(left_at=None, has_left=False))
