"""Taking away what somebody can show: by themselves, or all of it for who has lost everything."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from learning.accounts import Person, end_all
from learning.errors import Conflict, NotFound
from learning.second_factor import telling
from learning.second_factor.recovery import forget_codes
from learning.second_factor.tables import Authenticator, Passkey
from learning.second_factor.ways import is_set_up, ways_of


def remove_app(db: Session, person: Person, *, required: bool) -> bool:
    """Forget the person's app and tell whether there was one; a second time changes nothing.

    Raises `Conflict` if they are ``required`` to have a second factor and this is the last.
    """
    _refuse_the_last(db, person, required)
    gone = delete(Authenticator).where(Authenticator.user_id == person.id)
    if db.execute(gone.returning(Authenticator.user_id)).first() is None:
        return False
    _removed(db, person, telling.APP_REMOVED)
    return True


def remove_passkey(db: Session, person: Person, passkey_id: int, *, required: bool) -> None:
    """Forget one passkey.

    Raises `NotFound` for one that is not the person's, and `Conflict` if they are ``required`` to
    have a second factor and this is the last.
    """
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == person.id)
    _refuse_the_last(db, person, required)
    if db.execute(gone.returning(Passkey.id)).first() is None:
        raise NotFound("This passkey is removed already.")
    _removed(db, person, telling.PASSKEY_REMOVED)


def forget(db: Session, user_id: int) -> bool:
    """Take away every second factor of an account, sign it out everywhere and mail its owner.

    For who has made sure that it is the owner who asks: from then on the first proof is enough.
    Tell whether there was one; if not, nothing changes.
    """
    if not is_set_up(db, user_id):
        return False
    remove_all(db, user_id)
    end_all(db, user_id)
    telling.tell(db, user_id, telling.FORGOTTEN)
    return True


def remove_all(db: Session, user_id: int) -> None:
    """Take away whatever an account has; the caller tells its owner. A second call does nothing."""
    for table in (Authenticator, Passkey):
        db.execute(delete(table).where(table.user_id == user_id))
    forget_codes(db, user_id)


def _refuse_the_last(db: Session, person: Person, required: bool) -> None:
    if required and ways_of(db, person.id).count == 1:
        raise Conflict(
            "You need a second step to sign in. Set up another one before this one goes."
        )


def _removed(db: Session, person: Person, what: str) -> None:
    if not is_set_up(db, person.id):
        forget_codes(db, person.id)  # they stand in for something that is not asked any more
    telling.tell(db, person.id, what)
