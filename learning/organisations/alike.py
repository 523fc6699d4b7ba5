"""Which organisations may be the same: what somebody is asked, and what an admin is shown."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from learning.accounts import Person
from learning.organisations import naming
from learning.organisations.finding import Known
from learning.organisations.profile import profile_of
from learning.organisations.shown import is_shown
from learning.organisations.tables import Organisation

SUGGESTED = 5
"""As many are offered to somebody who types a name."""
COMPARED_ON_A_PAGE = 200
"""Organisations that are looked at for one page of doubles."""
_MOST_COMPARED = 300
"""Names that a typed one is compared with, the nearest first."""
_FAR = 10
"""With so many groups before it a name of one block is compared."""
_DOUBLE = 0.75
"""From this likeness on an admin is shown two together."""


@dataclass(frozen=True, slots=True)
class Doubles:
    """A page of groups of organisations that may be one."""

    groups: tuple[tuple[Known, ...], ...]
    number: int
    """Which page it is, the first is 1."""
    pages: int


def suggestions(db: Session, person: Person, name: str | None, few: int) -> tuple[Known, ...]:
    """Return which organisations ``name`` may mean, the likeliest first; two queries at most.

    Nothing if it is clear what it means: the person said so already, or it leads to one that may
    be shown. One that fewer than ``few`` people name is as if it did not exist, for whoever types
    and retypes could find out that it does.
    """
    if not name:
        return ()
    key = naming.key_of(name)
    said = profile_of(db, person)
    if said and said.organisation and naming.key_of(said.organisation) == key:
        return ()
    best: dict[Known, float] = {}
    for known, spelling in _may_be_alike(db, key, few):
        if spelling == key:
            return ()
        best[known] = max(best.get(known, 0.0), naming.likeness(key, spelling))
    likely = sorted((known for known in best if best[known] >= naming.LIKE), key=lambda k: -best[k])
    return tuple(likely[:SUGGESTED])


def doubles(db: Session, number: int) -> Doubles:
    """Return a page of organisations that may be one; two queries.

    Only names whose telling words begin alike are compared. A page that is not there is the
    nearest that is.
    """
    standing = Organisation.merged_into.is_(None)
    shared = select(Organisation.block).where(standing).group_by(Organisation.block)
    found = (standing, Organisation.block.in_(shared.having(func.count() > 1)))
    total = db.scalar(select(func.count()).select_from(Organisation).where(*found)) or 0
    pages = max(1, -(-total // COMPARED_ON_A_PAGE))
    number = max(1, min(number, pages))
    # Some of the page before are looked at again: two doubles may stand on either side.
    begins = max(0, (number - 1) * COMPARED_ON_A_PAGE - _FAR)
    query = (
        select(Organisation.id, Organisation.name, Organisation.key, Organisation.block)
        .where(*found)
        .order_by(Organisation.block, Organisation.key)
        .limit(COMPARED_ON_A_PAGE + _FAR)
        .offset(begins)
    )
    groups: dict[str, list[list[tuple[str, Known]]]] = {}
    for row in db.execute(query):
        _put(groups.setdefault(row.block, []), row.key, Known(row.id, row.name))
    alike = (group for block in groups.values() for group in block if len(group) > 1)
    return Doubles(tuple(tuple(known for _, known in group) for group in alike), number, pages)


def _may_be_alike(db: Session, key: str, few: int) -> list[tuple[Known, str]]:
    """Return spellings that are worth comparing with ``key``, itself first, and where they lead."""
    goal = aliased(Organisation)
    query = (
        select(Organisation.key, goal.id, goal.name)
        .join(goal, goal.id == func.coalesce(Organisation.merged_into, Organisation.id))
        .where(or_(*_in_its_block(key)), is_shown(goal, few))
        .order_by(Organisation.key != key, Organisation.block != naming.block_of(key))
        .order_by(func.abs(func.length(Organisation.key) - len(key)), Organisation.key)
        .limit(_MOST_COMPARED)
    )
    return [(Known(row.id, row.name), row.key) for row in db.execute(query)]


def _in_its_block(key: str) -> tuple[ColumnElement[bool], ...]:
    first = naming.first_of(naming.block_of(key))
    return (
        Organisation.key == key,
        Organisation.block == first,
        Organisation.block.startswith(f"{first} ", autoescape=True),
        Organisation.initials.in_(naming.read_as_initials(key)),
        Organisation.key.in_(naming.abbreviations_of(key)),
    )


def _put(groups: list[list[tuple[str, Known]]], key: str, known: Known) -> None:
    """Put a name to the first group it is like, or begin one."""
    for group in groups[-_FAR:]:
        if naming.likeness(group[0][0], key) >= _DOUBLE:
            group.append((key, known))
            return
    groups.append([(key, known)])
