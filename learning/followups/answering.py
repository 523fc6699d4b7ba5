"""Answering, and deleting what one answered; letting one’s story be quoted, and withdrawing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning import clock, recount
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.followups.consent import hold, take_back
from learning.followups.links import Link
from learning.followups.questions import story_in
from learning.followups.tables import FollowUp, FollowUpQuotation, Moment
from learning.followups.views import LinkState, asked_by
from learning.sharing import Naming

QUOTING = (
    "The people who run this programme may read what I wrote under this question, just as I send"
    " it, and quote it in their reports. They see nothing else that I answered. I can withdraw"
    " it at any time: it is then gone from their list at once, but copies that were printed or"
    " sent before cannot be called back."
)
"""What the writer of a story agrees to; the wording of the day is kept with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody answers, and how their story may be quoted."""

    answers: Mapping[str, Any] = field(repr=False)
    """In the shape that `learning.followups.questions` says."""
    naming: Naming | None = None
    """None: nobody may quote it."""
    described: str | None = None
    """What stands in place of the name; only for `Naming.DESCRIBED`."""


def answer(db: Session, person: Person, moment: Moment, given: Given, *, seen: int) -> None:
    """Keep what ``person`` answers; the same twice changes nothing.

    No mail asks about it any more. ``seen`` is the version of the answers they had before them.
    Raises `Conflict` if another window was first, and `NotFound` for what was not asked yet.
    """
    hold(db, person.id)
    follow_up_id = _row_of(db, person, moment)
    _answer(db, person.id, follow_up_id, given, seen=seen)


def answer_by_link(db: Session, link: Link, given: Given) -> None:
    """Keep what the holder of a signed link answers, once; the same twice changes nothing.

    Raises `NotFound` as `asked_by`, and `Conflict` if something else was answered meanwhile, or
    the link has expired or was stopped.
    """
    person = asked_by(db, link).person
    hold(db, person.id)
    asked = asked_by(db, link)
    if asked.state in (LinkState.EXPIRED, LinkState.STOPPED):
        raise Conflict(
            "This link does not work any more, so nothing was saved. What you typed is still here:"
            " copy it, sign in and open “What changed in practice” from your home page"
        )
    _answer(db, person.id, asked.follow_up.id, given, seen=0)


def remove_answers(db: Session, person: Person, moment: Moment) -> None:
    """Delete what ``person`` answered then, and what could be quoted of it; twice is no more.

    They are not asked about it again.
    """
    hold(db, person.id)
    answered = (
        FollowUp.user_id == person.id,
        FollowUp.moment == moment,
        FollowUp.answered_at.is_not(None),
    )
    blank = update(FollowUp).values(answers={}, answered_at=None, version=FollowUp.version + 1)
    for follow_up_id in db.scalars(blank.where(*answered).returning(FollowUp.id)).all():
        _unquote(db, follow_up_id)
        recount.mark(db, person.id)


def withdraw_quote(db: Session, person: Person, moment: Moment) -> None:
    """Take back that one’s story of then may be quoted; twice changes nothing."""
    hold(db, person.id)
    own = (FollowUp.user_id == person.id, FollowUp.moment == moment)
    for follow_up_id in db.scalars(select(FollowUp.id).where(*own)).all():
        _unquote(db, follow_up_id)


def _row_of(db: Session, person: Person, moment: Moment) -> int:
    """Return the row; that of the end is made when it is missing."""
    own = (FollowUp.user_id == person.id, FollowUp.moment == moment)
    row = db.execute(select(FollowUp.id, FollowUp.sent_at).where(*own)).first()
    if moment is Moment.END:
        return row.id if row else _begin(db, person)
    if row is None or row.sent_at is None:
        raise NotFound("You have not been asked this yet.")
    return int(row.id)


def _begin(db: Session, person: Person) -> int:
    blank = {"user_id": person.id, "moment": Moment.END, "answers": {}, "version": 0}
    return db.execute(insert_or(db, FollowUp).values(blank).returning(FollowUp.id)).scalar_one()


def _answer(db: Session, user_id: int, follow_up_id: int, given: Given, *, seen: int) -> None:
    kept = db.execute(
        select(FollowUp.answers, FollowUp.version).where(FollowUp.id == follow_up_id)
    ).one()
    if kept.answers != given.answers or not kept.version:
        if kept.version != seen:
            raise Conflict(
                "Other answers were saved meanwhile, from another window or by the link in your"
                " mail. What you typed is still here and not saved yet"
            )
        now = clock.now()
        values = {"answers": dict(given.answers), "answered_at": now, "next_at": None}
        counted = values | {"version": FollowUp.version + 1}
        db.execute(update(FollowUp).where(FollowUp.id == follow_up_id).values(counted))
        take_back(db, follow_up_id)
        recount.mark(db, user_id)
    _let_quote(db, follow_up_id, given)


def _let_quote(db: Session, follow_up_id: int, given: Given) -> None:
    """Let the story be quoted as it was sent, in place of what could be before; or nothing."""
    story = story_in(given.answers)
    if given.naming is None or not story:
        _unquote(db, follow_up_id)
        return
    agreed = {"naming": given.naming, "described": given.described, "passage": story}
    same = [getattr(FollowUpQuotation, name).is_not_distinct_from(v) for name, v in agreed.items()]
    mine = FollowUpQuotation.follow_up_id == follow_up_id
    if db.scalar(select(FollowUpQuotation.follow_up_id).where(mine, *same)) is not None:
        return
    row = agreed | {"consented_at": clock.now(), "consent": QUOTING}
    new = insert_or(db, FollowUpQuotation).values(row | {"follow_up_id": follow_up_id})
    db.execute(new.on_conflict_do_update(index_elements=["follow_up_id"], set_=row))


def _unquote(db: Session, follow_up_id: int) -> None:
    mine = FollowUpQuotation.follow_up_id == follow_up_id
    db.execute(delete(FollowUpQuotation).where(mine))
