"""Places on the withdrawal lists: how many were given, and which certificates were withdrawn.

A certificate’s place is its ``id``, which the database counts: no place is given twice, also after
its certificate was removed.
"""

from sqlalchemy import func, select, text, union_all
from sqlalchemy.orm import Session

from learning.certificates.status_list import LENGTH, status_list
from learning.certificates.tables import Certificate, RemovedWithdrawn
from learning.errors import NotFound

_COUNTED = {
    "sqlite": "SELECT max(seq) FROM sqlite_sequence WHERE name = 'certificate'",
    "postgresql": "SELECT pg_sequence_last_value("
    "pg_get_serial_sequence('certificate', 'id')::regclass)",
}
_COUNT_ON = {
    "sqlite": (
        "DELETE FROM sqlite_sequence WHERE name = 'certificate'",
        "INSERT INTO sqlite_sequence (name, seq) VALUES ('certificate', :last)",
    ),
    "postgresql": ("SELECT setval(pg_get_serial_sequence('certificate', 'id'), :last)",),
}


def last_place(db: Session) -> int:
    """Return the last place that was given, 0 if none was; one query."""
    return db.scalar(text(_COUNTED[_dialect(db)])) or 0


def begin_new_list(db: Session, *, beyond: int = 0) -> None:
    """Give the next certificate the first place of a list on which none was given ever.

    For a database that was put back: it does not know which places were given after its day. The
    rest of its list and one whole list more are left out, so that up to 131,072 of them are given
    to nobody else. ``beyond`` is the last place that is known to be given, where that is known
    better, as by the database whose place this one takes. A second time begins yet another.
    """
    rows = union_all(select(Certificate.id), select(RemovedWithdrawn.place)).subquery()
    kept = db.scalar(select(func.max(rows.c[0]))) or 0
    last = max(last_place(db), kept, beyond)
    first = (last // LENGTH + 2) * LENGTH
    for statement in _COUNT_ON[_dialect(db)]:
        db.execute(text(statement), {"last": first - 1} if ":last" in statement else {})


def how_many_lists(db: Session) -> int:
    """Return how many status lists there are, one at least; one query."""
    return 1 + last_place(db) // LENGTH


def withdrawn_of(db: Session, number: int) -> tuple[int, ...]:
    """Return the indexes of withdrawn certificates on status list ``number``; two queries.

    They stay on it when their holder has them removed. Raises `NotFound` for a list on which no
    certificate can be yet.
    """
    first = number * LENGTH
    if not 0 <= number < how_many_lists(db):
        raise NotFound("There is no such list.")
    here = select(Certificate.id).where(Certificate.withdrawn_at.is_not(None))
    every = union_all(here, select(RemovedWithdrawn.place)).subquery()
    place = every.c[0]
    on_it = select(place).where(place.between(first, first + LENGTH - 1))
    return tuple(db.scalars(on_it.order_by(place)))


def withdrawal_list(db: Session, number: int) -> str:
    """Return list ``number`` packed, as the offline checker carries it; as `withdrawn_of`."""
    return status_list(index % LENGTH for index in withdrawn_of(db, number))


def _dialect(db: Session) -> str:
    return db.get_bind().dialect.name
