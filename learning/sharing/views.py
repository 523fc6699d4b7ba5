"""What is shared with a team, asked through a member; and with whom one shares, by its writer.

An entry is shown to a team while its writer and its reader are both on it: every query here joins
the writer’s place there, and no query joins a copy, for there is none. Its text is shown to who has
opened it, which the writer sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Row, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from learning import journal
from learning.accounts import Person, User
from learning.content import Programme
from learning.errors import NotFound
from learning.journal import Entry, EntryView
from learning.sharing.tables import Opening, Share
from learning.teams import Membership, Team

STRANGER = "There is nothing here that was shared with you."
"""Said alike whether the entry exists, was never shared, or was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTitle:
    """One entry in the list of what a team has shared."""

    entry_id: int
    team_id: int
    title: str
    writer_id: int
    writer: str
    shared_at: datetime
    is_opened: bool
    """Whether whoever asks has opened it, or wrote it."""

    @property
    def path(self) -> str:
        """Return the address at which the team reads it."""
        return f"/teams/{self.team_id}/entries/{self.entry_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEntry:
    """One entry as a team reads it: as it stands, without earlier versions."""

    entry_id: int
    title: str
    entry: EntryView | None = field(repr=False)
    """None until whoever asks has opened it: nobody reads unseen."""
    writer_id: int
    writer: str
    shared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """That a teammate opened what one shares."""

    name: str | None
    """None for somebody who has left the team since."""
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShare:
    """A team that an entry of one’s own is shared with."""

    team_id: int
    team_name: str
    others: int
    """How many besides the writer are on the team today."""
    shared_at: datetime
    openings: tuple[Opened, ...] = ()
    """Who opened it, the first first; only where one entry is asked for."""


def shared_with(db: Session, person: Person, team_id: int) -> tuple[SharedTitle, ...]:
    """Return what the team’s members share with it, the latest first; one query.

    Nothing for somebody who is not on the team.
    """
    query = to_reader(person, team_id).order_by(Share.shared_at.desc(), Share.entry_id.desc())
    return tuple(SharedTitle(**row._asdict()) for row in db.execute(query))


def shared_entry(
    db: Session, person: Person, team_id: int, entry_id: int, programme: Programme
) -> SharedEntry:
    """Return one entry that is shared with a team the person is on; two queries.

    Until they have opened it, it comes without its text, in one query. Raises `NotFound` for
    everything else, always in the same words.
    """
    row = db.execute(to_reader(person, team_id).where(Share.entry_id == entry_id)).first()
    if row is None:
        raise NotFound(STRANGER)
    text = journal.entry_by(db, row.writer_id, entry_id, programme) if row.is_opened else None
    return SharedEntry(
        entry_id=entry_id,
        title=row.title,
        entry=text,
        writer_id=row.writer_id,
        writer=row.writer,
        shared_at=row.shared_at,
    )


def shares_of(db: Session, person: Person, entry_id: int) -> tuple[OwnShare, ...]:
    """Return with which teams the person shares one of their entries, the first first.

    Two queries with who opened it, or one if it is not shared. Nothing for an entry of somebody
    else.
    """
    query = _by_writer(person).where(Share.entry_id == entry_id)
    shares = [_own(row) for row in db.execute(query)]
    opened = _openings(db, entry_id) if shares else {}
    return tuple(replace(share, openings=opened.get(share.team_id, ())) for share in shares)


def shares_by_entry(db: Session, person: Person) -> Mapping[int, tuple[OwnShare, ...]]:
    """Return the same of all entries of the person that are shared, by entry id; one query."""
    found: dict[int, tuple[OwnShare, ...]] = {}
    for row in db.execute(_by_writer(person)):
        found[row.entry_id] = (*found.get(row.entry_id, ()), _own(row))
    return found


_Writer = aliased(Membership)
_Reader = aliased(Membership)
_WRITERS_PLACE = (
    (_Writer.team_id == Share.team_id)
    & (_Writer.user_id == Entry.user_id)
    & (_Writer.joined_at <= Share.shared_at)
)


def to_reader(person: Person, team_id: int) -> Select[*tuple[object, ...]]:
    """Return the query for all that ``person`` may open as a member of the team."""
    this = (Opening.entry_id == Share.entry_id) & (Opening.team_id == Share.team_id)
    has_opened = exists().where(this, Opening.user_id == person.id)
    return (
        select(
            Share.entry_id,
            Share.team_id,
            Entry.title,
            Entry.user_id.label("writer_id"),
            User.name.label("writer"),
            Share.shared_at,
            or_(Entry.user_id == person.id, has_opened).label("is_opened"),
        )
        .join(Entry, Entry.id == Share.entry_id)
        .join(User, User.id == Entry.user_id)
        .join(_Writer, _WRITERS_PLACE)
        .join(_Reader, (_Reader.team_id == Share.team_id) & (_Reader.user_id == person.id))
        .where(Share.team_id == team_id)
    )


def _by_writer(person: Person) -> Select[*tuple[object, ...]]:
    size = select(func.count()).where(Membership.team_id == Share.team_id).correlate(Share)
    return (
        select(
            Share.entry_id,
            Share.team_id,
            Team.name.label("team_name"),
            (size.scalar_subquery() - 1).label("others"),
            Share.shared_at,
        )
        .join(Entry, Entry.id == Share.entry_id)
        .join(Team, Team.id == Share.team_id)
        .join(_Writer, _WRITERS_PLACE)
        .where(Entry.user_id == person.id)
        .order_by(Share.shared_at, Share.team_id)
    )


def _openings(db: Session, entry_id: int) -> Mapping[int, tuple[Opened, ...]]:
    """Return who opened the entry, by team; by name who is on it still."""
    place = (Membership.team_id == Opening.team_id) & (Membership.user_id == Opening.user_id)
    query = (
        select(Opening.team_id, User.name, Opening.opened_at)
        .outerjoin(Membership, place)
        .outerjoin(User, User.id == Membership.user_id)
        .where(Opening.entry_id == entry_id)
        .order_by(Opening.opened_at, Opening.user_id)
    )
    found: dict[int, tuple[Opened, ...]] = {}
    for team_id, name, opened_at in db.execute(query):
        found[team_id] = (*found.get(team_id, ()), Opened(name=name, opened_at=opened_at))
    return found


def _own(row: Row[*tuple[object, ...]]) -> OwnShare:
    kept = row._asdict()
    del kept["entry_id"]
    return OwnShare(**kept)
