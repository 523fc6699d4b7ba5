"""An admin says that several names mean one organisation; the record says who and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from learning import clock, recount
from learning.accounts import Person, User
from learning.errors import Conflict, NotAllowed, NotFound
from learning.organisations.finding import Known
from learning.organisations.tables import (
    Organisation,
    OrganisationAdmin,
    OrganisationMerge,
    Profile,
)

LONGEST_REASON = 500
MOST_AT_ONCE = 20
MERGES_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Spelled(Known):
    """An organisation with every way in which it was typed, its own name first."""

    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeView:
    """The record of one merge."""

    name: str
    into_name: str
    admin: str | None
    """None once the account is gone."""
    merged_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Merges:
    """A page of the record."""

    merges: tuple[MergeView, ...]
    number: int
    pages: int


def merge(db: Session, admin: Person, into: int, others: Collection[int], reason: str) -> int:
    """Let ``into`` stand for ``others`` and all their spellings; twice changes nothing.

    Returns how many names stand no more because of it. Whoever chose one of them belongs to
    ``into`` from now on, and is counted again; whoever looked after one looks after ``into``.
    Raises `NotAllowed` for who is no admin, `NotFound` if one does not exist, and `Conflict` if one
    was merged into another meanwhile.
    """
    if not admin.is_admin:
        raise NotAllowed("Only admins merge organisations.")
    moved = _hold(db, into, set(others) - {into})
    if not moved:
        return 0
    leads_there = or_(Organisation.id.in_(moved), Organisation.merged_into.in_(moved))
    db.execute(update(Organisation).where(leads_there).values(merged_into=into))
    theirs = update(Profile).where(Profile.organisation_id.in_(moved))
    people = db.scalars(theirs.values(organisation_id=into).returning(Profile.user_id)).all()
    recount.mark(db, *people)
    looked_after = update(OrganisationAdmin).where(OrganisationAdmin.organisation_id.in_(moved))
    db.execute(looked_after.values(organisation_id=into))
    kept = {
        "into_id": into, "admin_id": admin.id, "merged_at": clock.now(), "reason": reason.strip(),
    }  # fmt: skip
    db.execute(insert(OrganisationMerge), [kept | {"organisation_id": each} for each in moved])
    return len(moved)


def spelled(db: Session, ids: Collection[int]) -> tuple[Spelled, ...]:
    """Return these organisations with their spellings, by name; one query.

    One that was merged is the one that stands for it now; what does not exist is left out.
    """
    asked, spelling, goal = (aliased(Organisation) for _ in range(3))
    goals = select(func.coalesce(asked.merged_into, asked.id)).where(asked.id.in_(ids))
    query = (
        select(goal.id, goal.name, spelling.id.label("spelling_id"), spelling.name.label("spelt"))
        .join(spelling, or_(spelling.id == goal.id, spelling.merged_into == goal.id))
        .where(goal.id.in_(goals))
        .order_by(goal.key, spelling.id != goal.id, spelling.key)
    )
    found: dict[Known, list[str]] = {}
    for row in db.execute(query):
        found.setdefault(Known(row.id, row.name), []).append(row.spelt)
    return tuple(Spelled(known.id, known.name, tuple(names)) for known, names in found.items())


def merges(db: Session, number: int) -> Merges:
    """Return a page of what was merged, the latest first; two queries.

    A page that is not there is the nearest that is.
    """
    total = db.scalar(select(func.count()).select_from(OrganisationMerge)) or 0
    pages = max(1, -(-total // MERGES_ON_A_PAGE))
    number = max(1, min(number, pages))
    moved, into = aliased(Organisation), aliased(Organisation)
    query = (
        select(moved.name, into.name.label("into_name"), User.name.label("admin"))
        .add_columns(OrganisationMerge.merged_at, OrganisationMerge.reason)
        .select_from(OrganisationMerge)
        .join(moved, moved.id == OrganisationMerge.organisation_id)
        .join(into, into.id == OrganisationMerge.into_id)
        .outerjoin(User, User.id == OrganisationMerge.admin_id)
        .order_by(OrganisationMerge.id.desc())
        .limit(MERGES_ON_A_PAGE)
        .offset((number - 1) * MERGES_ON_A_PAGE)
    )
    return Merges(tuple(MergeView(**row._asdict()) for row in db.execute(query)), number, pages)


def _hold(db: Session, into: int, others: set[int]) -> list[int]:
    """Hold all of them until the transaction ends; return those not merged into ``into`` yet."""
    query = select(Organisation.id, Organisation.merged_into)
    query = query.where(Organisation.id.in_({into, *others})).order_by(Organisation.id)
    goals = {row.id: row.merged_into for row in db.execute(query.with_for_update())}
    if goals.keys() != {into, *others}:
        raise NotFound("One of these organisations is not there any more.")
    if goals.pop(into) is not None or {*goals.values()} - {None, into}:
        raise Conflict("One of these was merged meanwhile. Look at them again")
    return [each for each, goal in goals.items() if goal is None]
