"""Months as they are written in tallies, ``2026-11``, and in words."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

_IN_NUMBERS = re.compile(r"((?:19|20)[0-9]{2})[-/.](0?[1-9]|1[0-2])")
_IN_WORDS = re.compile(r"([a-z]{3,9})\.?,? ((?:19|20)[0-9]{2})")


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


def not_over(month: str) -> str:
    """Return the sentence that goes with figures of a month in which the count was made."""
    return f"{month_words(month)} is not over yet."


def month_meant(text: str) -> str | None:
    """Return the month that ``2026-11``, ``2026/1``, ``November 2026`` or ``Nov 2026`` means."""
    said = text.strip().lower()
    if found := _IN_NUMBERS.fullmatch(said):
        return f"{found[1]}-{int(found[2]):02}"
    if found := _IN_WORDS.fullmatch(said):
        months = (f"{found[2]}-{number:02}" for number in range(1, 13))
        return next((m for m in months if month_words(m).lower().startswith(found[1])), None)
    return None
