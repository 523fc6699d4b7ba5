"""One batch of counting: read whole, then written whole or not at all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Executable, delete, insert, select, union, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import User
from learning.db import insert_or
from learning.recount import Recount
from learning.statistics.counting.facts import facts_of
from learning.statistics.counting.lanes import Lanes, lanes_of, packed
from learning.statistics.counting.rows import NOBODY, Differences, Key, Part
from learning.statistics.counting.sheet import Rules, sheet_of
from learning.statistics.groups import Attribute
from learning.statistics.tables import Counted, Counting, Lane, TallyRow
from learning.statistics.tallies import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Who is to be counted next, and what says so."""

    batches: int
    """How many there were: while it is the same, nobody else has counted."""
    taken: tuple[int, ...]
    """Rows of `recount`."""
    anew_after: int | None
    """How far counting everybody anew will have come."""
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is to be written."""

    waiting: Waiting
    new_lanes: Sequence[Mapping[str, Any]]
    tallies: Sequence[Mapping[str, Any]]
    counted: Sequence[Mapping[str, Any]]
    gone: Sequence[int]
    """People who are not counted any more."""


def read_batch(db: Session, rules: Rules, size: int) -> Batch | None:
    """Return what to write for the next ``size`` people or fewer.

    None if nobody waits, or if by now people are counted by other rules.

    Sixteen statements at most. Who waits is read before anything about them: what is written in
    between is in neither or leaves a row of its own.
    """
    today = rules.day(clock.now())
    waiting = _waiting(db, rules, today, size)
    if waiting is None:
        return None
    lanes = lanes_of(db)
    sheets = counted_as(db, rules, waiting.people, today, lanes)
    differences = Differences()
    before = _before(db, waiting.people)
    for person in waiting.people:
        now = sheets.get(person)
        differences.add(before.get(person, NOBODY), _part(now) if now else NOBODY)
    return Batch(
        waiting=waiting,
        new_lanes=lanes.new,
        tallies=_tallies(db, differences),
        counted=list(sheets.values()),
        gone=[person for person in before if person not in sheets],
    )


def write_batch(db: Session, batch: Batch) -> bool:
    """Write it; return False, having written nothing, if somebody has counted since it was read."""
    waiting = batch.waiting
    is_next = update(Counting).where(Counting.batches == waiting.batches)
    numbers = {"batches": waiting.batches + 1, "anew_after": waiting.anew_after}
    is_mine = is_next.values(**numbers, counted_at=clock.now()).returning(Counting.id)
    if db.scalar(is_mine) is None:
        return False
    if batch.new_lanes:
        db.execute(insert(Lane), batch.new_lanes)
    _write_tallies(db, batch.tallies)
    if batch.counted:
        row = insert_or(db, Counted)
        names = ("attributes", "marks", "active_until")
        over = {name: row.excluded[name] for name in names}
        _execute(
            db, row.on_conflict_do_update(index_elements=["user_id"], set_=over), batch.counted
        )
    db.execute(delete(Counted).where(Counted.user_id.in_(batch.gone)))
    db.execute(delete(Recount).where(Recount.id.in_(waiting.taken)))
    return True


def _waiting(db: Session, rules: Rules, today: date, size: int) -> Waiting | None:
    """Return who is next, None if nobody.

    First whom writes have marked, then who is to be counted anew, then who is not active any more.
    """
    counting = select(Counting.batches, Counting.anew_after)
    found = db.execute(counting.where(Counting.shape == rules.shape)).first()
    if found is None:  # another process counts by another edition: it knows better
        return None
    batches, before = found
    marked = select(Recount.id, Recount.user_id).order_by(Recount.id).limit(size)
    taken = {row.id: row.user_id for row in db.execute(marked)}
    people = dict.fromkeys(taken.values())
    anew_after = before
    if before is not None and len(people) < size:
        anew = _after(db, before, size - len(people))
        anew_after = anew[-1] if anew else None
        people |= dict.fromkeys(anew)
    if len(people) < size:
        lapsed = select(Counted.user_id).where(Counted.active_until < today)
        people |= dict.fromkeys(db.scalars(lapsed.limit(size - len(people))))
    if not people and anew_after == before:
        return None
    return Waiting(batches=batches, taken=tuple(taken), anew_after=anew_after, people=tuple(people))


def _after(db: Session, user_id: int, size: int) -> list[int]:
    """Return the next ids of accounts, and of people who were counted."""
    ids = (
        select(column).where(column > user_id).order_by(column).limit(size).subquery()
        for column in (User.id, Counted.user_id)
    )
    both = union(*(select(each.c[0].label("id")) for each in ids)).subquery()
    return list(db.scalars(select(both.c.id).order_by(both.c.id).limit(size)))


def counted_as(
    db: Session, rules: Rules, people: Collection[int], today: date, lanes: Lanes
) -> dict[int, dict[str, Any]]:
    """Return the rows of `Counted` as they should be; none of who is not counted. Nine queries."""
    facts = facts_of(db, people, tuple(rules.exercises_by_name), rules.names_of_grids)
    rows = {}
    for person, known in facts.items():
        sheet = sheet_of(known, rules, today)
        rows[person] = {
            "user_id": person,
            "attributes": {str(name): value for name, value in sheet.attributes.items()},
            "marks": lanes.kept(sheet.marks),
            "active_until": sheet.active_until,
        }
    return rows


def _before(db: Session, people: Collection[int]) -> dict[int, Part]:
    query = select(Counted.user_id, Counted.attributes, Counted.marks)
    found = db.execute(query.where(Counted.user_id.in_(people)))
    return {row.user_id: Part(row.attributes, packed(row.marks)) for row in found}


def _part(row: Mapping[str, Any]) -> Part:
    return Part(row["attributes"], packed(row["marks"]))


def _tallies(db: Session, differences: Iterable[tuple[Key, int]]) -> list[dict[str, Any]]:
    """Return the rows that change, as they will be; empty ones have no counts."""
    changed = {"|".join(key): (key, difference) for key, difference in differences}
    query = select(TallyRow.key, TallyRow.counts).where(TallyRow.key.in_(changed))
    before = {name: Tally.from_bytes(counts) for name, counts in db.execute(query)}
    rows = []
    for name, ((family, month, kept, *values), difference) in changed.items():
        tally = before.get(name, Tally()) + Tally(difference)
        row = {"key": name, "family": family, "month": month, "kept": int(kept)}
        row |= zip(_COLUMNS, values, strict=True)
        rows.append({**row, "counts": tally.to_bytes()})
    return rows


def _write_tallies(db: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if full := [row for row in rows if row["counts"]]:
        new = insert_or(db, TallyRow)
        over = {"counts": new.excluded.counts}
        _execute(db, new.on_conflict_do_update(index_elements=["key"], set_=over), full)
    empty = [row["key"] for row in rows if not row["counts"]]
    db.execute(delete(TallyRow).where(TallyRow.key.in_(empty)))


def _execute(db: Session, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run it for each row past the bookkeeping of objects, which takes longer than the writing."""
    db.connection().execute(statement, rows)


_COLUMNS = tuple(str(attribute) for attribute in Attribute)
