"""People who are invited, and the mails to them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import invitations
from learning.accounts import Person
from learning.db import Database
from learning.invitations import Post, Reading
from learning.mail import Kind, Mail

BASE, SECRET, TITLE = "https://learn.example.org", "a key", "Listening"


def some(number: int, first: int = 0) -> Reading:
    """A list of so many addresses."""
    numbers = range(first, first + number)
    return invitations.read("\n".join(f"n{each}@example.org" for each in numbers))


def invited(database: Database, person: Person, organisation_id: int, read: Reading) -> int:
    with database.writing.begin() as db:
        return invitations.invite(db, person, organisation_id, read)


def write_due(database: Database, a_day: int = 500) -> int:
    return invitations.mail_due(database, lambda: Post(TITLE, BASE, SECRET), a_day)


def mails(db: Session) -> list[Mail]:
    return list(db.scalars(select(Mail).where(Mail.kind == Kind.INVITATION).order_by(Mail.id)))
