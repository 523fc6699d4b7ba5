"""How far counting is, and how numbers are protected here: what every dashboard needs first."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.statistics.rounding import Protection
from learning.statistics.tables import Counting


@dataclass(frozen=True, slots=True)
class Standing:
    """How numbers are rounded, and whether they are of a part of the people for now."""

    protection: Protection
    is_counting_anew: bool


def standing_of(db: Session, smallest: int) -> Standing:
    """Return where counting stands; one statement."""
    row = db.execute(select(Counting.key, Counting.anew_after)).first()
    if row is None:  # nothing was counted yet, so nothing will be shown
        return Standing(Protection(bytes(32), smallest), is_counting_anew=False)
    return Standing(Protection(row.key, smallest), row.anew_after is not None)
