"""Showing one entry of one’s journal to a team, and taking it back."""

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.journal import Entry
from learning.sharing.tables import Share
from learning.teams import Membership, roll, team_for


def share(db: Session, person: Person, entry_id: int, team_id: int) -> None:
    """Show an entry of one’s own to a team, always as it stands; twice changes nothing.

    Raises `NotFound` for an entry that is not one’s own or a team one is not on, in the same words
    whether they exist or not, and `Conflict` if the team is closed.
    """
    _hold_own(db, person, entry_id)
    if roll.hold(db, person, team_id) is not None:
        raise Conflict("This team is closed, so nothing more can be shared with it.")
    row = {"entry_id": entry_id, "team_id": team_id, "shared_at": clock.now()}
    own = (Membership.team_id == team_id, Membership.user_id == person.id)
    joined_at = select(Membership.joined_at).where(*own).scalar_subquery()
    new = insert_or(db, Share).values(row)
    db.execute(
        new.on_conflict_do_update(
            index_elements=["entry_id", "team_id"],
            set_={"shared_at": new.excluded.shared_at},
            where=Share.shared_at < joined_at,  # left over from an earlier time on the team
        )
    )
    _mark(db, entry_id)


def withdraw(db: Session, person: Person, entry_id: int, team_id: int) -> None:
    """Take an entry back from a team, also from a closed one; twice changes nothing.

    Raises `NotFound` as `share` does.
    """
    _hold_own(db, person, entry_id)
    team_for(db, person, team_id)
    db.execute(delete(Share).where(Share.entry_id == entry_id, Share.team_id == team_id))
    _mark(db, entry_id)


def _hold_own(db: Session, person: Person, entry_id: int) -> None:
    """Hold the entry until the transaction ends, so that two windows act one after the other."""
    own = select(Entry.id).where(Entry.id == entry_id, Entry.user_id == person.id)
    if db.scalar(own.with_for_update()) is None:
        raise NotFound("There is no such entry in your journal.")


def _mark(db: Session, entry_id: int) -> None:
    """Note on the entry whether it is shared at all, so that its pages know without asking."""
    is_shared = exists().where(Share.entry_id == entry_id)
    db.execute(update(Entry).where(Entry.id == entry_id).values(is_shared=is_shared))
