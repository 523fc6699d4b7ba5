"""Finding somebody who has written in: by address, name or the number of a certificate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from learning import audit
from learning.accounts import Person, User, normal_email
from learning.audit import Act
from learning.certificates import Certificate, bare
from learning.errors import NotAllowed

SHORTEST_QUERY = 2
LONGEST_QUERY = 200
"""Characters."""
MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody among those that were found."""

    id: int
    name: str
    email: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """Whom a search has found."""

    people: tuple[Found, ...]
    is_cut: bool
    """Whether there are more of them than are shown."""


def find(db: Session, admin: Person, text: str, reason: str) -> Result:
    """Return who has this address, name or certificate, by name; write down that it was asked.

    What was looked for is not written down: it would stay when the account is gone. Two
    statements. Raises `NotAllowed` for who is no admin and for less than two characters.
    """
    if not admin.is_admin:
        raise NotAllowed("Only admins look for people.")
    if len(text.strip()) < SHORTEST_QUERY:
        raise NotAllowed(f"Write at least {SHORTEST_QUERY} characters to look for.")
    query = select(User.id, User.name, User.email, User.joined_at).where(_is_meant(text))
    rows = db.execute(query.order_by(func.lower(User.name), User.id).limit(MOST_FOUND + 1)).all()
    people = tuple(Found(*row) for row in rows[:MOST_FOUND])
    is_cut = len(rows) > MOST_FOUND
    about = f"more than {MOST_FOUND} found" if is_cut else f"{len(people)} found"
    audit.note(db, admin, Act.FIND_PEOPLE, about=about, reason=reason)
    return Result(people, is_cut)


def _is_meant(text: str) -> ColumnElement[bool]:
    holder = select(Certificate.user_id).where(Certificate.code == bare(text))
    return or_(
        User.email.contains(normal_email(text), autoescape=True),
        and_(*(or_(*_in_name(word)) for word in text.split())),
        User.id.in_(holder),
    )


def _in_name(word: str) -> Iterator[ColumnElement[bool]]:
    """Yield the ways in which a name can have ``word``: SQLite’s `lower` knows A to Z only."""
    yield func.lower(User.name).contains(word.lower(), autoescape=True)
    if not word.isascii():
        for spelt in {word, word.lower(), word.upper(), word.capitalize()}:
            yield User.name.contains(spelt, autoescape=True)
