"""Calendar files, read by a parser that is not the one that wrote them."""

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from vobject.icalendar import registerTzid

from learning.planning import NoSuchTime, moment, zones
from learning.planning.calendar import Entry, Invited, Method, calendar_file
from learning.planning.wall_clock import When

STAMP = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
ADA = Invited("learn@example.org", "Harbour Row; the “first”, team", "ada@example.org")


def entry(
    day: date, at: time, zone: str = "Europe/London", length: int = 75, **other: Any
) -> Entry:
    when = When.of(moment(day, at, zone), length, zone)
    usual: dict[str, Any] = {
        "uid": "one@live-sessions",
        "sequence": 0,
        "title": "Module 1: Why anchors (Harbour Row)",
        "text": "Look at again before:\n- One street; a, b \\ c",
        "place": "Room 4, second floor",
        "address": "https://learn.example.org/sessions/1",
    }
    return Entry(starts=when.starts, ends=when.ends, **usual | other)


def read(text: str) -> Any:
    """Return the only event, as the other parser understands it, after the rules of the format."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text), "a line ends with CR LF"
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75, "RFC 5545, 3.1: at most 75 octets"
    for line in lines:
        line.decode()  # no character is cut in two
    for zone in re.findall(r"^TZID:(.+?)\r$", text, re.MULTILINE):
        # Or it reads this file by the rules in the first that it ever read about the zone.
        registerTzid(zone, None)
    calendar = vobject.readOne(text)
    assert calendar.version.value == "2.0"
    return calendar


def file_of(*entries: Entry, method: Method = Method.REQUEST) -> str:
    invited = ADA if method is not Method.PUBLISH else None
    return calendar_file(entries, method, stamp=STAMP, invited=invited)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 3, 27), "2027-03-27 14:00"),
        (date(2027, 3, 28), "2027-03-28 13:00"),
        (date(2027, 3, 29), "2027-03-29 13:00"),
        (date(2027, 10, 30), "2027-10-30 13:00"),
        (date(2027, 10, 31), "2027-10-31 14:00"),
        (date(2027, 11, 1), "2027-11-01 14:00"),
    ],
)
def test_two_o_clock_in_london_around_the_changes(day: date, utc: str) -> None:
    text = file_of(entry(day, time(14)))
    event = read(text).vevent

    assert f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T140000\r\n" in text
    assert f"{event.dtstart.value.astimezone(UTC):%Y-%m-%d %H:%M}" == utc
    assert (event.dtend.value - event.dtstart.value).total_seconds() == 75 * 60


def test_the_rules_of_london_stand_in_the_file() -> None:
    text = file_of(entry(date(2027, 3, 28), time(14)))
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]

    assert zone.splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:20260329T010000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20261025T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
    ]


def test_what_a_wall_clock_cannot_say_is_written_in_utc() -> None:
    twice = file_of(entry(date(2027, 10, 31), time(1, 30)))
    over = file_of(entry(date(2027, 3, 28), time(0, 30)))

    assert "DTSTART:20271031T003000Z\r\nDTEND:20271031T014500Z\r\n" in twice
    assert "DTSTART:20270328T003000Z\r\nDTEND:20270328T014500Z\r\n" in over
    assert "VTIMEZONE" not in twice + over
    read(twice)


def test_an_invitation_and_its_end() -> None:
    event = read(file_of(entry(date(2027, 3, 28), time(14), sequence=2))).vevent
    assert (event.uid.value, event.sequence.value) == ("one@live-sessions", "2")
    assert event.status.value == "CONFIRMED"
    assert event.organizer.value == "mailto:learn@example.org"
    assert event.attendee.value == "mailto:ada@example.org"
    assert event.description.value == "Look at again before:\n- One street; a, b \\ c"

    gone = entry(date(2027, 3, 28), time(14), sequence=3, is_cancelled=True)
    calendar = read(file_of(gone, method=Method.CANCEL))
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")


def test_a_series_is_one_file_to_take_over() -> None:
    days = (date(2027, 12, 20), date(2028, 1, 3), date(2028, 4, 3))
    entries = [entry(day, time(14), uid=f"{day}@live-sessions") for day in days]
    text = file_of(*entries, method=Method.PUBLISH)
    calendar = read(text)

    assert text.count("BEGIN:VTIMEZONE") == 1
    starts = [event.dtstart.value.astimezone(UTC).hour for event in calendar.vevent_list]
    assert starts == [14, 14, 13]
    assert "ATTENDEE" not in text


def test_what_people_typed_stays_in_its_field() -> None:
    title = "Ünï 🙂 \r\nATTENDEE:mailto:eve@example.org; “x”, " * 6
    text = file_of(entry(date(2027, 3, 28), time(14), title=title, place="a\nBEGIN:VALARM"))
    event = read(text).vevent

    assert not re.search(r"^(ATTENDEE:|BEGIN:VALARM)", text, re.MULTILINE)
    assert event.summary.value.replace("\n", " ").startswith("Ünï 🙂  ATTENDEE:mailto:eve")
    assert [a.value for a in event.attendee_list] == ["mailto:ada@example.org"]


def test_each_file_is_read_by_its_own_rules() -> None:
    for day, utc in ((date(2028, 7, 3), 0), (date(2026, 11, 2), 23), (date(2028, 7, 3), 0)):
        event = read(file_of(entry(day, time(12), "Antarctica/McMurdo"))).vevent
        assert event.dtstart.value.astimezone(UTC).hour == utc


@settings(deadline=None)
@given(
    day=st.dates(date(2026, 11, 1), date(2028, 12, 31)),
    hour=st.integers(0, 23),
    minute=st.sampled_from((0, 15, 30)),
    zone=st.sampled_from(zones()),
)
def test_the_other_parser_reads_every_zone_as_python_does(
    day: date, hour: int, minute: int, zone: str
) -> None:
    try:
        meant = entry(day, time(hour, minute), zone)
    except NoSuchTime:
        return
    event = read(file_of(meant)).vevent

    assert event.dtstart.value.astimezone(UTC) == meant.starts.astimezone(UTC)
    assert event.dtend.value.astimezone(UTC) == meant.ends.astimezone(UTC)
    assert meant.starts.tzinfo == ZoneInfo(zone)
