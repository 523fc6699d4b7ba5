"""What the dashboards make of the counts: the same number everywhere, and nothing of too few."""

import inspect
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from learning import statistics
from learning.content import Editions, Programme
from learning.statistics import (
    EVERYBODY,
    Attribute,
    Count,
    Counts,
    Dashboard,
    Definition,
    Family,
    Group,
    Protection,
    Row,
    Table,
    Value,
)
from learning.statistics.dashboards import definitions, definitions_of_teams
from learning.statistics.dashboards.shown import Shown
from learning.statistics.tallies import Tally
from tests.conftest import NOON, StoppedClock
from tests.in_browser.guests import EVERY_KIND
from tests.statistics.tallied import Alike, publish

PROTECTION = Protection(b"secret")
DASHBOARDS: list[Callable[..., Dashboard]] = [
    statistics.overview, statistics.funnel, statistics.breakdown, statistics.learning,
    statistics.teams,
]  # fmt: skip
DEFINED = [
    value
    for module in (definitions, definitions_of_teams)
    for _, value in inspect.getmembers(module)
    if isinstance(value, Definition)
]


def alike(number: int, *marks: str, who: Group = EVERYBODY) -> Alike:
    return Alike(number, who, {Family.PROGRESS: ("joined", *marks)})


def table(dashboard: Dashboard, id_: str) -> Table:
    return next(table for table in dashboard.tables if table.id == id_)


def row(dashboard: Dashboard, table_id: str, key: str) -> tuple[Value, ...]:
    rows: dict[str, Row] = {row.key: row for row in table(dashboard, table_id).rows}
    return rows[key].values


def shown(true: int, figure: str, group: Group = EVERYBODY, month: str = "") -> Count:
    return PROTECTION.count(true, figure, group, month)


def test_a_figure_of_a_group_is_the_same_number_wherever_it_stands(
    db: Session, programme: Programme
) -> None:
    health = Group(sector="health")
    publish(db, alike(47, "started", "module:listening", who=health), alike(212))
    what = (db, programme, PROTECTION)

    overview = statistics.overview(*what, health)
    funnel = statistics.funnel(*what, health)
    groups = statistics.breakdown(*what, EVERYBODY, Attribute.SECTOR)

    joined, started = shown(47, "joined", health), shown(47, "started", health)
    assert row(overview, "people", "all")[0] == joined
    assert row(funnel, "steps", "joined")[0] == joined
    assert row(groups, "by-sector", "health")[:2] == (joined, started)
    done = shown(47, "module:listening", health)
    assert row(overview, "modules", "listening")[0] == done
    assert row(funnel, "steps", "module:listening")[0] == done


def test_a_share_is_of_the_numbers_that_are_shown_and_never_more_than_all(
    db: Session, programme: Programme
) -> None:
    publish(db, alike(23, "started", "module:listening"), alike(3, "started", "module:feedback"))
    values = row(statistics.overview(db, programme, PROTECTION, EVERYBODY), "modules", "listening")
    few = row(statistics.overview(db, programme, PROTECTION, EVERYBODY), "modules", "feedback")

    part, whole = shown(23, "module:listening"), shown(26, "started")
    assert part.number
    assert whole.number
    assert values[1] == min(round(100 * part.number / whole.number), 100)
    assert few[:2] == (Count(None), None)


def test_quartiles_are_of_those_who_finished_and_need_twenty(
    db: Session, programme: Programme
) -> None:
    took = {"took:0": 20, "took:7": 20, "took:21": 20, "took:84": 20}
    publish(db, *(alike(number, "finished", mark) for mark, number in took.items()))
    time = row(statistics.overview(db, programme, PROTECTION, EVERYBODY), "time", "all")

    assert time[1:] == (0.0, 7.0, 21.0)


def test_fewer_than_twenty_are_told_no_quartile(db: Session, programme: Programme) -> None:
    publish(db, alike(6, "finished", "took:3"))
    time = row(statistics.overview(db, programme, PROTECTION, EVERYBODY), "time", "all")

    assert isinstance(time[0], Count)
    assert time[0].number
    assert time[0].number < 20
    assert time[1:] == (None, None, None)


