"""``learning admin add``: the first admin, and every later one."""

import sys
from getpass import getpass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning import accounts, recount
from learning.accounts import Role, SignIn, User
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.db import open_database
from learning.errors import NotAllowed, NotFound


@refusing
def add(email: str, name: str | None, *, from_stdin: bool) -> int:
    """Make ``email`` an admin; ask for a name and a password if there is no such account yet."""
    if not accounts.is_email(email):
        raise NotAllowed(f"{email} is not an email address. Give one like name@example.org.")
    email = accounts.normal_email(email)
    database = open_database(settings_from_environment().prepare().url)
    with database.reading() as db:
        known = db.scalar(select(User.id).where(User.email == email))
    hashed = "" if known else _new_password(email, name := name or _ask("Name: "), from_stdin)
    with database.writing.begin() as db:
        if known:
            _promote(db, known)
        else:
            accounts.register(
                db, email=email, name=name or email, password_hash=hashed, role=Role.ADMIN
            )
    database.close()
    print(f"{email} is an admin.")
    return 0


@refusing
def set_password(email: str, *, from_stdin: bool) -> int:
    """Give an account a new password and sign it out everywhere."""
    database = open_database(settings_from_environment().prepare().url)
    with database.reading() as db:
        found = db.execute(
            select(User.id, User.name).where(User.email == accounts.normal_email(email))
        ).first()
    if found is None:
        raise NotFound(f"There is no account with the address {email}.")
    hashed = _new_password(email, found.name, from_stdin)
    with database.writing.begin() as db:
        db.execute(update(User).where(User.id == found.id).values(password_hash=hashed))
        db.execute(delete(SignIn).where(SignIn.user_id == found.id))
    database.close()
    print(f"{email} has a new password and is signed out everywhere.")
    return 0


def _promote(db: Session, user_id: int) -> None:
    db.execute(update(User).where(User.id == user_id).values(role=Role.ADMIN))
    recount.mark(db, user_id)


def _ask(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise NotAllowed("Give the new account a name with --name.") from None


def _new_password(email: str, name: str, from_stdin: bool) -> str:
    password = sys.stdin.readline().rstrip("\n") if from_stdin else getpass("New password: ")
    if problem := accounts.password_problem(password, (name, email)):
        raise NotAllowed(f"{problem}.")
    return accounts.hash_password(password)
