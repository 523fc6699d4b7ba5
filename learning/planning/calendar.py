"""Calendar files (RFC 5545, RFC 5546) that mail and calendar programmes accept.

The time zone is written here from Python's own zone data: the library's is read an hour wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from learning.planning.wall_clock import UTC_NAMES, ClockChange, changes

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from icalendar import Calendar, Event, Timezone
    from icalendar.cal import Component

MADE_BY = "-//learning//live sessions//EN"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS_LOOKED_AT = 3


class Method(StrEnum):
    """What the receiving calendar shall do with the file."""

    PUBLISH = "PUBLISH"
    """Take it over; several events may stand in one file."""
    REQUEST = "REQUEST"
    """An invitation, or a newer one."""
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in a calendar. ``sequence`` grows with every change under the same ``uid``."""

    uid: str
    sequence: int
    starts: datetime
    """In the zone whose clocks are meant, a `ZoneInfo`."""
    ends: datetime
    title: str
    text: str
    place: str
    address: str
    """Of the page about it."""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """From whom an invitation comes and whom it reaches, by mail address."""

    organiser: str
    organiser_name: str
    guest: str


def calendar_file(
    entries: Sequence[Entry], method: Method, *, stamp: datetime, invited: Invited | None = None
) -> str:
    """Return the file's text; REQUEST and CANCEL take one entry."""
    from icalendar import Calendar  # slow to load, seldom needed

    calendar = Calendar()
    for name, value in (("prodid", MADE_BY), ("version", "2.0"), ("method", method.value)):
        calendar.add(name, value)
    _add_zones(calendar, entries)
    for entry in entries:
        calendar.add_component(_event(entry, stamp, invited))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _add_zones(calendar: "Calendar", entries: Sequence[Entry]) -> None:
    """Describe each zone once, for all the years that the entries fall into."""
    moments = (_written(entry)[0] for entry in entries)
    named = sorted(((_name(at), at) for at in moments if at.tzinfo is not UTC), key=itemgetter(0))
    for zone, found in groupby(named, key=itemgetter(0)):
        years = [starts.year for _, starts in found]
        calendar.add_component(zone_component(zone, min(years), max(years)))


def _event(entry: Entry, stamp: datetime, invited: Invited | None) -> "Event":
    from icalendar import Event

    event = Event()
    starts, ends = _written(entry)
    for name, value in (
        ("uid", entry.uid),
        ("sequence", entry.sequence),
        ("dtstamp", stamp.astimezone(UTC)),
        ("dtstart", starts),
        ("dtend", ends),
        ("summary", entry.title),
        ("description", entry.text),
        ("location", entry.place),
        ("url", entry.address),
        ("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED"),
    ):
        if value != "":
            event.add(name, value)
    if invited:
        organiser = {"CN": invited.organiser_name}
        event.add("organizer", f"mailto:{invited.organiser}", parameters=organiser)
        event.add("attendee", f"mailto:{invited.guest}", parameters={"RSVP": "FALSE"})
    return event


def _written(entry: Entry) -> tuple[datetime, datetime]:
    """Return both moments as they are written: in the zone, or in UTC where that could mislead.

    A file cannot say which of two 01:30s it means, and programmes differ in what they assume.
    """
    moments = (entry.starts, entry.ends)
    offsets = {at.replace(fold=fold).utcoffset() for at in moments for fold in (0, 1)}
    if len(offsets) > 1 or _name(entry.starts) in UTC_NAMES:
        return entry.starts.astimezone(UTC), entry.ends.astimezone(UTC)
    return moments


def zone_component(zone: str, first: int, last: int) -> "Timezone":
    """Return the zone's rules, right for all days of the years ``first`` to ``last``.

    Where the clocks change by the same rule every year, the rule is written; where they do not
    (in Morocco they follow the moon), each change is.
    """
    from icalendar import Timezone

    component = Timezone()
    component.add("tzid", zone)
    start, end = datetime(first - 1, 1, 1, tzinfo=UTC), datetime(last + 2, 1, 1, tzinfo=UTC)
    found = tuple(changes(zone, start, end))
    rules = tuple(_yearly(found, years=last - first + _YEARS_LOOKED_AT))
    for part in rules or _one_by_one(zone, found, start):
        component.add_component(part)
    return component


def _yearly(found: Sequence[ClockChange], *, years: int) -> Iterator["Component"]:
    """Yield a rule for each kind of change if all of them follow one, else nothing."""
    kinds: dict[tuple[object, ...], list[ClockChange]] = {}
    for change in found:
        wall = _wall(change)
        kind = (wall.month, wall.weekday(), wall.time(), change.before, change.after)
        kinds.setdefault(kind, []).append(change)
    weeks = [_week(alike) if len(alike) == years else None for alike in kinds.values()]
    if None in weeks:
        return
    for alike, week in zip(kinds.values(), weeks, strict=True):
        part, wall = _observance(alike[0]), _wall(alike[0])
        day = f"{week}{_DAYS[wall.weekday()]}"
        part.add("rrule", {"freq": "yearly", "bymonth": wall.month, "byday": day})
        yield part


def _week(alike: Sequence[ClockChange]) -> int | None:
    """Return which of its weekdays in the month it is every year, -1 for the last."""
    days = [_wall(change) for change in alike]
    if all((day + timedelta(days=7)).month != day.month for day in days):
        return -1
    weeks = {(day.day - 1) // 7 + 1 for day in days}
    return weeks.pop() if len(weeks) == 1 else None


def _one_by_one(zone: str, found: Sequence[ClockChange], start: datetime) -> Iterator["Component"]:
    from zoneinfo import ZoneInfo

    before = start.astimezone(ZoneInfo(zone))
    offset = before.utcoffset() or timedelta(0)
    yield _observance(ClockChange(start - offset, offset, offset, before.tzname() or ""))
    yield from map(_observance, found)


def _observance(change: ClockChange) -> "Component":
    from icalendar import TimezoneDaylight, TimezoneStandard

    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", _wall(change))
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    return part


def _wall(change: ClockChange) -> datetime:
    """Return what clocks showed when they were moved."""
    return (change.at + change.before).replace(tzinfo=None)


def _name(moment: datetime) -> str:
    zone: ZoneInfo = moment.tzinfo  # type: ignore[assignment]
    return zone.key
