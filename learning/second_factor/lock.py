"""How an account is locked at the moment: by which password, and by which second factors."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.accounts import User
from learning.second_factor.tables import Authenticator, Passkey, RecoveryCode


def lock_of(db: Session, user_id: int) -> str | None:
    """Return what changes with the password and every second factor; None without account.

    It changes too when somebody is signed out everywhere. Another account that is given the same
    number has another. It holds the hash of the password, so it is for comparing and never to be
    shown. One query.
    """
    account = (User.joined_at, User.password_hash, User.ended_at)
    keys = Passkey.user_id == user_id
    theirs = (
        select(Authenticator.secret).where(Authenticator.user_id == user_id),
        select(func.max(Passkey.made_at)).where(keys),
        select(func.count()).select_from(Passkey).where(keys),
        select(func.min(RecoveryCode.code_hash)).where(RecoveryCode.user_id == user_id),
    )
    query = select(*account, *(one.scalar_subquery() for one in theirs))
    row = db.execute(query.where(User.id == user_id)).first()
    return repr(tuple(row)) if row else None
