"""What people can do themselves as long as they get in, done for those who cannot."""

from sqlalchemy.orm import Session

from learning import audit, mailed_links, own_data, second_factor
from learning.accounts import Person
from learning.audit import Act
from learning.mailed_links import Site
from learning.own_data import Where, Wish
from learning.people.asked import somebody_else


def send_new_password(db: Session, admin: Person, user_id: int, *, reason: str, site: Site) -> None:
    """Mail somebody a link to choose a new password with; the one sent before is over.

    Raises `NotAllowed` and `NotFound` as `somebody_else` does.
    """
    somebody_else(db, admin, user_id)
    mailed_links.send_new_password(db, user_id, site)
    audit.note(db, admin, Act.SEND_NEW_PASSWORD, about_id=user_id, reason=reason)


def forget_second_factor(db: Session, admin: Person, user_id: int, *, reason: str) -> None:
    """Take away every second factor, sign out everywhere and say so by mail.

    Where there is none nothing changes. Raises `NotAllowed` and `NotFound` as `somebody_else` does.
    """
    somebody_else(db, admin, user_id)
    if second_factor.forget(db, user_id):
        audit.note(db, admin, Act.FORGET_SECOND_FACTOR, about_id=user_id, reason=reason)


def begin_deletion(
    db: Session, admin: Person, user_id: int, wish: Wish, *, reason: str, where: Where
) -> None:
    """Have an account deleted in seven days, as its owner asked, who is told and can undo it.

    Doing it again keeps the day and takes the newer wish. Raises `NotAllowed` and `NotFound` as
    `somebody_else` does.
    """
    person = somebody_else(db, admin, user_id)
    own_data.depart(db, person, wish, where)
    audit.note(db, admin, Act.BEGIN_DELETION, about_id=user_id, reason=reason)
