"""Putting attendance right after a session: the convenor may, with a reason that all can read."""

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from learning import planning, recount, teams
from learning.accounts import Person
from learning.errors import Conflict, NotAllowed, NotFound
from learning.live.people import Somebody
from learning.live.record.settle import hold_over
from learning.live.rules.attendance import played_minutes
from learning.live.rules.state import Participant
from learning.live.runs import Run
from learning.live.tables import Participant as ParticipantRow
from learning.live.tables import Repair, Stay
from learning.planning import SessionView

LONGEST_REASON = 300
"""Characters."""


def mend_minutes(
    db: Session,
    convenor: Person,
    session_id: int,
    participant: Participant,
    minutes: int,
    reason: str,
) -> None:
    """Put right how long somebody was there; 0 says that they were not. Twice changes nothing.

    Raises `NotFound` for who is not on the team, or a participant of another session; `NotAllowed`
    for who does not convene it; `Conflict` before the end and for more minutes than there were.
    """
    run = _convene(db, convenor, session_id)
    somebody = next((p for p in run.people if p.id == participant), None)
    if somebody is None:
        raise NotFound("There is nobody like that in this record.")
    _mend(db, convenor, run, somebody, minutes, reason)


def add_forgotten(
    db: Session, convenor: Person, session_id: int, user_id: int, minutes: int, reason: str
) -> None:
    """Add a member of the team who was there and is not in the record. Twice changes nothing.

    Raises what `mend_minutes` does, and `Conflict` for somebody who is not on the team.
    """
    run = _convene(db, convenor, session_id)
    known = next((p for p in run.people if p.user_id == user_id), None)
    if known:
        _mend(db, convenor, run, known, minutes, reason)
        return
    if not teams.is_on(db, run.session.team_id, user_id):
        raise Conflict("They are not on the team any more, so they cannot be added")
    _refuse_too_many(run, minutes)
    row = {"live_session_id": session_id, "user_id": user_id, "name": None, "code": None}
    new = insert(ParticipantRow).values(row | {"minutes": minutes}).returning(ParticipantRow.id)
    participant = db.execute(new).scalar_one()
    # A stay of no length: how long they were there only the reason can tell.
    at = run.state.began_at
    stay = {"participant_id": participant, "came_at": at, "left_at": at, "has_left": True}
    db.execute(insert(Stay).values(stay))
    recount.mark(db, user_id)
    _note(db, convenor, run, participant, minutes, None, reason)


def most_minutes(session: SessionView, played: int) -> int:
    """Return how many minutes somebody can have been there: planned, or played if that is more."""
    return max(session.length, played)


def _mend(
    db: Session, convenor: Person, run: Run, somebody: Somebody, minutes: int, reason: str
) -> None:
    if somebody.minutes == minutes:
        return
    _refuse_too_many(run, minutes)
    row = update(ParticipantRow).where(ParticipantRow.id == somebody.id)
    db.execute(row.values(minutes=minutes))
    recount.mark(db, somebody.user_id)
    _note(db, convenor, run, somebody.id, minutes, somebody.minutes, reason)


def _note(
    db: Session,
    convenor: Person,
    run: Run,
    participant: Participant,
    minutes: int,
    before: int | None,
    reason: str,
) -> None:
    repair = {
        "participant_id": participant,
        "minutes": minutes,
        "before": before,
        "reason": reason.strip(),
        "by_user_id": convenor.id,
        "at": run.now,
    }
    db.execute(insert(Repair).values(repair))


def _convene(db: Session, person: Person, session_id: int) -> Run:
    """Hold a session that is over for the convenor of its team; raise what `mend_minutes` says."""
    planning.session_for(db, person, session_id)
    run = hold_over(db, session_id)
    if run.convenor_id != person.id:
        members = teams.members_of(db, run.session.team_id)
        name = next(member.name for member in members if member.is_convenor)
        raise NotAllowed(f"Only the team’s convenor can put attendance right. That is {name}.")
    return run


def _refuse_too_many(run: Run, minutes: int) -> None:
    most = most_minutes(run.session, played_minutes(run.state))
    if not 0 <= minutes <= most:
        raise Conflict(f"Nobody was there for more than {most} minutes. Choose 0 to {most}")
