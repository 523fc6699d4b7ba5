"""One’s own letters. Every query begins with the writer; a sealed text stays in the database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, case, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.errors import NotFound
from learning.letters.tables import Letter

LATELY = timedelta(days=14)
"""So long a letter that has come back stands on the home page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter as its writer sees it today."""

    id: int
    written_at: datetime
    opens_at: datetime
    text: str | None = field(repr=False)
    """None while it is sealed."""

    @property
    def is_sealed(self) -> bool:
        """Tell whether its day has not come."""
        return self.text is None

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/journal/letters/{self.id}"


def letters_of(db: Session, person: Person) -> tuple[LetterView, ...]:
    """Return all of one’s letters; one query. What is back comes first, then the next to come."""
    found = [_view(row) for row in db.execute(_query(person).order_by(Letter.opens_at, Letter.id))]
    back = [letter for letter in found if not letter.is_sealed]
    return (*reversed(back), *(letter for letter in found if letter.is_sealed))


def letter_for(db: Session, person: Person, letter_id: int) -> LetterView:
    """Return one of one’s letters; raise `NotFound` for anybody else’s. One query."""
    row = db.execute(_query(person).where(Letter.id == letter_id)).first()
    if row is None:
        raise NotFound("There is no such letter of yours.")
    return _view(row)


def back_lately(db: Session, person: Person) -> tuple[LetterView, ...]:
    """Return the letters that came back within a fortnight, the latest first; one query."""
    now = clock.now()
    lately = (Letter.opens_at <= now, Letter.opens_at > now - LATELY)
    query = _query(person).where(*lately).order_by(Letter.opens_at.desc(), Letter.id.desc())
    return tuple(_view(row) for row in db.execute(query))


def _query(person: Person) -> Select[*tuple[object, ...]]:
    unsealed = case((Letter.opens_at <= clock.now(), Letter.text))
    columns = (Letter.id, Letter.written_at, Letter.opens_at, unsealed.label("text"))
    return select(*columns).where(Letter.user_id == person.id)


def _view(row: Row[*tuple[object, ...]]) -> LetterView:
    return LetterView(**row._asdict())
