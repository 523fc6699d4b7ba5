"""The tables of what was counted: sums of groups, and what each person was counted as.

Everything here but the key can be made again from the raw rows (`counting.count`).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base
from learning.statistics.groups import Attribute


class Lane(Base):
    """Which lane of the tallies of a family a mark has. Lanes are only added."""

    __tablename__ = "lane"

    family: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    """Of the mark, e.g. ``page:why-anchors``."""
    lane: Mapped[int]


class TallyRow(Base):
    """How many people of one group have each mark of a family, as `tallies.Tally` packs it."""

    __tablename__ = "tally"
    # All that filters look at, so that only rows that are wanted are fetched.
    __table_args__ = (
        Index("ix_tally_family_kept", "family", "kept", "month", *map(str, Attribute)),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    """All the others but the counts, so that many rows are found by one value each."""
    family: Mapped[str]
    month: Mapped[str]
    """Of what was done, ``2026-11``, in the family of months; else empty."""
    kept: Mapped[int]
    """Which attributes are told apart: a bit for each, the first lowest. The others are empty."""
    organisation: Mapped[str]
    sector: Mapped[str]
    nation: Mapped[str]
    role: Mapped[str]
    stage: Mapped[str]
    cohort: Mapped[str]
    counts: Mapped[bytes]


class Counted(Base):
    """What somebody was counted as. It outlives their account until that is counted, too."""

    __tablename__ = "counted"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """No foreign key: what is taken away must be known when the account is gone."""
    attributes: Mapped[dict[str, Any]]
    """Attribute to value, without those left open."""
    marks: Mapped[dict[str, Any]]
    """Family, in that of months with the month behind it, to the lanes of the marks."""
    active_until: Mapped[date | None] = mapped_column(index=True)
    """The last day on which they count as active; None if they do not."""


class Counting(Base):
    """How far counting is: one row, made by the first."""

    __tablename__ = "counting"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(repr=False)
    """Secret: how numbers are rounded (`rounding.Protection`). 32 bytes drawn at random."""
    shape: Mapped[str]
    """Hash of what people were counted by: pages, exercises, rules."""
    batches: Mapped[int]
    """Grows with each batch, so that of two that count at once one gives way."""
    anew_after: Mapped[int | None]
    """While everybody is counted anew, in order of id, whoever came last; else None."""
    counted_at: Mapped[datetime]
    teams_at: Mapped[datetime | None]
    """When teams were counted."""
    shape_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when people are counted by this shape; None if that is long ago."""
