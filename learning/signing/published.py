"""Which keys have signed here, since when, and which were stolen: known for ever, to anybody."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.db import insert_or
from learning.errors import CannotStart
from learning.signing.keys import PublicKey, SigningKey
from learning.signing.tables import PublishedKey

_LOCK = 20_261_122
"""Any number, the same in every process: whoever signs and whoever changes keys take turns."""


@dataclass(frozen=True, slots=True)
class Known:
    """A key that signs here, or did."""

    key: PublicKey
    began_at: datetime
    ended_at: datetime | None
    """None while it is in use."""
    stolen_since: date | None
    """The day from which somebody else may have it; None if nobody has."""


def publish(db: Session, key: SigningKey) -> None:
    """Make it known that ``key`` is the one in use; the one before is ended with this moment.

    A second time changes nothing, and is one query. A key that was ended is in use again, as
    after its file was put back from a backup; one that was stolen never is: raises `CannotStart`.
    Whoever marks it as stolen meanwhile waits until this transaction is over.
    """
    _take_turn(db)
    in_use = select(PublishedKey.id).where(PublishedKey.ended_at.is_(None))
    if list(db.scalars(in_use)) == [key.id]:
        return
    if since := db.scalar(select(PublishedKey.stolen_since).where(PublishedKey.id == key.id)):
        raise CannotStart(
            f"The key in use was stolen on {since.day} {since:%B %Y}, so nothing is signed with it."
            " Make another: learning keys rotate. If it is given by LEARNING_CERTIFICATE_KEY, give"
            " another one there and restart every process."
        )
    now = clock.now()
    row = {"id": key.id, "public": key.public.multibase, "began_at": now, "ended_at": None}
    again = insert_or(db, PublishedKey).values(row)
    db.execute(again.on_conflict_do_update(index_elements=["id"], set_={"ended_at": None}))
    others = update(PublishedKey).where(PublishedKey.id != key.id, PublishedKey.ended_at.is_(None))
    db.execute(others.values(ended_at=now))


def mark_stolen(db: Session, key: PublicKey, since: date) -> bool:
    """Mark a published key as stolen on the day ``since``: it is ended, and never in use again.

    A later word on the day counts. Returns whether anything changed.
    """
    _take_turn(db)
    other_day = PublishedKey.stolen_since.is_distinct_from(since)
    marked = (
        update(PublishedKey)
        .where(PublishedKey.id == key.id, other_day)
        .values(stolen_since=since, ended_at=func.coalesce(PublishedKey.ended_at, clock.now()))
    )
    return bool(db.scalars(marked.returning(PublishedKey.id)).all())


def published_keys(db: Session) -> tuple[Known, ...]:
    """Return every key that ever signed here, the newest first; one query."""
    newest = select(PublishedKey).order_by(PublishedKey.began_at.desc(), PublishedKey.id)
    return tuple(
        Known(PublicKey.written(row.public), row.began_at, row.ended_at, row.stolen_since)
        for row in db.scalars(newest)
    )


def _take_turn(db: Session) -> None:
    """Sign and change keys one after the other; SQLite has one writer at a time anyway."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(_LOCK)))
