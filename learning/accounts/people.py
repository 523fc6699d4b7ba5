"""Making an account and changing what is on it."""

import re
import unicodedata

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning import clock, recount
from learning.accounts.sign_ins import Person
from learning.accounts.tables import Role, User
from learning.errors import Conflict

LONGEST_NAME = 120
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@(?:[\w-]+\.)+[\w-]{2,}")


def normal_email(email: str) -> str:
    """Return the one form in which an address is kept and compared.

    A domain leads to one place however its letters are drawn; before it, each sign counts.
    """
    name, at, domain = unicodedata.normalize("NFC", email).strip().lower().rpartition("@")
    return f"{name}{at}{unicodedata.normalize('NFKC', domain).lower()}"


def is_email(email: str) -> bool:
    """Tell whether ``email`` has the shape of an address that mail can reach."""
    whole = len(email) <= LONGEST_EMAIL and email.strip().isprintable()
    return whole and _EMAIL.fullmatch(normal_email(email)) is not None


def register(
    db: Session, *, email: str, name: str, password_hash: str, role: Role = Role.LEARNER
) -> int:
    """Create an account and return its id.

    The password comes hashed, since hashing is slow and this holds the writers' turn. Raises
    `Conflict` if the address has an account.
    """
    row = {
        "email": normal_email(email),
        "name": name.strip(),
        "password_hash": password_hash,
        "role": role,
        "joined_at": clock.now(),
    }
    try:
        with db.begin_nested():
            user_id = db.execute(insert(User).values(row).returning(User.id)).scalar_one()
    except IntegrityError:
        raise Conflict(
            "There is an account with this address. Sign in, or use another address"
        ) from None
    recount.mark(db, user_id)
    return user_id


def rename(db: Session, person: Person, name: str) -> None:
    """Change the name on the account; certificates already issued keep theirs."""
    db.execute(update(User).where(User.id == person.id).values(name=name.strip()))


def change_email(db: Session, person: Person, email: str) -> None:
    """Change the address one signs in with; the caller has had it proven who they are.

    That mail to it reaches them is not known then.
    Raises `Conflict` if the address has an account.
    """
    changed = {"email": normal_email(email), "confirmed_at": None}
    try:
        with db.begin_nested():
            db.execute(update(User).where(User.id == person.id).values(changed))
    except IntegrityError:
        raise Conflict("There is an account with this address. Use another address") from None


def change_password(db: Session, person: Person, password_hash: str) -> None:
    """Change the password; the caller has had the present one proven."""
    db.execute(update(User).where(User.id == person.id).values(password_hash=password_hash))
