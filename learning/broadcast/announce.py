"""Saying that something changed, when and only if the transaction in which it changed commits."""

from collections.abc import Iterator

from sqlalchemy import event, text
from sqlalchemy.orm import Session, SessionTransaction

CHANNEL = "learning"
"""PostgreSQL’s name for what all processes hear."""
HUB = "hub"
"""Where a session’s ``info`` names the hub of this process, if it has one."""
_ANNOUNCED = "announced"


def announce(db: Session, topic: str, version: int) -> None:
    """Say that ``topic`` is at ``version`` once, and only if, this transaction commits.

    A rollback takes it back, and so does the rollback of a savepoint it was said in. On
    PostgreSQL other processes hear it from the database, which costs one statement; on SQLite
    they look. Repeating it is harmless: a version counts once.
    """
    if db.get_bind().dialect.name == "postgresql":
        payload = f"{topic} {version}"
        db.execute(text("SELECT pg_notify(:channel, :said)"), {"channel": CHANNEL, "said": payload})
    if HUB in db.info:
        within = db.get_nested_transaction() or db.get_transaction() or db.begin()
        db.info.setdefault(_ANNOUNCED, []).append((within, topic, version))


@event.listens_for(Session, "after_commit")
def _deliver(db: Session) -> None:
    """Publish what was announced; a savepoint’s release, which comes here too, is no commit."""
    if _ANNOUNCED not in db.info or db.in_nested_transaction():
        return
    committed = db.get_transaction()
    for within, topic, version in db.info.pop(_ANNOUNCED):
        if any(around is committed for around in _lineage(within)):
            db.info[HUB].publish(topic, version)


@event.listens_for(Session, "after_soft_rollback")
def _forget(db: Session, undone: SessionTransaction) -> None:
    """Forget what was announced in what is rolled back, and in what lay within it."""
    if announced := db.info.pop(_ANNOUNCED, None):
        kept = [said for said in announced if all(a is not undone for a in _lineage(said[0]))]
        db.info[_ANNOUNCED] = kept


def _lineage(transaction: SessionTransaction | None) -> Iterator[SessionTransaction]:
    """Yield the transaction, the one around it, and so on outwards."""
    while transaction:
        yield transaction
        transaction = transaction.parent
