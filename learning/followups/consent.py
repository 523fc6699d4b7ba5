"""Agreeing to be asked by mail, and taking that back."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import clock, mail, recount
from learning.accounts import Person, User, normal_email
from learning.db import insert_or
from learning.errors import NotFound
from learning.followups.tables import LATER, Consent, FollowUp
from learning.mail import Kind

CONSENT = (
    "The programme may write to me about three months and about six months from today, to ask what"
    " became of what I meant to do. Each time that is one mail, and one reminder if I have not"
    " answered. I can stop it at any time, here or by a link in each mail."
)
"""What somebody agrees to; the wording of the day is kept."""


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What somebody agreed to, and whether it holds."""

    given_at: datetime
    wording: str
    holds: bool
    """False once it is withdrawn, here or by stopping such mails."""


def agree(db: Session, person: Person) -> None:
    """Agree to be asked from now on; who has agreed already changes nothing.

    What was asked before is not asked again. Raises `NotFound` for an account that is gone.
    """
    hold(db, person.id)
    before = consent_of(db, person)
    if before and before.holds:
        return
    mail.resume(db, person.email, Kind.FOLLOW_UP)
    now = clock.now()
    given = {"given_at": now, "wording": CONSENT, "withdrawn_at": None}
    new = insert_or(db, Consent).values(given | {"user_id": person.id})
    db.execute(new.on_conflict_do_update(index_elements=["user_id"], set_=given))
    for moment in LATER:
        next_at = _months_after(now, int(moment))
        blank = {"user_id": person.id, "moment": moment, "answers": {}, "version": 0}
        row = insert_or(db, FollowUp).values(blank | {"next_at": next_at})
        again = row.on_conflict_do_update(
            index_elements=["user_id", "moment"],
            set_={"next_at": next_at},
            where=FollowUp.sent_at.is_(None),
        )
        db.execute(again)
    recount.mark(db, person.id)


def withdraw(db: Session, person: Person) -> None:
    """Be asked no more: mails that have not gone are taken back. Twice changes nothing."""
    stop(db, person.id)


def stop(db: Session, user_id: int) -> None:
    """Do the same for whoever holds the link that was sent to them.

    Raises `NotFound` for an account that is gone.
    """
    hold(db, user_id)
    held = (Consent.user_id == user_id, Consent.withdrawn_at.is_(None))
    db.execute(update(Consent).where(*held).values(withdrawn_at=clock.now()))
    of_them = update(FollowUp).where(FollowUp.user_id == user_id).values(next_at=None)
    for follow_up_id in db.scalars(of_them.returning(FollowUp.id)).all():
        take_back(db, follow_up_id)
    recount.mark(db, user_id)


def note_stopping(db: Session, address: str) -> None:
    """Have whoever uses ``address`` counted again: they stopped such mails, or want them again."""
    recount.mark(db, *db.scalars(select(User.id).where(User.email == normal_email(address))))


def consent_of(db: Session, person: Person) -> ConsentView | None:
    """Return what the person agreed to, or None if they never did; two queries at most."""
    kept = db.get(Consent, person.id, populate_existing=True)
    if kept is None:
        return None
    holds = kept.withdrawn_at is None and Kind.FOLLOW_UP not in mail.stopped_by(db, person.email)
    return ConsentView(kept.given_at, kept.wording, holds)


def hold(db: Session, user_id: int) -> None:
    """Hold the account until the transaction ends, so that two windows act one after the other.

    Raises `NotFound` if it is gone.
    """
    account = select(User.id).where(User.id == user_id)
    # Not so hard that nobody could write them a mail: the worker holds the questions first.
    if db.scalar(account.with_for_update(key_share=True)) is None:
        raise NotFound("This account is gone.")


def take_back(db: Session, follow_up_id: int) -> frozenset[str]:
    """Take back the mails about these questions that have not gone; return their keys."""
    return mail.take_back(db, [key_of(follow_up_id), key_of(follow_up_id, is_reminder=True)])


def key_of(follow_up_id: int, *, is_reminder: bool = False) -> str:
    """Return what the mail is the only one for."""
    return f"practice/{follow_up_id}{'/again' if is_reminder else ''}"


def _months_after(moment: datetime, months: int) -> datetime:
    """Return the same time of the same day of a later month, or of its last day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
