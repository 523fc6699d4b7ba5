"""What changed in practice: consent to be asked, and what was answered."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from learning.followups.consent import take_back
from learning.followups.questions import PROMISES, story_in
from learning.followups.tables import Consent, FollowUp, FollowUpQuotation
from learning.joining.both import Both

_NEVER = datetime.min.replace(tzinfo=UTC)


def join_answers(db: Session, both: Both) -> None:
    """Keep what was agreed and answered in either; who was asked no more is asked no more."""
    _join_consent(db, both)
    rows = db.execute(select(FollowUp.__table__).where(FollowUp.user_id.in_(both.ids))).all()
    moments: dict[str, list[Row[Any]]] = {}
    for row in rows:
        moments.setdefault(row.moment, []).append(row)
    for of_moment in moments.values():
        *others, stands = sorted(of_moment, key=lambda row: _place(row, both))
        for other in others:
            _fold(db, other, stands)
        values = {"user_id": both.staying.id}
        db.execute(update(FollowUp).where(FollowUp.id == stands.id).values(values))
    _stop_asking(db, both)


def joined(newer: Mapping[str, Any], older: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of both: the newer choice stands, and no word of either is left out."""
    promises = {**older.get(PROMISES, {}), **newer.get(PROMISES, {})}
    both = {**older, **newer} | ({PROMISES: promises} if promises else {})
    told, before = story_in(newer), story_in(older)
    if told and before and before not in told:
        both["story"] = f"{told}\n\n{before}"
    return both


def _place(row: Row[Any], both: Both) -> tuple[datetime, datetime, bool]:
    """Return by what the one that stands is chosen: answered last, asked last, one’s own."""
    return row.answered_at or _NEVER, row.sent_at or _NEVER, row.user_id == both.staying.id


def _fold(db: Session, other: Row[Any], stands: Row[Any]) -> None:
    take_back(db, other.id)
    values = {
        "answers": joined(stands.answers, other.answers),
        "version": max(stands.version, other.version) + 1,  # an open page has seen neither
        "next_at": None if stands.answered_at else stands.next_at or other.next_at,
    }
    db.execute(update(FollowUp).where(FollowUp.id == stands.id).values(values))
    quoted = select(FollowUpQuotation.follow_up_id)
    if db.scalar(quoted.where(FollowUpQuotation.follow_up_id == stands.id)) is None:
        theirs = update(FollowUpQuotation).where(FollowUpQuotation.follow_up_id == other.id)
        db.execute(theirs.values(follow_up_id=stands.id))
    db.execute(delete(FollowUp).where(FollowUp.id == other.id))


def _join_consent(db: Session, both: Both) -> None:
    """Keep the first consent; a withdrawal in either account stays one."""
    rows = db.execute(select(Consent.__table__).where(Consent.user_id.in_(both.ids))).all()
    if not rows:
        return
    first = min(rows, key=lambda row: row.given_at)
    withdrawn = max((row.withdrawn_at for row in rows if row.withdrawn_at), default=None)
    for row in rows:
        if row is not first:
            db.execute(delete(Consent).where(Consent.user_id == row.user_id))
    values = {"user_id": both.staying.id, "withdrawn_at": withdrawn}
    db.execute(update(Consent).where(Consent.user_id == first.user_id).values(values))


def _stop_asking(db: Session, both: Both) -> None:
    mine = (Consent.user_id == both.staying.id, Consent.withdrawn_at.is_not(None))
    if db.scalar(select(Consent.user_id).where(*mine)) is None:
        return
    theirs = update(FollowUp).where(FollowUp.user_id == both.staying.id).values(next_at=None)
    for follow_up_id in db.scalars(theirs.returning(FollowUp.id)).all():
        take_back(db, follow_up_id)
