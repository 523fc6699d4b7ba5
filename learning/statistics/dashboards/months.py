"""Months as they are written in tallies, ``2026-11``, and in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def month_of(moment: datetime, zone: str) -> str:
    """Return the month in which the clocks of ``zone`` show ``moment``."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m}"


def months_until(last: str, number: int) -> tuple[str, ...]:
    """Return so many months up to ``last``, the earliest first."""
    year, month = map(int, last.split("-"))
    counted = range(year * 12 + month - number, year * 12 + month)
    return tuple(f"{n // 12:04}-{n % 12 + 1:02}" for n in counted)


def month_words(month: str) -> str:
    """Return ``November 2026``."""
    year, number = map(int, month.split("-"))
    return f"{date(year, number, 1):%B %Y}"
