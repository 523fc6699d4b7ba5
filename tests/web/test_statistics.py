"""The pages of statistics: found, filtered, explained, closed to others, cheap."""

import re
from importlib import import_module
from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.conftest import Browse
from tests.web.counted import LONG, NAMES, count
from tests.web.figures_read import from_page, names_on_page

PATHS = ["", "/funnel", "/groups", "/learning", "/teams"]
FILES = ["/overview", "/funnel", "/groups", "/learning", "/teams"]


@pytest.fixture
def counted(db: Session) -> None:
    count(db)
    db.commit()


@pytest.mark.parametrize("path", PATHS)
def test_every_dashboard_says_when_it_was_counted_and_how(
    browse: Browse, cast: Cast, counted: None, path: str
) -> None:
    page = browse(cast.dana).get(f"/admin/statistics{path}")

    main = page.text("main")
    when = "the hour" if path == "/teams" else "a minute"
    assert f"Counted at 12:00 on 2 March 2026; changes are counted within {when}" in main
    assert "How this is counted" in main
    assert "is shown as “fewer than 5”" in main
    current = [a.get("href") for tag, a in page.tags if a.get("aria-current") == "page"]
    assert current == [f"/admin/statistics{path}"]
    for other in PATHS:
        assert f'href="/admin/statistics{other}"' in page.html


@pytest.mark.parametrize("path", PATHS)
def test_before_anybody_was_counted_a_page_invites(browse: Browse, cast: Cast, path: str) -> None:
    assert "Nothing was counted yet" in browse(cast.dana).get(f"/admin/statistics{path}").text(
        "main"
    )


def test_a_page_says_that_everybody_is_being_counted_anew(
    browse: Browse, cast: Cast, db: Session
) -> None:
    count(db, anew_after=7)
    db.commit()

    assert "being counted anew" in browse(cast.dana).get("/admin/statistics").text("main")


def test_a_filter_leaves_out_the_others_and_goes_along_to_the_other_pages(
    browse: Browse, cast: Cast, counted: None
) -> None:
    dana = browse(cast.dana)
    everybody = from_page(dana.get("/admin/statistics").html)["So far"]
    page = dana.get("/admin/statistics?sector=health&nation=wales")

    assert "Sector: Health or social care; Nation: Wales" in page.text("main")
    assert 'href="/admin/statistics/funnel?sector=health&amp;nation=wales"' in page.html
    assert '"/admin/statistics/overview.xlsx?sector=health&amp;nation=wales"' in page.html
    health = from_page(page.html)["So far"]
    assert isinstance(health[0], float)
    assert isinstance(everybody[0], float)
    assert abs(everybody[0] - 500) <= 15
    assert abs(health[0] - 175) <= 15
    few = from_page(dana.get("/admin/statistics?sector=housing").html)["So far"]
    assert few == ["fewer than 5"] * 5
    housing = dana.get("/admin/statistics?sector=housing").text("main")
    assert "Too few to tell anything about them" in housing
    assert "Too few to tell anything" not in page.text("main")
    open_ = from_page(dana.get("/admin/statistics?sector=not-said").html)["So far"]
    assert isinstance(open_[0], float)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sector=moon", "“moon” is not on offer"),
        ("sector=health&sector=housing", "Choose one at a time"),
        ("cohort=2026-13", "“2026-13” is not a month"),
        ("cohort=soon", "Write one like November 2026, or 2026-11"),
        (f"organisation={'x' * 200}", "No name here is longer than 120 characters"),
        ("organisation=Nowhere", "No organisation called “Nowhere” has 5 learners or more"),
    ],
)
def test_what_cannot_be_is_said_on_the_same_page_without_figures(
    browse: Browse, cast: Cast, counted: None, query: str, said: str
) -> None:
    dana = browse(cast.dana)
    for path in PATHS[:-1]:
        page = dana.get(f"/admin/statistics{path}?{query}", expect=422)
        assert said in page.text("main")
        assert from_page(page.html) == {}
    dana.post(f"/admin/statistics/groups.csv?{query}", expect=422)


def test_teams_are_all_counted_together_whatever_is_chosen_elsewhere(
    browse: Browse, cast: Cast, counted: None
) -> None:
    dana = browse(cast.dana)
    page = dana.get("/admin/statistics/teams?sector=health&cohort=soon")

    assert from_page(page.html) == from_page(dana.get("/admin/statistics/teams").html)
    assert "All teams" in page.text("main")
    assert 'href="/admin/statistics/learning?sector=health"' in page.html


@pytest.mark.parametrize("written", ["2026-02", "2026-2", "2026/02", "February 2026", "feb 2026"])
def test_a_month_may_be_written_as_people_do(
    browse: Browse, cast: Cast, counted: None, written: str
) -> None:
    dana = browse(cast.dana)
    page = dana.get(f"/admin/statistics?cohort={quote(written)}")

    assert "Month of joining: February 2026" in page.text("main")
    assert 'href="/admin/statistics/funnel?cohort=2026-02"' in page.html
    plain = dana.get("/admin/statistics?cohort=2026-02")
    assert from_page(page.html) == from_page(plain.html)


def test_a_single_month_of_joining_is_still_named(
    browse: Browse, cast: Cast, counted: None
) -> None:
    page = browse(cast.dana).get("/admin/statistics/groups?by=cohort&sector=health")

    assert names_on_page(page.html) == ["February 2026"]


