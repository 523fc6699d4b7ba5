"""Wall clocks across the changes of 28 March and 31 October 2027."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from learning.planning import NoSuchTime, When, moment, series, zones

LONDON = "Europe/London"
FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)


def test_a_time_means_another_moment_in_summer() -> None:
    assert moment(date(2027, 3, 27), time(14), LONDON) == datetime(2027, 3, 27, 14, tzinfo=UTC)
    assert moment(date(2027, 3, 29), time(14), LONDON) == datetime(2027, 3, 29, 13, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused_in_words() -> None:
    with pytest.raises(NoSuchTime) as refusal:
        moment(FORWARD, time(1, 30), LONDON)

    assert str(refusal.value) == (
        "On Sunday 28 March 2027 the clocks in London go from 01:00 to 02:00,"
        " so it is never 01:30. Choose another time"
    )


@pytest.mark.parametrize(("at", "utc"), [(time(0, 59), 0), (time(2), 1)])
def test_the_minutes_around_the_gap_exist(at: time, utc: int) -> None:
    assert moment(FORWARD, at, LONDON).hour == utc


def test_of_a_time_that_comes_twice_the_first_is_meant_and_said() -> None:
    found = moment(BACK, time(1, 30), LONDON)

    assert found == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    note = When.of(found, 30, LONDON).note
    assert note is not None
    assert note.startswith("The clocks go back, so it is 01:30 twice that day. The first time")


def test_a_session_over_the_change_says_how_long_it_is() -> None:
    when = When.of(moment(FORWARD, time(0, 30), LONDON), 60, LONDON)

    assert (when.times, when.note) == (
        "00:30 to 02:30",
        "The clocks change meanwhile: 00:30 to 02:30 is 60 minutes.",
    )


def test_a_moment_in_words() -> None:
    when = When.of(moment(FORWARD, time(14), LONDON), 75, LONDON)
    assert when.words == "Sunday 28 March 2027, 14:00 to 15:15, London time (UTC+1)"

    west = When.of(moment(FORWARD, time(14), "America/St_Johns"), 75, "America/St_Johns")
    assert west.place == "St Johns time (UTC−2:30)"
    assert When.of(when.starts, 75, "UTC").place == "UTC"


def test_every_second_tuesday_stays_at_two_o_clock() -> None:
    found = series(date(2027, 3, 16), time(14), LONDON, weeks=2, times=3)

    assert [f"{at:%d %b %H:%M}" for at in found] == ["16 Mar 14:00", "30 Mar 13:00", "13 Apr 13:00"]


def test_a_series_that_would_land_in_the_gap_is_refused() -> None:
    with pytest.raises(NoSuchTime, match="28 March 2027"):
        series(date(2027, 3, 14), time(1, 30), LONDON, weeks=1, times=4)


def test_the_zones_offered_are_places_that_python_knows() -> None:
    assert len(zones()) > 400
    assert {LONDON, "America/New_York", "Asia/Kolkata"} <= set(zones())
    for zone in zones():
        ZoneInfo(zone)


@given(
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    zone=st.sampled_from(zones()),
    weeks=st.sampled_from((1, 2, 4)),
    times=st.integers(1, 12),
)
def test_a_series_is_alike_on_the_wall_and_never_out_of_step(
    day: date, at: time, zone: str, weeks: int, times: int
) -> None:
    try:
        found = series(day, at, zone, weeks=weeks, times=times)
    except NoSuchTime:
        assume(False)

    here = ZoneInfo(zone)
    walls = [each.astimezone(here) for each in found]
    assert [(wall.date(), wall.time()) for wall in walls] == [
        (day + timedelta(weeks=weeks * number), at) for number in range(times)
    ]
    assert all(wall.fold == 0 for wall in walls)
    assert all(each.tzinfo is UTC for each in found)
    steps = {(later - sooner) - timedelta(weeks=weeks) for sooner, later in pairwise(found)}
    assert all(abs(step) <= timedelta(hours=3) for step in steps)


@given(
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    zone=st.sampled_from(zones()),
)
def test_only_times_that_clocks_never_show_are_refused(day: date, at: time, zone: str) -> None:
    here, meant = ZoneInfo(zone), datetime.combine(day, at)
    around = datetime.combine(day, time(0), UTC) - timedelta(hours=15)
    shown = {
        (around + timedelta(minutes=at.minute % 15 + 15 * quarter))
        .astimezone(here)
        .replace(tzinfo=None)
        for quarter in range(4 * 54)
    }
    try:
        moment(day, at, zone)
        exists = True
    except NoSuchTime:
        exists = False

    assert exists == (meant in shown)
