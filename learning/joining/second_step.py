"""The second step of signing in: nobody gets into an account by what opened another, unasked."""

from enum import StrEnum

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learning import accounts
from learning.joining.both import Both
from learning.second_factor import Authenticator, Passkey, RecoveryCode, is_set_up

UNASKED = (
    "The other account has a second step to sign in, and this one has none. Say first that this"
    " account shall have it from now on."
)


class Second(StrEnum):
    """What becomes of the second step of the account that goes."""

    NONE = "none"
    """It has none."""
    ENDS = "ends"
    """The account that stays keeps its own, and nothing else opens it."""
    COMES = "comes"
    """The account that stays has none, and takes it if its person agrees."""


def second_of(db: Session, both: Both) -> Second:
    """Return what becomes of the second step; two queries at most."""
    if not is_set_up(db, both.going.id):
        return Second.NONE
    return Second.ENDS if is_set_up(db, both.staying.id) else Second.COMES


def join_second_steps(db: Session, both: Both) -> None:
    """Keep the second step of the account that stays; who has none there takes the other along.

    So whoever had to show one in either account has to from now on. With the first all other
    sign-ins end, as when one sets it up.
    """
    comes = second_of(db, both) is Second.COMES
    for table in (Authenticator, Passkey, RecoveryCode):
        theirs = table.user_id == both.going.id
        if comes:
            db.execute(update(table).where(theirs).values(user_id=both.staying.id))
        else:
            db.execute(delete(table).where(theirs))
    if comes:
        accounts.end_others(db, both.staying)
