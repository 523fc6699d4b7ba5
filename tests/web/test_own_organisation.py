"""The pages of who looks after one organisation: its counts, and nothing of others."""

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from learning import organisations
from learning.accounts import SignIn
from learning.audit import AuditEntry
from learning.db import Database
from learning.organisations import Organisation, OrganisationAdmin
from tests.browser import Browser
from tests.cast import Cast, give_app
from tests.conftest import Browse, StoppedClock
from tests.web import counted
from tests.web.figures_read import from_csv, from_json, from_page

PAGES = ("/organisation", *(f"/organisation/{name}" for name in ("funnel", "learning", "practice")))
PLACE, SMALL = "Łódź & <b>Sons</b>", "Too Small"


@pytest.fixture
def people(database: Database) -> None:
    with database.writing.begin() as db:
        counted.count(db)


def look_after(database: Database, cast: Cast, name: str) -> int:
    """Let Ada look after the organisation of this name, with a second factor."""
    with database.writing.begin() as db:
        place = db.scalars(select(Organisation.id).where(Organisation.name == name)).one()
        organisations.make_admin(db, place, cast.ada.id)
        give_app(db, cast.ada.id)
    return place


@pytest.fixture
def ada(database: Database, cast: Cast, people: None, browse: Browse) -> Browser:
    look_after(database, cast, PLACE)
    return browse(cast.ada)


def test_the_counts_are_those_that_admins_see_of_it(
    ada: Browser, browse: Browse, cast: Cast
) -> None:
    dana = browse(cast.dana)
    for page in PAGES:
        name = page.removeprefix("/organisation")
        theirs = ada.get(page)
        admins = dana.get(f"/admin/statistics{name}?organisation={PLACE.replace('&', '%26')}")
        assert from_page(theirs.html), page
        assert from_page(theirs.html) == from_page(admins.html), page
        assert "/admin" not in theirs.html, page


def test_no_other_choice_is_taken(ada: Browser) -> None:
    plain = from_page(ada.get("/organisation").html)
    for asked in ("organisation==1%2B1", "sector=health", "cohort=2026-02", "by=organisation"):
        assert from_page(ada.get(f"/organisation?{asked}").html) == plain, asked
    for elsewhere in ("groups", "teams", "report", "1", "overview"):
        ada.get(f"/organisation/{elsewhere}", expect=404)


def test_of_fewer_than_five_nothing_is_told(
    database: Database, cast: Cast, people: None, browse: Browse
) -> None:
    look_after(database, cast, SMALL)
    ada = browse(cast.ada)
    page = ada.get("/organisation").text("main")
    assert "Too few to tell anything about them" in page
    file = ada.client.post("/organisation/overview.json").data
    figures = {each for table in from_json(file).values() for each in table}
    assert not [each for each in figures if isinstance(each, float)]


def test_the_files_have_the_figures_of_the_page_and_are_written_down(
    ada: Browser, database: Database, stopped: StoppedClock
) -> None:
    answer = ada.client.post("/organisation/overview.csv")
    assert f"Organisation: {PLACE}" in answer.text
    assert from_csv(answer.data) == from_page(ada.get("/organisation").html)
    with database.reading() as db:
        notes = [(entry.act, entry.about) for entry in db.scalars(select(AuditEntry))]
    assert notes == [("export-statistics", "Overview of organisation 5, as csv")]

    stopped.move(minutes=16)
    proof = ada.client.post("/organisation/overview.csv")
    assert proof.location.startswith("/account/proof"), "who is there has to be proved anew"


def test_nobody_else_gets_in(ada: Browser, browse: Browse, cast: Cast) -> None:
    posts = ("/organisation/overview.csv", "/organisation/invitations")
    for person in (cast.ben, cast.dana):
        somebody = browse(person)
        for page in (*PAGES, "/organisation/invitations"):
            assert "look after an organisation" in somebody.get(page, expect=403).text("main")
        for page in posts:
            somebody.post(page, expect=403)
        assert "/organisation" not in somebody.get("/account").html
    for page in PAGES:
        assert browse().client.get(page).location.startswith("/sign-in?next=")
    ada.get("/admin/statistics", expect=403)
    assert 'href="/organisation"' in ada.get("/account").html


def test_a_second_factor_is_needed_as_for_admins(
    app: Flask, database: Database, cast: Cast, people: None, browse: Browse
) -> None:
    look_after(database, cast, PLACE)
    ada = browse(cast.ada)
    with database.writing.begin() as db:
        db.execute(update(SignIn).values(second_at=None))
    assert ada.client.get("/organisation").location == "/sign-in/second?next=/organisation"
    assert ada.client.post("/organisation/invitations").location.endswith("next=/organisation")
    ada.get("/home")


def test_the_last_second_factor_stays_while_it_is_needed(ada: Browser, database: Database) -> None:
    page = ada.post("/account/second-factor/app/removal", expect=409)
    assert "Set up another one before this one goes" in page.text("main")
    with database.writing.begin() as db:
        db.execute(delete(OrganisationAdmin))
    ada.post("/account/second-factor/app/removal")


def test_it_ends_at_once_when_it_is_taken_away(ada: Browser, database: Database) -> None:
    with database.writing.begin() as db:
        db.execute(delete(OrganisationAdmin))
    ada.get("/organisation", expect=403)


def test_a_page_costs_at_most_eight_queries(ada: Browser, queries: list[str]) -> None:
    for page in PAGES:
        del queries[:]
        ada.get(page)
        assert len([query for query in queries if "SELECT" in query]) <= 8, (page, queries)
