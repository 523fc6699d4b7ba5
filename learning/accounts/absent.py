"""People who are not signed in here: what is done for them, by others or by the worker."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts.sign_ins import Person
from learning.accounts.tables import User


def absent_person(db: Session, user_id: int) -> Person | None:
    """Return the person with this account, as who is not signed in, or None; one query."""
    query = select(User.id, User.name, User.email, User.role, User.joined_at, User.confirmed_at)
    row = db.execute(query.where(User.id == user_id)).first()
    now = clock.now()
    return row and Person(
        **row._asdict(), sign_in="", used_at=now, started_at=now, proved_at=now, second_at=None
    )
