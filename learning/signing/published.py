"""Which keys have signed here, and since when: known for ever, to anybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.db import insert_or
from learning.signing.keys import PublicKey, SigningKey
from learning.signing.tables import PublishedKey

_LOCK = 20_261_122
"""Any number, the same in every process: two that publish at once would wait for each other."""


@dataclass(frozen=True, slots=True)
class Known:
    """A key that signs here, or did."""

    key: PublicKey
    began_at: datetime
    ended_at: datetime | None
    """None while it is in use."""


def publish(db: Session, key: SigningKey) -> None:
    """Make it known that ``key`` is the one in use; the one before is ended with this moment.

    A second time changes nothing, and is one query. A key that was ended is in use again, as
    after its file was put back from a backup.
    """
    in_use = select(PublishedKey.id).where(PublishedKey.ended_at.is_(None))
    if list(db.scalars(in_use)) == [key.id]:
        return
    if db.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        db.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    now = clock.now()
    row = {"id": key.id, "public": key.public.multibase, "began_at": now, "ended_at": None}
    again = insert_or(db, PublishedKey).values(row)
    db.execute(again.on_conflict_do_update(index_elements=["id"], set_={"ended_at": None}))
    others = update(PublishedKey).where(PublishedKey.id != key.id, PublishedKey.ended_at.is_(None))
    db.execute(others.values(ended_at=now))


def published_keys(db: Session) -> tuple[Known, ...]:
    """Return every key that ever signed here, the newest first; one query."""
    newest = select(PublishedKey).order_by(PublishedKey.began_at.desc(), PublishedKey.id)
    return tuple(
        Known(PublicKey.written(row.public), row.began_at, row.ended_at)
        for row in db.scalars(newest)
    )
