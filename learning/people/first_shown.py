"""The first proof that an account’s address is its owner’s: who made it before may be another."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import accounts, mailed_links, second_factor, single_sign_on
from learning.accounts import Role, User
from learning.mailed_links import Site

_GONE = (
    "its password, second steps to sign in, connections to organisations’ sign-ins and all sign-ins"
    " of before"
)
_GONE_OF_AN_ADMIN = (
    "its password, connections to organisations’ sign-ins and all sign-ins of before"
)


def note_address_shown(db: Session, user_id: int, site: Site) -> None:
    """Close every way into the account but mail, unless its address was confirmed before.

    For whoever has just come with what was mailed there, and tells them by mail. A second call
    does nothing. An admin’s second step stays: a mailbox alone is not to open what admins see.
    """
    unconfirmed = select(User.role).where(User.id == user_id, User.confirmed_at.is_(None))
    role = db.scalar(unconfirmed.with_for_update())
    if role is None:
        return
    db.execute(update(User).where(User.id == user_id).values(password_hash=""))
    accounts.end_all(db, user_id)
    single_sign_on.disconnect_all(db, user_id)
    if role is not Role.ADMIN:
        second_factor.remove_all(db, user_id)
    gone = _GONE_OF_AN_ADMIN if role is Role.ADMIN else _GONE
    mailed_links.note_address_shown(db, user_id, site, gone=gone)
    mailed_links.confirm(db, user_id)