def test_a_small_organisation_looks_like_one_that_is_not_there(
    browse: Browse, cast: Cast, counted: None
) -> None:
    dana = browse(cast.dana)
    small = dana.get("/admin/statistics?organisation=Too+Small", expect=422)
    none = dana.get("/admin/statistics?organisation=Too+Tiny", expect=422)

    assert small.html.replace("Too Small", "Too Tiny").replace("Too+Small", "Too+Tiny") == none.html


def test_organisations_stand_in_the_order_of_their_names_and_lead_to_their_figures(
    browse: Browse, cast: Cast, counted: None
) -> None:
    dana = browse(cast.dana)
    page = dana.get("/admin/statistics/groups?by=organisation")

    names = names_on_page(page.html)
    assert names == [*sorted(NAMES[:5], key=str.casefold), "Not said"]
    assert "1 organisation with fewer than 5 learners here, or none, is not listed" in page.text(
        "main"
    )
    assert "Too Small" not in page.html
    for name in NAMES[:5]:
        there = dana.get(f"/admin/statistics?organisation={quote(name)}").text("main")
        assert f"Organisation: {name}" in there


def test_organisations_are_searched_and_paged(
    browse: Browse, cast: Cast, counted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("learning.statistics.dashboards.breakdown"), "ON_A_PAGE", 4)
    dana = browse(cast.dana)
    first = dana.get("/admin/statistics/groups?by=organisation")
    second = dana.get("/admin/statistics/groups?by=organisation&page=2")
    beyond = dana.get("/admin/statistics/groups?by=organisation&page=99")

    assert "Page 1 of 2" in first.text("main")
    assert len(names_on_page(first.html)) == 4
    assert names_on_page(beyond.html) == names_on_page(second.html) != names_on_page(first.html)
    assert not set(names_on_page(first.html)) & set(names_on_page(second.html))
    found = dana.get("/admin/statistics/groups?by=organisation&words=ŁÓDŹ+sons")
    assert names_on_page(found.html) == ["Łódź & <b>Sons</b>"]
    nothing = dana.get("/admin/statistics/groups?by=organisation&words=xylophone")
    assert names_on_page(nothing.html) == []
    assert "No organisation with this in its name" in nothing.text("main")


def test_groups_can_be_told_apart_by_each_attribute(
    browse: Browse, cast: Cast, counted: None
) -> None:
    dana = browse(cast.dana)
    for by, row in (
        ("sector", "Housing"), ("nation", "Wales"), ("role", "Not said"), ("stage", "New to it"),
        ("cohort", "February 2026"), ("organisation", LONG),
    ):  # fmt: skip
        page = dana.get(f"/admin/statistics/groups?by={by}")
        assert row in names_on_page(page.html)
    dana.get("/admin/statistics/groups?by=colour", expect=422)


def test_no_statistic_is_for_learners_or_guests(browse: Browse, cast: Cast, counted: None) -> None:
    files = [f"{path}.{kind}" for path in FILES for kind in ("csv", "xlsx", "json")]
    for path in [*PATHS, *files, ".csv"]:
        assert "for admins" in browse(cast.ada).get(f"/admin/statistics{path}", expect=403).html
        assert browse().client.get(f"/admin/statistics{path}").status_code == 302


def test_a_dashboard_or_kind_of_file_that_is_not_there_is_not_found(
    browse: Browse, cast: Cast
) -> None:
    dana = browse(cast.dana)
    for path in ("/nothing", "/overview", "/overview.pdf", "/nothing.csv"):
        dana.get(f"/admin/statistics{path}", expect=404)


@pytest.mark.parametrize("query", ["", "?organisation=%3D1%2B1&sector=health"])
@pytest.mark.parametrize("path", [*PATHS, "/groups?by=organisation"])
def test_a_dashboard_costs_at_most_eight_queries(
    browse: Browse, cast: Cast, counted: None, queries: list[str], path: str, query: str
) -> None:
    dana = browse(cast.dana)
    queries.clear()
    asked = f"{path}{query.replace('?', '&') if '?' in path else query}"

    assert dana.client.get(f"/admin/statistics{asked}").status_code == 200
    assert 0 < len(queries) <= 8


@pytest.mark.parametrize("path", FILES)
def test_a_file_costs_one_more_for_writing_down_who_took_it(
    browse: Browse, cast: Cast, counted: None, queries: list[str], path: str
) -> None:
    dana = browse(cast.dana)
    queries.clear()

    assert dana.client.post(f"/admin/statistics{path}.xlsx").status_code == 200
    asked = [query for query in queries if not query.startswith("BEGIN")]
    assert 0 < len(asked) <= 9
    assert sum("INSERT INTO audit_entry" in query for query in asked) == 1


def test_a_chart_points_at_its_table_and_draws_no_small_group_as_nought(
    browse: Browse, cast: Cast, counted: None
) -> None:
    page = browse(cast.dana).get("/admin/statistics/funnel?sector=housing")

    charts = [a for tag, a in page.tags if tag == "svg" and a.get("role") == "img"]
    ids = {a.get("id") for _, a in page.tags}
    assert charts
    assert all(set(str(c["aria-labelledby"]).split()) <= ids for c in charts)
    assert any("are in the table “" in text for text in page.texts["desc"])
    assert "chart__mark--open" in page.html
    assert "chart__bar" not in page.html
    assert not re.search(r"<script(?! type=\"module\" src)", page.html)
