"""What the tables keep of a session for its record: what people made, and who was there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import null, select, union_all
from sqlalchemy.orm import Session

from learning import teams
from learning.accounts import User
from learning.content.scripts import Role
from learning.live.rules.outcomes import Ballot
from learning.live.rules.reveal import Card
from learning.live.rules.state import Participant as ParticipantId
from learning.live.runs import Run
from learning.live.tables import KeptBallot, KeptCard, Participant, Repair

Ballots = Mapping[str, tuple[Ballot, ...]]
"""The ballots by step; nobody’s in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A correction of somebody’s minutes."""

    minutes: int
    before: int | None
    """None if they had been forgotten altogether."""
    reason: str
    by: str | None
    """Who did it; None if their account was deleted."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """One participant in the record."""

    id: ParticipantId
    user_id: int | None
    name: str
    minutes: int | None
    """None until the session is over."""
    roles: tuple[Role, ...]
    repairs: tuple[Mended, ...]
    is_unclaimed: bool
    """Whether they were added by name, and can claim this attendance with a code still."""
    code: str | None = field(repr=False)
    """That code as people read it; None for any reader but the convenor."""

    @property
    def was_there(self) -> bool:
        """Tell whether they took part, for however short a time."""
        return self.minutes != 0


def cards_and_ballots(db: Session, session_id: int) -> tuple[tuple[Card, ...], Ballots]:
    """Return every card, shown or not, for `rules.reveal` only, and all dots; one query."""
    mine = Participant.live_session_id == session_id
    cards = (
        select(
            KeptCard.participant_id,
            KeptCard.step,
            KeptCard.answers.label("content"),
            KeptCard.wording,
            KeptCard.visibility,
        )
        .join(Participant, Participant.id == KeptCard.participant_id)
        .where(mine)
    )
    dots = (
        select(KeptBallot.participant_id, KeptBallot.step, KeptBallot.dots, null(), null())
        .join(Participant, Participant.id == KeptBallot.participant_id)
        .where(mine)
    )
    found: list[Card] = []
    ballots: dict[str, tuple[Ballot, ...]] = {}
    for who, step, content, wording, visibility in db.execute(union_all(cards, dots)):
        if wording is None:  # only a card has one
            ballots[step] = (*ballots.get(step, ()), content)
        else:
            card = Card(
                step=step, writer=who, answer=content, wording=wording, visibility=visibility
            )
            found.append(card)
    return tuple(found), ballots


def attended(db: Session, run: Run, *, with_codes: bool) -> tuple[Attended, ...]:
    """Return who takes part, in the order of coming, with what was mended; one query."""
    query = (
        select(
            Participant.id,
            Participant.code,
            Repair.minutes,
            Repair.before,
            Repair.reason,
            User.name.label("by"),
            Repair.at,
        )
        .outerjoin(Repair, Repair.participant_id == Participant.id)
        .outerjoin(User, User.id == Repair.by_user_id)
        .where(Participant.live_session_id == run.id)
        .order_by(Repair.id)
    )
    codes: dict[int, str | None] = {}
    repairs: dict[int, tuple[Mended, ...]] = {}
    for row in db.execute(query):
        codes[row.id] = row.code
        if row.reason is not None:
            mended = Mended(
                minutes=row.minutes, before=row.before, reason=row.reason, by=row.by, at=row.at
            )
            repairs[row.id] = (*repairs.get(row.id, ()), mended)
    return tuple(
        Attended(
            id=person.id,
            user_id=person.user_id,
            name=person.name,
            minutes=person.minutes if run.state.ended_at else None,
            roles=tuple(role for role, who in run.roles.items() if who == person.id),
            repairs=repairs.get(person.id, ()),
            is_unclaimed=bool(codes.get(person.id)),
            code=_grouped(codes.get(person.id)) if with_codes else None,
        )
        for person in run.people
    )


def _grouped(code: str | None) -> str | None:
    return teams.grouped(code) if code else None
