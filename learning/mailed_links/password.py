"""A new password for who has proved by mail that the account is theirs."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import accounts, mail
from learning.accounts import User
from learning.errors import NotFound
from learning.mail import Kind
from learning.mailed_links import words
from learning.mailed_links.address import confirm
from learning.mailed_links.links import LinkView, end_links
from learning.mailed_links.tables import Purpose
from learning.mailed_links.words import Site

_OVER = (Purpose.SIGN_IN, Purpose.PROOF, Purpose.NEW_PASSWORD, Purpose.NEW_ADDRESS)


def choose_password(db: Session, link: LinkView, password_hash: str, site: Site) -> int:
    """Give the account of a link that was just used its new password; return whose it is.

    Signs them out everywhere, ends the other links to their address and tells them by mail. Raises
    `NotFound` for a link that is for something else.
    """
    if link.purpose is not Purpose.NEW_PASSWORD or link.user_id is None:
        raise NotFound("This link is not for a new password.")
    changed = update(User).where(User.id == link.user_id).values(password_hash=password_hash)
    db.execute(changed)
    accounts.end_all(db, link.user_id)
    confirm(db, link.user_id)
    note_new_password(db, link.user_id, site)
    return link.user_id


def note_address_shown(db: Session, user_id: int, site: Site, *, gone: str) -> None:
    """Mail the owner that ``gone`` do not work any more, and end what was asked for before."""
    end_links(db, user_id, *_OVER)
    owner = db.execute(select(User.name, User.email).where(User.id == user_id)).one()
    said = words.address_shown(owner.name, site, gone=gone)
    mail.send(
        db, to=owner.email, subject=said.subject, body=said.body, kind=Kind.ACCOUNT,
        user_id=user_id,
    )  # fmt: skip


def note_new_password(db: Session, user_id: int, site: Site) -> None:
    """Mail the owner that their password is another one, and end what was asked for before it.

    Somebody else may have asked, also for another address: whoever changes a password in alarm is
    to have their account for themselves.
    """
    end_links(db, user_id, *_OVER)
    owner = db.execute(select(User.name, User.email).where(User.id == user_id)).one()
    said = words.password_changed(owner.name, site)
    mail.send(
        db, to=owner.email, subject=said.subject, body=said.body, kind=Kind.ACCOUNT,
        user_id=user_id,
    )  # fmt: skip
