"""Who looks after one organisation: they see its counts, and may invite its people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person, User
from learning.db import insert_or
from learning.errors import Conflict
from learning.organisations.finding import Known
from learning.organisations.standing import keep
from learning.organisations.tables import Organisation, OrganisationAdmin


@dataclass(frozen=True, slots=True)
class AdminView:
    """Somebody who looks after an organisation."""

    user_id: int
    name: str
    email: str
    given_at: datetime


def administered_by(db: Session, person: Person) -> Known | None:
    """Return the organisation that the person looks after, or None; one query."""
    query = (
        select(Organisation.id, Organisation.name)
        .join(OrganisationAdmin, OrganisationAdmin.organisation_id == Organisation.id)
        .where(OrganisationAdmin.user_id == person.id)
    )
    row = db.execute(query).first()
    return Known(row.id, row.name) if row else None


def admins_of(db: Session, organisation_id: int) -> tuple[AdminView, ...]:
    """Return who looks after it, by name; one query."""
    query = (
        select(User.id, User.name, User.email, OrganisationAdmin.given_at)
        .join(OrganisationAdmin, OrganisationAdmin.user_id == User.id)
        .where(OrganisationAdmin.organisation_id == organisation_id)
        .order_by(User.name, User.id)
    )
    return tuple(AdminView(*row) for row in db.execute(query))


def make_admin(db: Session, organisation_id: int, user_id: int) -> bool:
    """Let an account look after an organisation; tell whether it did not before.

    Raises `NotFound` if there is no such organisation, and `Conflict` if they look after another.
    """
    organisation = keep(db, organisation_id)
    row = {"user_id": user_id, "organisation_id": organisation.id, "given_at": clock.now()}
    given = insert_or(db, OrganisationAdmin).values(row).on_conflict_do_nothing()
    if db.scalar(given.returning(OrganisationAdmin.user_id)) is not None:
        return True
    there = select(OrganisationAdmin.organisation_id).where(OrganisationAdmin.user_id == user_id)
    if db.scalar(there) != organisation.id:
        raise Conflict("They look after another organisation already. Take that away first")
    return False


def unmake_admin(db: Session, organisation_id: int, user_id: int) -> bool:
    """Take that away again; tell whether they had it."""
    theirs = (
        OrganisationAdmin.user_id == user_id,
        OrganisationAdmin.organisation_id == organisation_id,
    )
    taken = delete(OrganisationAdmin).where(*theirs).returning(OrganisationAdmin.user_id)
    return db.scalar(taken) is not None
