"""Counting whom writes have marked: what they are counted as is compared with what they were.

A batch of people is read first, which keeps nobody waiting, and then written in one short
transaction: the difference goes into the tallies, and exactly the rows of `recount` that were read
are taken away. Whatever somebody does meanwhile has left a row of its own. Of two who count at the
same time one finds that the other was first, and reads again; who is killed has changed nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.content import Programme
from learning.db import Database
from learning.recount import Recount
from learning.statistics.counting.batch import read_batch, write_batch
from learning.statistics.counting.beginning import begin
from learning.statistics.counting.sheet import Rules
from learning.statistics.counting.teamwork import count_teams
from learning.statistics.tables import Counted, Counting

SIZE = 30
"""People in a batch: writing so many keeps other writers waiting for some 20 ms."""
LONGEST = 20.0
"""Seconds after which the worker goes on to its mails, and counts the others a minute later."""
_LOOKS = timedelta(hours=1)
"""How often the worker looks whether the programme has changed while nobody did anything."""


def count_due(database: Database, programme: Callable[[], Programme], time_zone: str) -> int:
    """Count who has to be counted, for `LONGEST` at most, and return how many people that were.

    Nothing due costs one read and takes nobody's turn to write; then the programme is not asked
    for.
    """
    with database.reading() as db:
        if not _is_due(db, ZoneInfo(time_zone)):
            return 0
    return count_waiting(database, programme(), time_zone, within=LONGEST)


def count_waiting(
    database: Database,
    programme: Programme,
    time_zone: str,
    *,
    within: float = float("inf"),
    size: int = SIZE,
) -> int:
    """Count who has to be counted and return how many people that were; twice changes nothing.

    ``within`` are the seconds after which no further batch of ``size`` is begun.
    """
    rules = Rules(programme, ZoneInfo(time_zone))
    begin(database, rules)
    counted, began = 0, monotonic()
    while monotonic() - began < within:
        people = count_batch(database, rules, size)
        if people is None:
            break
        counted += people
    count_teams(database, rules)
    if not counted:
        with database.writing.begin() as db:
            db.execute(update(Counting).values(counted_at=clock.now()))
    return counted


def count_batch(database: Database, rules: Rules, size: int) -> int | None:
    """Count the next batch; return how many people that were, None if nobody waits.

    It is 0 if somebody else has counted meanwhile: then there may be more.
    """
    with database.reading() as db:
        batch = read_batch(db, rules, size)
    if batch is None:
        return None
    with database.writing.begin() as db:
        return len(batch.waiting.people) if write_batch(db, batch) else 0


def _is_due(db: Session, zone: ZoneInfo) -> bool:
    today = clock.now().astimezone(zone).date()
    query = select(
        exists().where(Recount.id > 0),
        exists().where(Counted.active_until < today),
        exists().where(Counting.anew_after.is_(None), Counting.counted_at > clock.now() - _LOOKS),
    )
    somebody_waits, is_anybody_inactive, is_up_to_date = db.execute(query).one()
    return bool(somebody_waits or is_anybody_inactive or not is_up_to_date)
