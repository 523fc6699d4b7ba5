"""Who comes in through which provider: looking it up, connecting, ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning import accounts, clock, mail
from learning.accounts import Person, User
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.mail import Kind
from learning.providers import Provider
from learning.single_sign_on.coming import Arrival
from learning.single_sign_on.tables import Identity


@dataclass(frozen=True, slots=True)
class IdentityView:
    """One provider through which somebody comes in."""

    id: int
    issuer: str
    email: str
    linked_at: datetime


def known_as(db: Session, arrival: Arrival) -> int | None:
    """Return the account that has come in so before, by issuer and subject; one query."""
    is_theirs = (Identity.issuer == arrival.issuer, Identity.subject == arrival.subject)
    return db.scalar(select(Identity.user_id).where(*is_theirs))


def has_account(db: Session, email: str) -> bool:
    """Tell whether an address has an account; only for who has proven the address; one query."""
    return db.scalar(select(User.id).where(User.email == email)) is not None


def identities_of(db: Session, user_id: int) -> list[IdentityView]:
    """Return through whom the person can come in, oldest first; one query."""
    columns = (Identity.id, Identity.issuer, Identity.email, Identity.linked_at)
    query = select(*columns).where(Identity.user_id == user_id).order_by(Identity.id)
    return [IdentityView(*row) for row in db.execute(query)]


def providers_of(db: Session, user_id: int, providers: Sequence[Provider]) -> list[Provider]:
    """Return those of ``providers`` through which the person can come in; one query."""
    issuers = set(db.scalars(select(Identity.issuer).where(Identity.user_id == user_id)))
    return [provider for provider in providers if provider.issuer in issuers]


def connect(db: Session, user_id: int, arrival: Arrival, provider: Provider) -> None:
    """Have the account open to whoever is ``arrival``; the owner of both has proven both.

    A second time changes nothing. Tells the owner by mail. Raises `Conflict` if another account
    is connected.
    """
    row = {
        "user_id": user_id,
        "issuer": arrival.issuer,
        "subject": arrival.subject,
        "email": arrival.email,
        "linked_at": clock.now(),
    }
    new = insert_or(db, Identity).values(row).on_conflict_do_nothing().returning(Identity.id)
    if db.scalar(new) is not None:
        _tell(db, user_id, f"can now be opened through {provider.name}")
    elif known_as(db, arrival) != user_id:
        raise Conflict(
            f"This sign-in at {provider.name} is connected to another account. Sign in there"
            " through it, and disconnect it first."
        )


def join(db: Session, arrival: Arrival, name: str, provider: Provider) -> int:
    """Make an account without a password for who is new, and return its id.

    Only for an address that is proven. Raises `Conflict` if it has an account by now.
    """
    if not arrival.is_proven:
        raise Conflict("This address is not proven. Create an account as usual, then connect it.")
    user_id = accounts.register(db, email=arrival.email, name=name, password_hash="")
    db.execute(update(User).where(User.id == user_id).values(confirmed_at=clock.now()))
    connect(db, user_id, arrival, provider)
    return user_id


def disconnect(
    db: Session, person: Person, identity_id: int, providers: Sequence[Provider], *, by_mail: bool
) -> None:
    """Close this way in and tell the owner by mail.

    ``providers`` are those of today, ``by_mail`` says whether links can be mailed: other ways in.
    Raises `NotFound` for what is not connected (any more), and `Conflict` for the last way in.
    """
    held = select(User.password_hash).where(User.id == person.id).with_for_update()
    has_password = bool(db.scalar(held))  # held: of two at once, each would think the other stays
    theirs = {identity.id: identity for identity in identities_of(db, person.id)}
    if not (gone := theirs.pop(identity_id, None)):
        raise NotFound("That is not connected any more.")
    names = {provider.issuer: provider.name for provider in providers}
    if not (has_password or by_mail or any(other.issuer in names for other in theirs.values())):
        raise Conflict(
            "This is the only way into your account, so it stays. Connect another first, or ask"
            " whoever runs this programme for a password."
        )
    db.execute(delete(Identity).where(Identity.id == identity_id))
    _tell(db, person.id, f"can no longer be opened through {names.get(gone.issuer, gone.issuer)}")


def disconnect_all(db: Session, user_id: int) -> None:
    """Close every such way in; the caller tells the owner. A second call does nothing."""
    db.execute(delete(Identity).where(Identity.user_id == user_id))


def _tell(db: Session, user_id: int, what: str) -> None:
    """Mail the owner what changed, so that they notice what they did not do themselves."""
    to = db.execute(select(User.name, User.email).where(User.id == user_id)).one()
    mail.send(
        db,
        to=to.email,
        user_id=user_id,
        kind=Kind.ACCOUNT,
        subject="A change in how you sign in",
        body=f"Hello {to.name},\n\nYour account {what}.\n\nIf you did this, or asked for it, there"
        " is nothing to do. If not, sign in, change your password, sign out everywhere else, and"
        " tell whoever runs this programme.\n",
    )
