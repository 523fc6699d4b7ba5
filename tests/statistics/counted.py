"""Counting in tests, and what came of it."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import statistics
from learning.content import Programme
from learning.db import Database
from learning.recount import Recount
from learning.statistics import EVERYBODY, Family, Group

ZONE = "Europe/London"
Deed = Callable[[Session], object]


def count(database: Database, programme: Programme) -> int:
    return statistics.count_waiting(database, programme, ZONE)


def number(database: Database, mark: str, group: Group = EVERYBODY) -> int:
    with database.reading() as db:
        return statistics.counts_of(db, group, Family.PROGRESS)(mark)


def waiting(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Recount)) or 0


def do(database: Database, deed: Deed) -> None:
    with database.writing.begin() as db:
        deed(db)
