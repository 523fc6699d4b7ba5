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
from learning.followups.consent import hold, stop, take_back
from learning.followups.links import Link
from learning.followups.questions import story_in
from learning.followups.tables import FollowUp, FollowUpQuotation, Moment
from learning.followups.views import LinkState, asked_at, asked_by
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

    No mail asks about it any more. ``seen`` is the version of the answers they had before them,
    which withdrawing a quote raises as well: an older page does not let it be quoted again. Raises
    `Conflict` if another window was first, and `NotFound` for what was not asked yet.
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


def stop_by_link(db: Session, link: Link) -> bool:
    """Ask the holder of ``link`` no more; twice changes nothing.

    Returns False, and changes nothing, where it may not: see `Asked.may_stop`. Raises `NotFound`
    as `asked_by`.
    """
    person = asked_by(db, link).person
    hold(db, person.id)
    may_stop = asked_by(db, link).may_stop
    if may_stop:
        stop(db, person.id)
    return may_stop


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
        if _unquote(db, follow_up_id):
            _raise_version(db, follow_up_id)


def _row_of(db: Session, person: Person, moment: Moment) -> int:
    """Return the row; that of the end is made when it is missing."""
    own = (FollowUp.user_id == person.id, FollowUp.moment == moment)
    row = db.execute(select(FollowUp.id, FollowUp.sent_at, FollowUp.next_at).where(*own)).first()
    if moment is Moment.END:
        return row.id if row else _begin(db, person)
    if row is None or asked_at(row.sent_at, row.next_at) is None:
        raise NotFound("You have not been asked this yet.")
    if row.sent_at is None:  # no mail goes from here: they have found the questions
        found = {"sent_at": clock.now().replace(microsecond=0)}
        db.execute(update(FollowUp).where(FollowUp.id == row.id).values(found))
    return int(row.id)


def _begin(db: Session, person: Person) -> int:
    blank = {"user_id": person.id, "moment": Moment.END, "answers": {}, "version": 0}
    return db.execute(insert_or(db, FollowUp).values(blank).returning(FollowUp.id)).scalar_one()


def _answer(db: Session, user_id: int, follow_up_id: int, given: Given, *, seen: int) -> None:
    kept = db.execute(
        select(FollowUp.answers, FollowUp.version).where(FollowUp.id == follow_up_id)
    ).one()
    is_same = bool(kept.version) and kept.answers == given.answers
    if is_same and _is_quoted_so(db, follow_up_id, given):
        return  # pressed twice
    if kept.version != seen:
        raise Conflict(
            "Your answers, or what may be quoted of them, were changed meanwhile, in another window"
            " or by the link in your mail. What you typed is still here and not saved yet"
        )
    _raise_version(db, follow_up_id)
    if not is_same:
        values = {"answers": dict(given.answers), "answered_at": clock.now(), "next_at": None}
        db.execute(update(FollowUp).where(FollowUp.id == follow_up_id).values(values))
        take_back(db, follow_up_id)
        recount.mark(db, user_id)
    _let_quote(db, follow_up_id, given)


def _raise_version(db: Session, follow_up_id: int) -> None:
    raised = update(FollowUp).values(version=FollowUp.version + 1)
    db.execute(raised.where(FollowUp.id == follow_up_id))


def _agreed(given: Given) -> dict[str, Any]:
    """Return what may be quoted by whom; empty: nothing."""
    story = story_in(given.answers)
    if given.naming is None or not story:
        return {}
    return {"naming": given.naming, "described": given.described, "passage": story}


def _is_quoted_so(db: Session, follow_up_id: int, given: Given) -> bool:
    """Tell whether what is quoted at present is what ``given`` agrees to."""
    columns = (FollowUpQuotation.naming, FollowUpQuotation.described, FollowUpQuotation.passage)
    mine = FollowUpQuotation.follow_up_id == follow_up_id
    row = db.execute(select(*columns).where(mine)).mappings().first()
    return dict(row or {}) == _agreed(given)


def _let_quote(db: Session, follow_up_id: int, given: Given) -> None:
    """Let the story be quoted as it was sent, in place of what could be before; or nothing."""
    agreed = _agreed(given)
    if not agreed:
        _unquote(db, follow_up_id)
        return
    if _is_quoted_so(db, follow_up_id, given):
        return
    row = agreed | {"consented_at": clock.now(), "consent": QUOTING}
    new = insert_or(db, FollowUpQuotation).values(row | {"follow_up_id": follow_up_id})
    db.execute(new.on_conflict_do_update(index_elements=["follow_up_id"], set_=row))


def _unquote(db: Session, follow_up_id: int) -> bool:
    """Have nothing quoted; tell whether anything was."""
    mine = delete(FollowUpQuotation).where(FollowUpQuotation.follow_up_id == follow_up_id)
    return db.scalar(mine.returning(FollowUpQuotation.follow_up_id)) is not None
