"""Writing a letter to oneself, opening it early, sending it on, throwing it away."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from learning import clock, mail
from learning.accounts import Person, User
from learning.errors import Conflict, NotFound
from learning.letters.read import letter_for
from learning.letters.tables import Letter

LONGEST = 10_000
"""Characters of a letter."""
MOST = 100
"""Letters a person may have at once, sealed or back."""


def write(db: Session, person: Person, text: str, opens_at: datetime) -> int:
    """Keep a letter of ``person`` until ``opens_at`` and return its number.

    The same text for the same moment is the same letter: sending it twice makes no second one.
    Raises `Conflict` for one more than `MOST`.
    """
    _hold(db, person)
    own = (Letter.user_id == person.id,)
    same = select(Letter.id).where(*own, Letter.text == text, Letter.opens_at == opens_at)
    if (existing := db.scalar(same)) is not None:
        return existing
    if (db.scalar(select(func.count()).select_from(Letter).where(*own)) or 0) >= MOST:
        raise Conflict(f"You have {MOST} letters here. Throw one away first")
    row = {
        "user_id": person.id, "text": text, "written_at": clock.now(), "opens_at": opens_at,
    }  # fmt: skip
    return db.execute(insert(Letter).values(row).returning(Letter.id)).scalar_one()


def open_now(db: Session, person: Person, letter_id: int) -> None:
    """Break the seal before the day; a letter that is back already stays as it is.

    No mail will come about it. Raises `NotFound` for a letter that is not one’s own.
    """
    letter_for(db, person, letter_id)
    now = clock.now()
    sealed = (Letter.id == letter_id, Letter.opens_at > now)
    db.execute(update(Letter).where(*sealed).values(opens_at=now, told_at=now))


def send_on(db: Session, person: Person, letter_id: int, opens_at: datetime) -> None:
    """Seal the letter until another moment; twice changes nothing.

    A mail about the former day that has not gone is taken back. Raises `NotFound` for a letter that
    is not one’s own.
    """
    before = letter_for(db, person, letter_id)
    if before.opens_at == opens_at:
        return
    mail.take_back(db, [key_of(letter_id, before.opens_at)])
    values = {"opens_at": opens_at, "told_at": None}
    db.execute(update(Letter).where(Letter.id == letter_id).values(values))


def discard(db: Session, person: Person, letter_id: int) -> None:
    """Throw a letter away for good, with its mail if that has not gone; twice changes nothing."""
    own = (Letter.id == letter_id, Letter.user_id == person.id)
    opens_at = db.scalar(delete(Letter).where(*own).returning(Letter.opens_at))
    if opens_at is not None:
        mail.take_back(db, [key_of(letter_id, opens_at)])


def key_of(letter_id: int, opens_at: datetime) -> str:
    """Return what the mail about a letter is the only one for: its coming back that day."""
    return f"letter/{letter_id}/{opens_at:%Y-%m-%dT%H:%M}"


def _hold(db: Session, person: Person) -> None:
    """Hold the account until the transaction ends, so that two windows act one after the other."""
    if db.scalar(select(User.id).where(User.id == person.id).with_for_update()) is None:
        raise NotFound("This account is gone.")
