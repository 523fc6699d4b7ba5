"""Showing one entry of one’s journal to a team, taking it back, and opening what others show."""

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.journal import Entry
from learning.sharing.tables import Opening, Share
from learning.sharing.views import STRANGER, to_reader
from learning.teams import Membership, roll, team_for


def share(db: Session, person: Person, entry_id: int, team_id: int) -> None:
    """Show an entry of one’s own to a team, always as it stands; twice changes nothing.

    Raises `NotFound` for an entry that is not one’s own or a team one is not on, in the same words
    whether they exist or not, and `Conflict` if the team is closed.
    """
    hold_own(db, person, entry_id)
    if roll.hold(db, person, team_id) is not None:
        raise Conflict("This team is closed, so nothing more can be shared with it.")
    own = (Membership.team_id == team_id, Membership.user_id == person.id)
    joined_at = select(Membership.joined_at).where(*own).scalar_subquery()
    this = (Share.entry_id == entry_id, Share.team_id == team_id)
    left_over = (*this, Share.shared_at < joined_at)  # from an earlier time on the team
    db.execute(delete(Share).where(*left_over))  # and who opened it then
    new = insert_or(db, Share).values(entry_id=entry_id, team_id=team_id, shared_at=clock.now())
    db.execute(new.on_conflict_do_nothing())
    _mark(db, entry_id)


def withdraw(db: Session, person: Person, entry_id: int, team_id: int) -> None:
    """Take an entry back from a team, also from a closed one; twice changes nothing.

    Raises `NotFound` as `share` does.
    """
    hold_own(db, person, entry_id)
    team_for(db, person, team_id)
    db.execute(delete(Share).where(Share.entry_id == entry_id, Share.team_id == team_id))
    _mark(db, entry_id)


def open_entry(db: Session, person: Person, team_id: int, entry_id: int) -> None:
    """Note that ``person`` opens what a teammate shares; twice, or one’s own, changes nothing.

    Raises `NotFound` for what is not shared with a team the person is on, in the words for all.
    """
    asked = to_reader(person, team_id).where(Share.entry_id == entry_id)
    row = db.execute(asked.with_for_update(read=True, of=Share)).first()
    if row is None:
        raise NotFound(STRANGER)
    if row.writer_id == person.id:
        return
    new = insert_or(db, Opening).values(
        entry_id=entry_id, team_id=team_id, user_id=person.id, opened_at=clock.now()
    )
    db.execute(new.on_conflict_do_nothing())


def hold_own(db: Session, person: Person, entry_id: int) -> None:
    """Hold the entry until the transaction ends, so that two windows act one after the other."""
    own = select(Entry.id).where(Entry.id == entry_id, Entry.user_id == person.id)
    if db.scalar(own.with_for_update()) is None:
        raise NotFound("There is no such entry in your journal.")


def _mark(db: Session, entry_id: int) -> None:
    """Note on the entry whether it is shared at all, so that its pages know without asking."""
    is_shared = exists().where(Share.entry_id == entry_id)
    db.execute(update(Entry).where(Entry.id == entry_id).values(is_shared=is_shared))
