"""Counting everybody from nothing, and comparing what is kept with what the raw rows say."""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Role, User
from learning.content import Programme
from learning.db import Database
from learning.recount import Recount
from learning.statistics.counting.batch import counted_as
from learning.statistics.counting.beginning import begin, start_anew
from learning.statistics.counting.count import count_waiting
from learning.statistics.counting.lanes import Lanes, lanes_of, packed
from learning.statistics.counting.rows import Key, kept_as, places_of
from learning.statistics.counting.sheet import Rules
from learning.statistics.groups import Attribute
from learning.statistics.marks import Family
from learning.statistics.tables import Counted, Counting, TallyRow

_AT_ONCE = 500
"""People whose raw rows are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Where what is kept is not what the raw rows say; there must be none."""

    people: tuple[int, ...]
    """Who is counted otherwise than they should be and does not wait to be counted again."""
    tallies: tuple[str, ...]
    """Sets of tallies that are not the sum of the people in them, e.g. ``progress by sector``."""
    waiting: int
    """How many wait to be counted; that is no drift."""

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.people or self.tallies)


def recount_all(database: Database, programme: Programme, time_zone: str) -> int:
    """Forget what was counted, count everybody, and return how many people that were.

    How numbers are rounded stays. Until it is done the dashboards say that counting goes on.
    """
    rules = Rules(programme, ZoneInfo(time_zone))
    begin(database, rules)
    with database.writing.begin() as db:
        start_anew(db, rules.shape)
        for table in (TallyRow, Counted):
            db.execute(delete(table))
    return count_waiting(database, programme, time_zone)


def compare(database: Database, programme: Programme, time_zone: str) -> Drift:
    """Return where what is kept differs from the raw rows, as they stand at one moment.

    It reads everything, a few hundred people at a time, and writes nothing.
    """
    rules = Rules(programme, ZoneInfo(time_zone))
    with database.reading() as db:
        if database.turn is None:  # SQLite reads one moment anyway
            db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        people, waiting = _people_in_drift(db, rules)
        return Drift(tuple(people), tuple(_tallies_in_drift(db)), waiting)


def _people_in_drift(db: Session, rules: Rules) -> tuple[list[int], int]:
    today = rules.day(clock.now())
    learners = db.scalars(select(User.id).where(User.role == Role.LEARNER))
    everybody = sorted({*learners, *db.scalars(select(Counted.user_id))})
    waiting = _waiting(db, rules, today, everybody)
    lanes = lanes_of(db)
    drift: list[int] = []
    for some in _chunks(person for person in everybody if person not in waiting):
        drift += _differing(db, rules, some, today, lanes)
    return drift, len(waiting)


def _waiting(db: Session, rules: Rules, today: date, everybody: Iterable[int]) -> set[int]:
    """Return who is to be counted again anyway."""
    counting = db.execute(select(Counting.shape, Counting.anew_after)).first()
    if counting is None or counting.shape != rules.shape:
        return set(everybody)
    waiting = set(db.scalars(select(Recount.user_id)))
    waiting |= set(db.scalars(select(Counted.user_id).where(Counted.active_until < today)))
    if counting.anew_after is not None:
        waiting |= {person for person in everybody if person > counting.anew_after}
    return waiting


def _differing(
    db: Session, rules: Rules, people: list[int], today: date, lanes: Lanes
) -> Iterator[int]:
    names = ("attributes", "marks", "active_until")
    should = counted_as(db, rules, people, today, lanes)
    query = select(Counted.user_id, *(getattr(Counted, name) for name in names))
    found = db.execute(query.where(Counted.user_id.in_(people)))
    kept = {row.user_id: row._asdict() for row in found}
    return (person for person in people if should.get(person) != kept.get(person))


def _tallies_in_drift(db: Session) -> Iterator[str]:
    """Yield the sets of tallies that are not the sum of their people; teams are counted whole.

    To keep every sum in memory would take a gigabyte for a million people. So each row is taken
    times a number drawn from its key, and only the sum of all rows is kept: it is nought if they
    agree, and if they do not only once in 2⁶⁴ times.
    """
    key = secrets.token_bytes(16)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    query = select(Counted.attributes, Counted.marks).execution_options(yield_per=_AT_ONCE)
    for attributes, marks in db.execute(query):
        for (family, month), number in packed(marks).items():
            for place in places_of(family, attributes):
                sums[family, place[0]] += number * _drawn(key, (family, month, *place))
    rows = select(TallyRow.key, TallyRow.counts).where(TallyRow.family != Family.TEAMS)
    for name, counts in db.execute(rows.execution_options(yield_per=_AT_ONCE)):
        family, month, *rest = name.split("|")
        place = tuple(rest)
        number = int.from_bytes(counts, "little")
        sums[family, place[0]] -= number * _drawn(key, (family, month, *place))
    return (_words(*which) for which, left in sorted(sums.items()) if left)


def _words(family: str, kept: str) -> str:
    told_apart = [name for name in Attribute if int(kept) & kept_as([name])]
    return f"{family} by {' and '.join(told_apart)}" if told_apart else f"{family} of everybody"


def _drawn(key: bytes, name: Key) -> int:
    digest = hashlib.blake2b("|".join(name).encode(), key=key, digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _chunks(people: Iterable[int]) -> Iterator[list[int]]:
    each = iter(people)
    while some := list(islice(each, _AT_ONCE)):
        yield some
