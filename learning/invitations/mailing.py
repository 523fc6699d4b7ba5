"""Writing the mails of invitations: not all at once, and only so many a day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import clock, mail, organisations
from learning.accounts import User
from learning.db import Database
from learning.invitations.links import GOOD_FOR, link_token
from learning.invitations.tables import Invitation, of_organisation
from learning.mail import Kind, without_links
from learning.organisations import Organisation

AT_ONCE = 50
"""Addresses of one organisation whose turn is in a minute: the outbox has others, too."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """What mails are written with."""

    title: str
    """Of the programme."""
    base_url: str
    """Without a slash at its end."""
    secret: str = field(repr=False)


def mail_due(database: Database, post: Callable[[], Post], a_day: int) -> int:
    """Give those that wait their turn, ``a_day`` at most for an organisation, however spelled.

    Returns how many had it. A turn of nobody’s passes without a mail. Each is written once, by
    however many workers at once. Nothing due costs one read and takes nobody’s turn to write.
    """
    waits = (Invitation.mailed_at.is_(None), Invitation.made_at > clock.now() - GOOD_FOR)
    standing = func.coalesce(Organisation.merged_into, Organisation.id)
    asking = select(standing).join(Invitation, Invitation.organisation_id == Organisation.id)
    with database.reading() as db:
        places = list(db.scalars(asking.where(*waits).distinct()))
    if not places:
        return 0
    paper, written = post(), 0
    for place in places:
        with database.writing.begin() as db:
            written += _write(db, place, paper, a_day)
    return written


def _write(db: Session, organisation_id: int, post: Post, a_day: int) -> int:
    organisation = organisations.keep(db, organisation_id)  # held: workers count one by one
    here = of_organisation(organisation.id)
    lately = select(func.count()).where(here, Invitation.mailed_at > clock.now() - _DAY)
    room = min(AT_ONCE, a_day - (db.scalar(lately) or 0))
    if room <= 0:
        return 0
    waiting = (
        select(Invitation, User.name)
        .outerjoin(User, User.id == Invitation.by_id)
        .where(here, Invitation.mailed_at.is_(None), Invitation.made_at > clock.now() - GOOD_FOR)
        .order_by(Invitation.id)
        .limit(room)
    )
    rows = db.execute(waiting).all()
    for row, by in rows:
        if "@" in row.email:
            _send(db, row, organisation.name, by, post)
    ids = [row.id for row, _ in rows]
    db.execute(update(Invitation).where(Invitation.id.in_(ids)).values(mailed_at=clock.now()))
    return len(rows)


def _send(
    db: Session, invitation: Invitation, organisation: str, by: str | None, post: Post
) -> None:
    """Write one mail. What somebody typed never reads as a link in it."""
    place = without_links(organisation)
    mail.send(
        db,
        to=invitation.email,
        kind=Kind.INVITATION,
        key=f"invitation/{invitation.id}",
        until=invitation.made_at + GOOD_FOR,
        subject=f"{place} invites you to {post.title}",
        body=_words(invitation, place, without_links(by) if by else None, post),
    )


def _words(invitation: Invitation, place: str, by: str | None, post: Post) -> str:
    link = f"{post.base_url}/invited/{link_token(post.secret, invitation.id)}"
    name = without_links(invitation.name)
    who = f"{by} invites you, for {place}," if by else f"{place} invites you"
    parts = (
        f"Hello {name}," if name else "Hello,",
        f"{who} to take part in {post.title}. You read when it suits you, alone or with a team."
        " It is free.",
        f"Look at it here, and decide then:\n{link}",
        f"What you write there is yours: {place} cannot read it, and is not told whether you come."
        " It sees rounded counts of all its people together.",
        "If you do nothing, nothing happens, and this invitation is not sent again.",
    )
    return "\n\n".join(parts) + "\n"
