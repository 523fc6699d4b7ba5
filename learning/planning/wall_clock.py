"""Wall clocks: the moment that a day, a time and a place mean, and the words for a moment.

People plan by the clock on the wall, the database keeps UTC. A session at 14:00 stays at 14:00 when
the clocks change, whatever that does to its distance from the one before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from learning.errors import LearningError

UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu"})
_STEP = timedelta(days=7)
"""No place changes its clocks twice within a week, so a look every week misses no change."""


class NoSuchTime(LearningError):
    """The clocks go forward over this time; the message says from when to when."""


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A moment at which the clocks of a zone are moved."""

    at: datetime
    before: timedelta
    """Distance from UTC until then."""
    after: timedelta
    name: str
    """What the new time is called, e.g. ``BST``."""


def moment(day: date, at: time, zone: str) -> datetime:
    """Return the moment at which clocks in ``zone`` show ``at`` on ``day``.

    When they show it twice, that is the first time. Raises `NoSuchTime` when they never do.
    """
    meant = datetime.combine(day, at)
    found = meant.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != meant:
        raise NoSuchTime(_missing(meant, zone, found))
    return found


def series(day: date, at: time, zone: str, *, weeks: int, times: int) -> tuple[datetime, ...]:
    """Return ``times`` moments that are ``weeks`` weeks apart and alike on the wall clock.

    Raises `NoSuchTime` if clocks skip one of them.
    """
    days = (day + timedelta(weeks=weeks * number) for number in range(times))
    return tuple(moment(each, at, zone) for each in days)


def changes(zone: str, start: datetime, end: datetime) -> Iterator[ClockChange]:
    """Yield every change of the clocks in ``zone`` after ``start``, up to ``end``."""
    here = ZoneInfo(zone)
    low = start
    while low < end:
        high = min(low + _STEP, end)
        if _offset(low, here) != _offset(high, here):
            at = _first_after(low, high, here)
            name = at.astimezone(here).tzname() or ""
            yield ClockChange(at, _offset(low, here), _offset(at, here), name)
        low = high


@dataclass(frozen=True, slots=True)
class When:
    """Beginning and end of something, as clocks in one place show them."""

    starts: datetime
    ends: datetime
    zone: str

    @classmethod
    def of(cls, starts_at: datetime, length: int, zone: str) -> "When":
        """Return when something of ``length`` minutes is in ``zone``."""
        here = ZoneInfo(zone)
        ends_at = starts_at.astimezone(UTC) + timedelta(minutes=length)
        return cls(starts_at.astimezone(here), ends_at.astimezone(here), zone)

    @property
    def day(self) -> str:
        """Return the day in words, ``Sunday 28 March 2027``."""
        return _day(self.starts.date())

    @property
    def times(self) -> str:
        """Return beginning and end, ``14:00 to 15:15``; with the day where it lasts days."""
        ends = f"{self.ends:%H:%M}"
        return f"{self.starts:%H:%M} to {_day(self.ends) + ', ' if self._lasts_days else ''}{ends}"

    @property
    def place(self) -> str:
        """Return whose clocks are meant, ``London time (UTC+1)``."""
        if self.zone in UTC_NAMES:
            return "UTC"
        return f"{city(self.zone)} time ({_distance(self.starts.utcoffset() or timedelta(0))})"

    @property
    def beginning(self) -> str:
        """Return the beginning alone, in one line."""
        return f"{self.day}, {self.starts:%H:%M}, {self.place}"

    @property
    def words(self) -> str:
        """Return all of it in one line."""
        return f"{self.day}, {self.times}, {self.place}"

    @property
    def note(self) -> str | None:
        """Return a sentence where a change of the clocks could mislead somebody, else None."""
        said = []
        if self.starts.utcoffset() != self.starts.replace(fold=1).utcoffset():
            said.append(
                f"The clocks go back, so it is {self.starts:%H:%M} twice that day."
                " The first time is meant."
            )
        if self.starts.utcoffset() != self.ends.utcoffset() and not self._lasts_days:
            length = self.ends.astimezone(UTC) - self.starts.astimezone(UTC)
            minutes = round(length.total_seconds() / 60)
            said.append(f"The clocks change meanwhile: {self.times} is {minutes} minutes.")
        return " ".join(said) or None

    @property
    def _lasts_days(self) -> bool:
        return self.ends - self.starts > timedelta(days=1)


def city(zone: str) -> str:
    """Return what people call the zone, ``Buenos Aires``."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def zones() -> tuple[str, ...]:
    """Return the name of every zone that is a place, by continent."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(sorted(row[2] for row in rows))


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _first_after(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second between the two at which the new distance holds."""
    old = _offset(low, zone)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (middle, high) if _offset(middle, zone) == old else (low, middle)
    return high


def _missing(meant: datetime, zone: str, found: datetime) -> str:
    near = timedelta(days=2)
    skipped = [
        c
        for c in changes(zone, found - near, found + near)
        if (c.at + c.before).replace(tzinfo=None) <= meant < (c.at + c.after).replace(tzinfo=None)
    ]
    (change,) = skipped
    stop, go_on = change.at + change.before, change.at + change.after
    return (
        f"On {_day(meant.date())} the clocks in {city(zone)} go from {stop:%H:%M}"
        f" to {go_on:%H:%M}, so it is never {meant:%H:%M}. Choose another time"
    )


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _distance(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
