"""A certificate once more, under the name as it should have been."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock, recount
from learning.certificates.claim import new_code
from learning.certificates.tables import Certificate
from learning.content import Programme
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.typesetting import unprintable

_STAYS = (
    "user_id", "programme_id", "programme", "edition", "provider", "statement", "language",
    "modules", "minutes", "minutes_together", "shows_name",
)  # fmt: skip


def reissue(db: Session, user_id: int, programme: Programme, holder: str) -> str:
    """Issue the latest certificate of ``user_id`` anew, made out to ``holder``; return its code.

    It says what the former says, with today’s day, and which one it replaces; that one stays as it
    is. If it is made out so already, nothing changes. Raises `NotFound` for who has none,
    `Conflict` if it was withdrawn and for a name that no font of ours can print.
    """
    latest = (
        select(Certificate)
        .where(Certificate.user_id == user_id, Certificate.programme_id == programme.id)
        .order_by(Certificate.serial.desc())
        .limit(1)
    )
    former = db.scalar(latest)
    if former is None:
        raise NotFound("This account has no certificate.")
    if former.withdrawn_at:
        raise Conflict("The certificate was withdrawn, so it is not issued anew")
    if former.holder == holder:
        return former.code
    if strange := unprintable(holder):
        raise Conflict(f"We cannot print “{strange[0]}”. Correct the name on the account first")
    row = {name: getattr(former, name) for name in _STAYS}
    row |= {"serial": former.serial + 1, "code": new_code(), "holder": holder}
    row |= {"replaces": former.code}
    again = insert_or(db, Certificate).values(issued_at=clock.now(), **row)
    db.execute(again.on_conflict_do_nothing())
    recount.mark(db, user_id)
    return db.scalars(latest).one().code
