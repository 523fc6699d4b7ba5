"""Inviting the people on a list, and how many were read: never what became of anybody.

Nothing here depends on whether an address was invited already: who asks for the same once more
would learn from the one that is free again that somebody had an account, and has gone or moved.
"""

import secrets
from collections.abc import Set
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from learning import clock, organisations
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import NotAllowed
from learning.invitations.links import GOOD_FOR
from learning.invitations.reading import Guest, Mistake, Reading
from learning.invitations.tables import Invitation, of_organisation

MOST_WAITING = 2_000
"""Addresses of one organisation that have not had their turn yet."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """The addresses that were read for an organisation in so many days, each time anew."""

    read: int
    waiting: int
    """Those whose turn will be in the days to come."""


def so_far(db: Session, organisation_id: int) -> SoFar:
    """Return how many addresses were read and how many of them wait for their turn; one query."""
    had = func.count(Invitation.mailed_at)
    read, over = db.execute(
        select(func.count(Invitation.id), had).where(*_of(organisation_id))
    ).one()
    return SoFar(read, read - over)


def look_over(db: Session, organisation_id: int, read: Reading) -> Reading:
    """Return whom of a list the organisation can ask for now, and why not the others; one query.

    Whether somebody has an account, or was invited already, makes no difference.
    """
    room = max(0, MOST_WAITING - so_far(db, organisation_id).waiting)
    words = f"Too many: {MOST_WAITING:,} can wait for their mail at a time. Try again tomorrow"
    late = [Mistake(guest.line, words) for guest in read.guests[room:]]
    mistakes = sorted([*read.mistakes, *late], key=lambda mistake: mistake.line)
    return replace(read, guests=read.guests[:room], mistakes=tuple(mistakes))


def invite(db: Session, person: Person, organisation_id: int, read: Reading) -> int:
    """Give each address a turn, and return how many were read; the mails are written later.

    Who was invited already is mailed no second time. Raises `NotAllowed` for who is neither an
    admin nor looks after the organisation, and `NotFound` if there is none.
    """
    organisation = organisations.keep(db, organisation_id)
    if not person.is_admin and organisations.administered_by(db, person) != organisation:
        raise NotAllowed("You do not look after this organisation.")
    guests = look_over(db, organisation.id, read).guests
    if guests:
        invited = _invited(db, organisation.id, guests)
        db.execute(
            insert_or(db, Invitation).on_conflict_do_nothing(),
            [_row(organisation.id, person, guest, invited) for guest in guests],
        )
    return len(guests)


def _invited(db: Session, organisation_id: int, guests: tuple[Guest, ...]) -> set[str]:
    theirs = Invitation.email.in_([guest.email for guest in guests])
    return set(db.scalars(select(Invitation.email).where(of_organisation(organisation_id), theirs)))


def _row(
    organisation_id: int, person: Person, guest: Guest, invited: Set[str]
) -> dict[str, object]:
    is_nobodys = guest.email in invited
    return {
        "organisation_id": organisation_id,
        "email": secrets.token_hex(16) if is_nobodys else guest.email,
        "name": "" if is_nobodys else guest.name,
        "by_id": person.id, "made_at": clock.now(),
    }  # fmt: skip


def _of(organisation_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the condition of what is not over, of the organisation and those merged into it."""
    return of_organisation(organisation_id), Invitation.made_at > clock.now() - GOOD_FOR
