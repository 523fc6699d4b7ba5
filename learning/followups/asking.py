"""The mails that ask what came of it. No word that anybody wrote is in them."""

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.orm import Session

from learning import clock, mail, recount
from learning.accounts import User
from learning.db import Database
from learning.errors import LearningError
from learning.followups.consent import hold, key_of, take_back
from learning.followups.links import LASTS, Link, link_token, mailbox_of
from learning.followups.tables import Consent, FollowUp, Moment
from learning.mail import Kind

REMINDS_AFTER = timedelta(days=14)
AT_THE_LATEST = timedelta(days=60)
"""So long after its day a question is still asked; then no mail comes any more."""
_log = logging.getLogger(__name__)
_SAID = {Moment.THREE: "Three months ago", Moment.SIX: "Six months ago"}


def ask_due(database: Database, base_url: str, secret: str) -> int:
    """Write the mails whose day has come, first ones and reminders; return how many.

    Each is written once, by however many workers at once. Nothing due costs one read and takes
    nobody’s turn to write. What cannot be mailed is noted in the log and left out.
    """
    with database.reading() as db:
        waiting = list(db.scalars(select(FollowUp.id).where(_due()).order_by(FollowUp.next_at)))
    asked = 0
    for follow_up_id in waiting:
        try:
            with database.writing.begin() as db:
                asked += _ask(db, follow_up_id, base_url, secret)
        except LearningError as refusal:
            _log.warning("follow-up %s cannot be mailed: %s", follow_up_id, refusal)
            with database.writing.begin() as db:
                _pass_over(db, follow_up_id)
    return asked


def ask_anew(db: Session, user_id: int) -> None:
    """Have an account whose address has changed counted and, if a mail waits, asked again.

    A mail that has not gone yet holds a link for the old address: it is taken back and due anew.
    Raises `NotFound` for an account that is gone.
    """
    hold(db, user_id)
    theirs = select(FollowUp.id).where(FollowUp.user_id == user_id, FollowUp.sent_at.is_not(None))
    for follow_up_id in db.scalars(theirs).all():
        taken = take_back(db, follow_up_id)
        values: dict[str, object] = {"next_at": clock.now(), "reminded_at": None}
        if key_of(follow_up_id) in taken:
            values["sent_at"] = None
        if taken:
            db.execute(update(FollowUp).where(FollowUp.id == follow_up_id).values(values))
    recount.mark(db, user_id)


def _due() -> ColumnElement[bool]:
    return FollowUp.next_at <= clock.now()


def _pass_over(db: Session, follow_up_id: int) -> None:
    """Write no mail about these questions, that all later ones need not wait for them."""
    db.execute(update(FollowUp).where(FollowUp.id == follow_up_id, _due()).values(next_at=None))


def _ask(db: Session, follow_up_id: int, base_url: str, secret: str) -> bool:
    """Claim one row and write its mail; return False if another has it, or nobody wants it."""
    now = clock.now().replace(microsecond=0)  # a link names its second
    before = db.execute(
        select(FollowUp.__table__)
        .where(_due(), FollowUp.id == follow_up_id)
        .with_for_update(skip_locked=True)
    ).first()
    if before is None:
        return False
    is_first = before.sent_at is None
    values: dict[str, object] = {"next_at": None}
    is_wanted = _is_wanted(db, before.user_id) and now < before.next_at + AT_THE_LATEST
    if is_wanted:
        first = {"sent_at": now, "next_at": now + REMINDS_AFTER}
        values |= first if is_first else {"reminded_at": now}
    db.execute(update(FollowUp).where(FollowUp.id == follow_up_id).values(values))
    if is_wanted:
        recount.mark(db, before.user_id)
        _write(db, before, now if is_first else before.sent_at, base_url, secret)
    return is_wanted


def _is_wanted(db: Session, user_id: int) -> bool:
    """Tell whether they still agree to be asked."""
    holds = (Consent.user_id == user_id, Consent.withdrawn_at.is_(None))
    query = select(User.email).join(Consent, Consent.user_id == User.id).where(*holds)
    address = db.scalar(query)
    return address is not None and Kind.FOLLOW_UP not in mail.stopped_by(db, address)


def _write(
    db: Session, row: Row[*tuple[Any, ...]], sent_at: datetime, base_url: str, secret: str
) -> None:
    is_first = row.sent_at is None
    to = db.execute(select(User.name, User.email).where(User.id == row.user_id)).one()
    link = Link(row.id, sent_at, mailbox_of(to.email))
    address = f"{base_url}/practice/{link_token(secret, link)}" if base_url else ""
    subject = "What became of what you meant to do?"
    mail.send(
        db, to=to.email, user_id=row.user_id, kind=Kind.FOLLOW_UP,
        key=key_of(link.follow_up_id, is_reminder=not is_first),
        subject=subject if is_first else f"Once more: {subject[0].lower()}{subject[1:]}",
        body=_words(to.name, link, Moment(row.moment), address, is_first=is_first),
        until=link.sent_at + LASTS,
    )  # fmt: skip


def _words(name: str, link: Link, moment: Moment, address: str, *, is_first: bool) -> str:
    ends = link.ends_at
    where = (
        f"They wait for you here, and you need not sign in:\n{address}"
        if address
        else "Sign in and open “What changed in practice” from your home page."
    )
    parts = [
        f"Hello {name},",
        f"{_SAID[moment]} you agreed to be asked what became of what you meant to do. It is a page"
        " with your own promises and a few questions, all of them optional. It takes about five"
        " minutes."
        if is_first
        else "Two weeks ago we asked what became of what you meant to do. Your promises and a few"
        " questions still wait. This is the only reminder.",
        where,
    ]
    if address:
        parts.append(
            f"The link is for you alone, and works until {ends.day} {ends:%B %Y}. Whoever has it"
            " can see what you meant to do. Nothing that you wrote is in this mail."
        )
    return "\n\n".join(parts) + "\n"
