"""One chain of certificates: each can still be checked, and exactly one stands."""

from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from learning.certificates import Certificate
from learning.joining.both import Both


def join_chains(db: Session, both: Both) -> None:
    """Give the certificates of both new numbers, as if one had corrected the other.

    The latest that was not withdrawn stands; nothing else on any of them changes.
    """
    theirs = select(Certificate.__table__).where(Certificate.user_id.in_(both.ids))
    chains: dict[str, list[Row[Any]]] = {}
    for row in db.execute(theirs.with_for_update()):
        chains.setdefault(row.programme_id, []).append(row)
    for chain in chains.values():
        if any(row.user_id == both.going.id for row in chain):
            _number(db, both, sorted(chain, key=_place))


def _place(row: Row[Any]) -> tuple[bool, object, int]:
    return row.withdrawn_at is None, row.issued_at, row.id


def _number(db: Session, both: Both, chain: list[Row[Any]]) -> None:
    for sign in (-1, 1):  # first where no number is taken, for no two may meet on the way
        for serial, row in enumerate(chain, start=1):
            this = update(Certificate).where(Certificate.id == row.id)
            db.execute(this.values(user_id=both.staying.id, serial=sign * serial))
