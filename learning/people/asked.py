"""Who does something for whom: an admin, for somebody else."""

from sqlalchemy.orm import Session

from learning.accounts import Person, absent_person
from learning.errors import NotAllowed, NotFound


def somebody_else(db: Session, admin: Person, user_id: int) -> Person:
    """Return the person with this account; one query.

    Raises `NotAllowed` for who is no admin and for one’s own account, which has its own page, and
    `NotFound` if there is none.
    """
    if not admin.is_admin:
        raise NotAllowed("Only admins do this.")
    if admin.id == user_id:
        raise NotAllowed("This is your own account. Use your account page, or ask another admin.")
    person = absent_person(db, user_id)
    if person is None:
        raise NotFound("There is no account with this number. It may have been deleted.")
    return person
