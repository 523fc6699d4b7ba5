"""What stands around the figures on their pages: ways on, whose they are, what is meant."""

from sqlalchemy.orm import Session

from learning.statistics import Family, Group
from tests.cast import Cast
from tests.conftest import Browse
from tests.statistics.tallied import Alike, publish
from tests.web.counted import count

STATISTICS = "/admin/statistics"


def test_a_name_to_look_for_counts_only_where_the_rows_are_organisations(
    browse: Browse, cast: Cast, db: Session
) -> None:
    count(db)
    db.commit()
    page = browse(cast.dana).get(f"{STATISTICS}/groups?by=nation&words=sons")

    assert "Only for “By organisation”" in page.text("main")
    assert "words=" not in page.html


def test_an_organisation_is_called_by_its_standing_name_not_as_it_was_typed(
    browse: Browse, cast: Cast, db: Session
) -> None:
    count(db)
    db.commit()
    page = browse(cast.dana).get(f"{STATISTICS}?organisation=@sum(a1)")

    assert "Organisation: @SUM(A1)" in page.text("main")
    assert "@sum(a1)" not in page.html


def test_the_report_is_near_the_top_and_a_long_page_lists_its_tables(
    browse: Browse, cast: Cast, db: Session
) -> None:
    answered = {Family.PRACTICE: ["practice:6:answered"]}
    publish(db, Alike(80, Group(sector="health", cohort="2026-02"), answered))
    db.commit()
    dana = browse(cast.dana)
    page = dana.get(f"{STATISTICS}/practice?sector=health")

    assert page.html.count(f'href="{STATISTICS}/report?sector=health"') == 1
    ids = {a.get("id") for _, a in page.tags}
    inside = [str(a["href"])[1:] for tag, a in page.tags if str(a.get("href")).startswith("#")]
    assert sum(name.endswith("-title") for name in inside) == page.html.count('<h2 id="practice-')
    assert set(inside) <= ids
    assert "Go to one of" in page.text("main")
    assert "Go to one of" not in dana.get(STATISTICS).text("main")


def test_the_page_of_teams_says_that_it_counts_teams_in_plain_words(
    browse: Browse, cast: Cast, db: Session
) -> None:
    count(db)
    db.commit()
    words = browse(cast.dana).get(f"{STATISTICS}/teams").text("main")

    assert "Counts of teams, their live sessions and their actions" in words
    assert "Counts of learners" not in words
    assert "credits" not in words
