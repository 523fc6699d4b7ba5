"""Complaints of people without an account: nobody deletes it, so the worker forgets them."""

from datetime import timedelta

from sqlalchemy import ColumnElement, exists, select, update

from learning import clock
from learning.accounts import User
from learning.complaints.tables import Complaint
from learning.db import Database

KEPT = timedelta(days=2 * 365)
"""After the answer; then who it was and what they wrote is forgotten."""


def forget_answered(database: Database) -> int:
    """Empty the complaints of nobody’s account that were answered long ago; return how many.

    Number, dates and answer stay. What somebody wrote without signing in is of their account all
    the same, if that has the address and it is confirmed. Nothing to do costs one read.
    """
    with database.reading() as db:
        if db.scalar(select(Complaint.id).where(*_over()).limit(1)) is None:
            return 0
    unsaid = dict.fromkeys(("name", "email", "text"), "")
    with database.writing.begin() as db:
        forgotten = update(Complaint).where(*_over()).values(unsaid).returning(Complaint.id)
        return len(db.scalars(forgotten).all())


def _over() -> tuple[ColumnElement[bool], ...]:
    is_somebodys = exists().where(User.email == Complaint.email, User.confirmed_at.is_not(None))
    return (
        Complaint.user_id.is_(None),
        Complaint.answered_at <= clock.now() - KEPT,
        Complaint.text != "",
        ~is_somebodys,
    )
