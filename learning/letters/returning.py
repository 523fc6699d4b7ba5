"""The mail that says a letter has come back. Its text is never in it."""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from learning import clock, mail
from learning.accounts import User
from learning.db import Database
from learning.letters.tables import Letter
from learning.letters.write import key_of
from learning.mail import Kind


def return_due(database: Database, base_url: str) -> int:
    """Write a mail about every letter whose day has come; return how many.

    Each is written once, by however many workers at once. Nothing due costs one read and takes
    nobody’s turn to write.
    """
    with database.reading() as db:
        waiting = list(db.scalars(select(Letter.id).where(*_due()).order_by(Letter.opens_at)))
    told = 0
    for letter_id in waiting:
        with database.writing.begin() as db:
            told += _tell(db, letter_id, base_url)
    return told


def _due() -> tuple[ColumnElement[bool], ...]:
    return (Letter.opens_at <= clock.now(), Letter.told_at.is_(None))


def _tell(db: Session, letter_id: int, base_url: str) -> bool:
    """Claim one letter and write its mail; return False if another worker has it."""
    claim = update(Letter).where(*_due(), Letter.id == letter_id).values(told_at=clock.now())
    claimed = db.execute(claim.returning(Letter.user_id, Letter.opens_at)).first()
    if claimed is None:
        return False
    to = db.execute(select(User.name, User.email).where(User.id == claimed.user_id)).one()
    mail.send(
        db, to=to.email, user_id=claimed.user_id, kind=Kind.ACCOUNT,
        key=key_of(letter_id, claimed.opens_at),
        subject="A letter from you has come back",
        body=_words(to.name, letter_id, base_url),
    )  # fmt: skip
    return True


def _words(name: str, letter_id: int, base_url: str) -> str:
    where = f":\n{base_url}/journal/letters/{letter_id}" if base_url else ", in your journal."
    parts = (
        f"Hello {name},",
        "You once wrote a letter to yourself and asked to have it back today."
        f" You can open it here{where}",
        "Its words are not in this mail. Only you can read them, signed in.",
    )
    return "\n\n".join(parts) + "\n"