@pytest.mark.parametrize(("people", "exactly"), [(400, 0.25), (40, 1.1), (3, None)])
def test_a_mean_is_near_the_true_one_the_more_people_the_nearer(
    db: Session, programme: Programme, people: int, exactly: float | None
) -> None:
    ratings = ("rating:start:listen:2", "rating:start:listen:6")
    publish(db, *(Alike(people // 2, EVERYBODY, {Family.LEARNING: (r,)}) for r in ratings))
    learning = statistics.learning(db, programme, PROTECTION, EVERYBODY)
    n, mean, spread, *bands = row(learning, "rating-confidence-listen", "start")

    if exactly is None:
        assert (n, mean, spread, *bands) == (Count(None), None, None, *[Count(None)] * 3)
        return
    assert isinstance(mean, float)
    assert isinstance(spread, float)
    assert abs(mean - 4) <= exactly
    assert abs(spread - 2) <= exactly
    low, middle, high = (band.number for band in bands if isinstance(band, Count))
    assert abs((low or 0) - people / 2) <= 15
    assert middle
    assert high is None


def test_everybody_at_the_highest_rating_is_no_proof_that_nobody_is_lower(
    programme: Programme,
) -> None:
    counts = Counts(Tally(30), {"r:10": 0})
    keys = (str(number).encode() for number in range(60))
    means = set()
    for key in keys:
        shown_ = Shown(counts, Protection(key), EVERYBODY)
        means.add(shown_.mean_and_spread(Count(30), "r:")[0])

    assert len(means) > 1


def test_months_are_those_of_the_clocks_at_home(
    db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    stopped.now = stopped.now.replace(month=6, day=30, hour=23, minute=30)
    crowd = Alike(40, EVERYBODY, {Family.PROGRESS: ("joined",)}, {"2026-07": ("joined",)})
    publish(db, crowd)
    overview = statistics.overview(db, programme, PROTECTION, EVERYBODY)
    funnel = statistics.funnel(db, programme, PROTECTION, EVERYBODY)

    assert [row.key for row in table(overview, "months").rows] == ["2026-07", "2026-06"]
    assert row(overview, "months", "2026-07")[0] == shown(40, "joined", Group(cohort="2026-07"))
    months = [row.key for row in table(funnel, "months").rows]
    assert (months[0], months[-1], len(months)) == ("2025-07", "2026-07", 13)


def test_a_month_of_joining_with_another_choice_has_no_months_and_says_so(
    db: Session, programme: Programme
) -> None:
    publish(db, alike(40))
    both = Group(sector="health", cohort="2026-02")
    for dashboard in (statistics.overview, statistics.funnel):
        months = table(dashboard(db, programme, PROTECTION, both), "months")
        assert months.rows == ()
        assert "Take one of them away" in months.note
    alone = statistics.overview(db, programme, PROTECTION, Group(cohort="2026-02"))
    assert len(table(alone, "months").rows) == 2


def test_every_choice_has_its_row_whether_anybody_made_it_or_not(
    db: Session, programme: Programme
) -> None:
    publish(db, alike(4, who=Group(nation="wales")), alike(9))
    groups = statistics.breakdown(db, programme, PROTECTION, EVERYBODY, Attribute.NATION)
    rows = table(groups, "by-nation").rows

    assert [r.key for r in rows] == [
        "england", "scotland", "wales", "northern_ireland", "elsewhere", "not-said",
    ]  # fmt: skip
    assert {str(r.values[0]) for r in rows[:-1]} == {"fewer than 5"}
    assert rows[-1].values[0] != Count(None)


def test_no_two_figures_have_the_same_name_and_each_says_all_there_is_to_say() -> None:
    assert len({d.id for d in DEFINED}) == len({d.name for d in DEFINED}) == len(DEFINED)
    for definition in DEFINED:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", definition.id)
        assert definition.rule.endswith(".")
        for words in (definition.who, definition.period, definition.missing, definition.unit):
            assert words
            assert not words.endswith(".")


@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_there_is_no_figure_without_a_definition_of_ours(
    db: Session, programme: Programme, dashboard: Callable[..., Dashboard]
) -> None:
    publish(db, alike(40))
    found = dashboard(db, programme, PROTECTION, EVERYBODY)

    assert found.tables
    assert set(found.definitions) <= set(DEFINED)
    assert all(len(r.values) == len(t.columns) for t in found.tables for r in t.rows)
    assert len({t.id for t in found.tables}) == len({t.title for t in found.tables})


def test_every_definition_is_used(db: Session, programme: Programme) -> None:
    whole = Editions(EVERY_KIND, today=lambda: NOON.date()).programme
    publish(db, alike(40))
    used = {
        definition
        for dashboard in DASHBOARDS
        for definition in dashboard(db, whole, PROTECTION, EVERYBODY).definitions
    }

    assert set(DEFINED) == used


@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_a_dashboard_costs_at_most_four_queries(
    db: Session, programme: Programme, queries: list[str], dashboard: Callable[..., Dashboard]
) -> None:
    publish(db, alike(40))
    queries.clear()
    dashboard(db, programme, PROTECTION, EVERYBODY)

    assert 0 < len(queries) <= 4


@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_an_empty_programme_and_an_empty_database_have_a_dashboard(
    db: Session, programme: Programme, dashboard: Callable[..., Dashboard]
) -> None:
    assert dashboard(db, programme, PROTECTION, EVERYBODY).tables == ()
    publish(db, alike(40, "started"))
    empty = replace(programme, modules=(), ratings=())
    assert dashboard(db, empty, PROTECTION, EVERYBODY).counted_at
