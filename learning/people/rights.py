"""Who is an admin. There is always one left: whoever takes the rights of another away."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import audit, recount
from learning.accounts import Person, Role, User
from learning.audit import Act
from learning.errors import NotAllowed
from learning.mailed_links import Site
from learning.people.asked import somebody_else
from learning.people.telling import tell


def make_admin(db: Session, admin: Person, user_id: int, *, reason: str, site: Site) -> None:
    """Make somebody an admin; one who is one already stays so and nothing changes.

    Raises `NotAllowed` and `NotFound` as `somebody_else` does.
    """
    person = somebody_else(db, admin, user_id)
    _refuse_former(db, admin)
    if _give(db, person, Role.ADMIN):
        audit.note(db, admin, Act.MAKE_ADMIN, about_id=user_id, reason=reason)
        said = "You are an admin now: you see statistics, and can help people with their accounts."
        tell(db, person, admin, said, reason, site)


def unmake_admin(db: Session, admin: Person, user_id: int, *, reason: str, site: Site) -> None:
    """Make an admin a learner; who is none stays so and nothing changes.

    Raises `NotAllowed` and `NotFound` as `somebody_else` does.
    """
    person = somebody_else(db, admin, user_id)
    _refuse_former(db, admin)
    if _give(db, person, Role.LEARNER):
        audit.note(db, admin, Act.UNMAKE_ADMIN, about_id=user_id, reason=reason)
        said = "You are no longer an admin. Your own work stays as it is."
        tell(db, person, admin, said, reason, site)


def _refuse_former(db: Session, admin: Person) -> None:
    """Raise `NotAllowed` if ``admin`` is none any more.

    All admins are held until the transaction ends: of two who unmake each other the second waits,
    and is refused.
    """
    query = select(User.id).where(User.role == Role.ADMIN).order_by(User.id).with_for_update()
    if admin.id not in db.scalars(query).all():
        raise NotAllowed("You are not an admin any more.")


def _give(db: Session, person: Person, role: Role) -> bool:
    """Give the role; tell whether it is another than before."""
    given = update(User).where(User.id == person.id, User.role != role).values(role=role)
    if db.scalar(given.returning(User.id)) is None:
        return False
    recount.mark(db, person.id)  # admins are not counted among learners
    return True
