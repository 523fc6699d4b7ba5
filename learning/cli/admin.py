"""``learning admin``: who is an admin, and helping somebody in. Each act stands in the log."""

import sys
from getpass import getpass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import accounts, audit, recount, second_factor
from learning.accounts import Role, User
from learning.audit import Act
from learning.cli.opening import open_as_set
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.errors import NotAllowed, NotFound


@refusing
def add(email: str, name: str | None, reason: str, *, from_stdin: bool) -> int:
    """Make ``email`` an admin; ask for a name and a password if there is no such account yet.

    The first admin needs no reason. Who is one already stays so, and nothing is done.
    """
    if not accounts.is_email(email):
        raise NotAllowed(f"{email} is not an email address. Give one like name@example.org.")
    email = accounts.normal_email(email)
    database = open_as_set(settings_from_environment().prepare())
    with database.reading() as db:
        known = db.scalar(select(User.id).where(User.email == email))
        admins = db.scalars(select(User.id).where(User.role == Role.ADMIN)).all()
    if known is None or known not in admins:
        reason = _reason(reason, from_stdin) if admins else reason or "The first admin"
        hashed = "" if known else _new_password(email, name := name or _ask_name(), from_stdin)
        with database.writing.begin() as db:
            made = _promote(db, known) if known else _register(db, email, name or email, hashed)
            audit.note(db, None, Act.MAKE_ADMIN, about_id=made, reason=reason)
    database.close()
    print(f"{email} is an admin.")
    return 0


@refusing
def set_password(email: str, reason: str, *, from_stdin: bool) -> int:
    """Give an account a new password and sign it out everywhere."""
    database = open_as_set(settings_from_environment().prepare())
    with database.reading() as db:
        found = db.execute(
            select(User.id, User.name).where(User.email == accounts.normal_email(email))
        ).first()
    if found is None:
        raise NotFound(f"There is no account with the address {email}.")
    reason = _reason(reason, from_stdin)
    hashed = _new_password(email, found.name, from_stdin)
    with database.writing.begin() as db:
        db.execute(update(User).where(User.id == found.id).values(password_hash=hashed))
        accounts.end_all(db, found.id)
        audit.note(db, None, Act.SET_PASSWORD, about_id=found.id, reason=reason)
    database.close()
    print(f"{email} has a new password and is signed out everywhere.")
    return 0


@refusing
def forget_second_factor(email: str, reason: str) -> int:
    """Let somebody sign in without the second step they have lost, and sign them out everywhere."""
    if not reason.strip():
        raise NotAllowed("Say why with --reason: the log keeps it.")
    database = open_as_set(settings_from_environment().prepare())
    with database.writing.begin() as db:
        known = db.scalar(select(User.id).where(User.email == accounts.normal_email(email)))
        if known is None:
            raise NotFound(f"There is no account with the address {email}.")
        if not second_factor.forget(db, known):
            raise NotFound(f"{email} has no second step to sign in.")
        audit.note(db, None, Act.FORGET_SECOND_FACTOR, about_id=known, reason=reason)
    database.close()
    print(f"{email} signs in without a second step from now on, and is signed out everywhere.")
    return 0


def _promote(db: Session, user_id: int) -> int:
    db.execute(update(User).where(User.id == user_id).values(role=Role.ADMIN))
    recount.mark(db, user_id)
    return user_id


def _register(db: Session, email: str, name: str, hashed: str) -> int:
    return accounts.register(db, email=email, name=name, password_hash=hashed, role=Role.ADMIN)


def _reason(given: str, from_stdin: bool) -> str:
    """Return why it is done; never what waits on standard input, for that is a password."""
    missing = "Say why with --reason: the log keeps it."
    reason = given.strip() or ("" if from_stdin else _ask("Why, for the log: ", missing))
    if not reason:
        raise NotAllowed(missing)
    return reason


def _ask_name() -> str:
    return _ask("Name: ", "Give the new account a name with --name.")


def _ask(question: str, missing: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise NotAllowed(missing) from None


def _new_password(email: str, name: str, from_stdin: bool) -> str:
    password = sys.stdin.readline().rstrip("\n") if from_stdin else getpass("New password: ")
    here = settings_from_environment().called
    if problem := accounts.password_problem(password, (name, email), here):
        raise NotAllowed(f"{problem}.")
    return accounts.hash_password(password)
