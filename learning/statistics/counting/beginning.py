"""Having everybody counted anew: the first time, and when it is by something else than before."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.db import Database, insert_or
from learning.recount import Recount
from learning.statistics.counting.sheet import Rules
from learning.statistics.tables import Counting

THE_ONE = 1
"""The id of the row."""
STAYS = timedelta(minutes=15)
"""For so long at least people are counted by one edition before another takes over."""


def begin(database: Database, rules: Rules) -> None:
    """Have everybody counted anew if they never were, or by something else than ``rules``.

    Not if that something began a moment ago: while servers of two editions run, as during a
    deployment, they would otherwise count everybody in turns.
    """
    with database.reading() as db:
        found = db.execute(select(Counting.shape, Counting.shape_at)).first()
    if found and (found.shape == rules.shape or _is_new(found.shape_at)):
        return
    row = {
        "id": THE_ONE, "key": secrets.token_bytes(32), "shape": rules.shape, "batches": 0,
        "anew_after": 0, "counted_at": clock.now(), "teams_at": None,
    }  # fmt: skip
    with database.writing.begin() as db:
        db.execute(insert_or(db, Counting).values(row).on_conflict_do_nothing())
        start_anew(db, rules.shape)


def start_anew(db: Session, shape: str) -> None:
    """Have everybody counted again, by ``shape``, whether or not a write has marked them."""
    values = {"shape": shape, "shape_at": clock.now(), "anew_after": 0, "teams_at": None}
    db.execute(update(Counting).values(**values, batches=Counting.batches + 1))
    db.execute(delete(Recount))


def _is_new(began: datetime | None) -> bool:
    return began is not None and clock.now() - began < STAYS
