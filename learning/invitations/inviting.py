"""Inviting the people on a list, and what became of the mails: never of the people."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from learning import clock, organisations
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import NotAllowed
from learning.invitations.links import GOOD_FOR
from learning.invitations.reading import Guest, Mistake, Reading
from learning.invitations.tables import Invitation
from learning.organisations import Organisation

MOST_WAITING = 2_000
"""Invitations of one organisation whose mails have not been written yet."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """The invitations of an organisation that are not over."""

    invited: int
    waiting: int
    """Those whose mails will be written in the days to come."""


def so_far(db: Session, organisation_id: int) -> SoFar:
    """Return how many are invited and how many of them wait for their mail; one query."""
    mailed = func.count(Invitation.mailed_at)
    invited, written = db.execute(
        select(func.count(Invitation.id), mailed).where(*_of(organisation_id))
    ).one()
    return SoFar(invited, invited - written)


def look_over(db: Session, organisation_id: int, read: Reading) -> Reading:
    """Return whom of a list the organisation can invite now, and why not the others; two queries.

    Whether somebody has an account makes no difference.
    """
    emails = [guest.email for guest in read.guests]
    known = select(Invitation.email).where(*_of(organisation_id), Invitation.email.in_(emails))
    invited = set(db.scalars(known))
    twice = [
        Mistake(guest.line, f"“{guest.email}” is invited already")
        for guest in read.guests
        if guest.email in invited
    ]
    guests = tuple(guest for guest in read.guests if guest.email not in invited)
    room = max(0, MOST_WAITING - so_far(db, organisation_id).waiting)
    words = f"Too many: {MOST_WAITING:,} can wait for their mail at a time. Try again tomorrow"
    late = [Mistake(guest.line, words) for guest in guests[room:]]
    mistakes = sorted([*read.mistakes, *twice, *late], key=lambda mistake: mistake.line)
    return replace(read, guests=guests[:room], mistakes=tuple(mistakes))


def invite(db: Session, person: Person, organisation_id: int, read: Reading) -> int:
    """Invite whoever can be invited, and return how many; the mails are written later.

    Twice invites nobody twice. Raises `NotAllowed` for who is neither an admin nor looks after the
    organisation, and `NotFound` if there is none.
    """
    organisation = organisations.keep(db, organisation_id)
    if not person.is_admin and organisations.administered_by(db, person) != organisation:
        raise NotAllowed("You do not look after this organisation.")
    guests = look_over(db, organisation.id, read).guests
    if guests:
        db.execute(
            insert_or(db, Invitation).on_conflict_do_nothing(),
            [_row(organisation.id, person, guest) for guest in guests],
        )
    return len(guests)


def _row(organisation_id: int, person: Person, guest: Guest) -> dict[str, object]:
    return {
        "organisation_id": organisation_id, "email": guest.email, "name": guest.name,
        "by_id": person.id, "made_at": clock.now(),
    }  # fmt: skip


def _of(organisation_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the condition of what is not over, of the organisation and those merged into it."""
    here = or_(Organisation.id == organisation_id, Organisation.merged_into == organisation_id)
    ids = select(Organisation.id).where(here)
    return Invitation.organisation_id.in_(ids), Invitation.made_at > clock.now() - GOOD_FOR
