"""The raw rows of a batch of people: all that statistics are made of, and no text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import followups
from learning.accounts import Role, User
from learning.certificates import Certificate
from learning.journal import Entry, EntryVersion
from learning.live.tables import Participant
from learning.organisations import Profile
from learning.planning import LiveSession
from learning.progress import Completion
from learning.statistics.groups import Attribute


@dataclass(frozen=True, slots=True)
class Answered:
    """One entry to an exercise whose answers are counted."""

    exercise_id: str
    """As it was called when it was last saved."""
    answers: Mapping[str, Any] = field(repr=False)
    wording: Mapping[str, Any] = field(repr=False)
    firsts: Mapping[str, Any] = field(repr=False)
    earlier: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]] = field(repr=False)
    """Of a grid: answers and wording of the versions that were kept, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one learner has done, as the tables say."""

    joined_at: datetime
    work: Mapping[Attribute, str]
    """What they say about their work; what they left open is left out."""
    completions: Sequence[tuple[str, datetime]]
    """Page, as it was called on the day, and when it was marked."""
    certificates: Sequence[datetime]
    """When those that were not withdrawn were issued."""
    attended: Sequence[datetime]
    """When the live sessions ended that they are credited minutes for."""
    wrote_at: datetime | None
    """When they last sat down to write something."""
    entries: Sequence[Answered]
    """Those to exercises that are counted, in the order in which they were saved last."""
    practice: Collection[str] = ()
    """What they said of their practice, as `learning.followups.marks_of` names it."""


def facts_of(
    db: Session, user_ids: Collection[int], counted: Collection[str], grids: Collection[str]
) -> dict[int, Facts]:
    """Return the facts of those of these people who are learners and have an account.

    ``counted`` are the ids, of today and earlier, of exercises whose answers are counted,
    ``grids`` those of which the first answer matters too. Nine queries, however many people.
    """
    learners = _learners(db, user_ids)
    completions = _each(
        db,
        select(Completion.user_id, Completion.page_id, Completion.completed_at).where(
            Completion.user_id.in_(learners)
        ),
    )
    certificates = _each(
        db,
        select(Certificate.user_id, Certificate.issued_at).where(
            Certificate.user_id.in_(learners), Certificate.withdrawn_at.is_(None)
        ),
    )
    attended = _attended(db, learners)
    wrote = _each(
        db,
        select(Entry.user_id, func.max(Entry.sitting_at))
        .where(Entry.user_id.in_(learners))
        .group_by(Entry.user_id),
    )
    entries = _entries(db, learners, counted, grids)
    practice = followups.marks_of(db, learners)
    return {
        user_id: Facts(
            joined_at=joined_at,
            work=work,
            completions=[(page, at) for page, at in completions[user_id]],
            certificates=[at for (at,) in certificates[user_id]],
            attended=[at for (at,) in attended[user_id]],
            wrote_at=next((at for (at,) in wrote[user_id]), None),
            entries=entries[user_id],
            practice=practice.get(user_id, ()),
        )
        for user_id, (joined_at, work) in learners.items()
    }


def _learners(
    db: Session, user_ids: Collection[int]
) -> dict[int, tuple[datetime, dict[Attribute, str]]]:
    query = select(User.id, User.joined_at).where(User.id.in_(user_ids), User.role == Role.LEARNER)
    work = _work(db, user_ids)
    return {user_id: (joined_at, work.get(user_id, {})) for user_id, joined_at in db.execute(query)}


def _work(db: Session, user_ids: Collection[int]) -> dict[int, dict[Attribute, str]]:
    query = select(
        Profile.user_id, Profile.organisation_id, Profile.sector, Profile.nation, Profile.role,
        Profile.stage,
    )  # fmt: skip
    said: dict[int, dict[Attribute, str]] = {}
    for row in db.execute(query.where(Profile.user_id.in_(user_ids))):
        values = zip(Attribute, row[1:], strict=False)  # all but the cohort, which nobody says
        said[row.user_id] = {name: str(value) for name, value in values if value is not None}
    return said


def _attended(db: Session, user_ids: Collection[int]) -> Mapping[int, list[tuple[Any, ...]]]:
    query = (
        select(Participant.user_id, LiveSession.ended_at)
        .join(LiveSession, LiveSession.id == Participant.live_session_id)
        .where(
            Participant.user_id.in_(user_ids),
            Participant.minutes > 0,
            LiveSession.ended_at.is_not(None),
        )
    )
    return _each(db, query)


def _entries(
    db: Session, user_ids: Collection[int], counted: Collection[str], grids: Collection[str]
) -> Mapping[int, list[Answered]]:
    query = (
        select(
            Entry.id, Entry.user_id, Entry.exercise_id, Entry.answers, Entry.wording, Entry.firsts
        )
        .where(Entry.user_id.in_(user_ids), Entry.exercise_id.in_(counted))
        .order_by(Entry.saved_at, Entry.id)
    )
    earlier = _each(
        db,
        select(EntryVersion.entry_id, EntryVersion.answers, EntryVersion.wording)
        .join(Entry, Entry.id == EntryVersion.entry_id)
        .where(
            Entry.user_id.in_(user_ids),
            Entry.exercise_id.in_(grids),
            EntryVersion.is_aside.is_(False),
        )
        .order_by(EntryVersion.version, EntryVersion.id),
    )
    found: Mapping[int, list[Answered]] = defaultdict(list)
    for row in db.execute(query):
        versions = [(answers, wording) for answers, wording in earlier[row.id]]
        answered = Answered(row.exercise_id, row.answers, row.wording, row.firsts, versions)
        found[row.user_id].append(answered)
    return found


def _each(db: Session, query: Any) -> Mapping[int, list[tuple[Any, ...]]]:
    """Return the rows of ``query`` without their first column, by that column."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    rows: Iterable[Any] = db.execute(query)
    for key, *row in rows:
        found[key].append(tuple(row))
    return found
