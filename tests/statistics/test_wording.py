"""What stands around the figures: one number for one figure, and words that say what it is."""

import pytest
from sqlalchemy.orm import Session

from learning import statistics
from learning.content import Editions, Programme
from learning.organisations import Organisation
from learning.statistics import Attribute, Dashboard, Family, Group, Row, protection_of
from learning.statistics.dashboards import definitions
from learning.statistics.dashboards.months import month_meant
from learning.statistics.dashboards.words import cell, titled
from tests.conftest import NOON
from tests.in_browser.guests import EVERY_KIND
from tests.statistics.tallied import Alike, publish
from tests.web.counted import count

MONTHS = [f"2025-{month:02}" for month in range(4, 13)]


def rows(dashboard: Dashboard, id_: str) -> dict[str, Row]:
    return {row.key: row for table in dashboard.tables if table.id == id_ for row in table.rows}


def test_who_joined_in_a_month_is_the_same_number_on_every_page(
    db: Session, programme: Programme
) -> None:
    joined = {Family.PROGRESS: ("joined",)}
    crowds = [
        Alike(217, Group(sector="health", cohort=m), joined, {m: ("joined",)}) for m in MONTHS
    ]
    publish(db, *crowds)
    for group in (Group(), Group(sector="health")):
        what = (db, programme, protection_of(db, 5), group)
        by_month = rows(statistics.funnel(*what), "months")
        by_cohort = rows(statistics.breakdown(*what, Attribute.COHORT), "by-cohort")
        assert set(by_cohort) == set(MONTHS)
        for month, row in by_cohort.items():
            assert by_month[month].values[0] == row.values[0]
    for month in MONTHS:
        what = (db, programme, protection_of(db, 5), Group(cohort=month))
        found = statistics.overview(*what)
        so_far = rows(found, "people")["all"].values[0]
        assert so_far == rows(statistics.funnel(*what), "months")[month].values[0]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-10", "2026-10"), ("2026-1", "2026-01"), ("2026/10", "2026-10"),
        ("October 2026", "2026-10"), (" oct 2026 ", "2026-10"), ("Sept. 2026", "2026-09"),
        ("2026-13", None), ("soon", None), ("Octopus 2026", None), ("o 2026", None), ("", None),
    ],
)  # fmt: skip
def test_a_month_is_understood_as_people_write_it(text: str, month: str | None) -> None:
    assert month_meant(text) == month


def test_a_mean_has_one_decimal_also_where_it_is_nought() -> None:
    assert cell(6.0, definitions.RATING_MEAN) == "6.0"
    assert cell(45.0, definitions.STARTED_SHARE) == "45%"
    assert cell(21.0, definitions.MEDIAN) == "21"


def test_a_title_and_its_part_have_one_mark_between_them() -> None:
    assert titled("Seven marks", "Shared imperative") == "Seven marks: Shared imperative"
    assert titled("Has it helped?", "at the end") == "Has it helped? at the end"


def test_confidence_says_that_its_times_have_different_people(db: Session) -> None:
    programme = Editions(EVERY_KIND, today=lambda: NOON.date()).programme
    publish(db, Alike(40, Group(cohort="2026-02"), {Family.PROGRESS: ("joined",)}))
    tables = statistics.learning(db, programme, protection_of(db, 5), Group()).tables
    confidence = [table for table in tables if table.chart == "spread"]

    assert confidence
    assert all("Not the same people" in table.note for table in confidence)
    levels = [table.title for table in tables if table.id.startswith("levels-")]
    assert levels
    assert all(title.startswith("Where do you stand? ") for title in levels)


def test_the_month_of_the_count_is_named_as_not_over(db: Session, programme: Programme) -> None:
    publish(db, Alike(40, Group(cohort="2026-02"), {Family.PROGRESS: ("joined",)}))
    for dashboard in (statistics.funnel, statistics.teams):
        found = dashboard(db, programme, protection_of(db, 5), Group())
        assert found.tables[-1].note.endswith("March 2026 is not over yet.")


def test_an_organisation_has_its_standing_name_however_it_was_typed(db: Session) -> None:
    count(db)
    db.flush()
    standing = db.query(Organisation).filter_by(name="Łódź & <b>Sons</b>").one()
    db.query(Organisation).filter_by(name="Too Small").one().merged_into = standing.id
    db.flush()
    for typed in ("łódź & <b>sons</b>", "too small"):
        found = statistics.organisation_called(db, protection_of(db, 5), typed)
        assert found == (str(standing.id), standing.name)
