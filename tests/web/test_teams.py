"""A team's page and what is done on it, through the browser."""

import re

import pytest

from learning import teams
from learning.content import Programme
from learning.db import Database
from tests.browser import Browser, Page
from tests.cast import Cast, finish, gather, write
from tests.conftest import Browse

ACTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("name", {"name": "Mine"}),
    ("code", {}),
    ("close", {}),
    ("members/{ben}/remove", {}),
    ("members/{ben}/convenor", {}),
)


@pytest.fixture
def team(database: Database, cast: Cast) -> str:
    """The address of a team that Ada convenes and Ben and Dana are on."""
    with database.writing.begin() as db:
        return f"/teams/{gather(db, cast.ada, cast.ben, cast.dana)}"


def code_on(page: Page) -> str:
    code: str
    (code,) = set(re.findall(r"\b[A-Z]{3}-[A-Z]{3}\b", page.html))
    return code


def main(browser: Browser, path: str) -> str:
    return browser.get(path).text("main")


def test_a_team_is_started_shared_and_joined(browse: Browse, cast: Cast) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    assert "Do it with your team" in main(ada, "/teams")
    for _ in range(2):
        started = ada.client.post("/teams", data={"name": "Harbour Row"}).headers["Location"]
    path = started.partition("?")[0]
    page = ada.get(started)
    code = code_on(page)
    assert f"http://localhost/join/{code}" in page.texts["textarea"][0]
    assert f"type the code {code}" in page.texts["textarea"][0]
    assert "<svg" in page.html

    assert code in ben.get(f"/join/{code.lower()}").html
    for _ in range(2):
        ben.post("/join", {"code": code})
    assert "Team of 2 people" in main(ben, path)
    assert ben.client.get(f"/join/{code}").headers["Location"] == path
    assert "Harbour Row" in main(ben, "/home")
    assert "Harbour Row" in main(ben, "/teams")


def test_a_stranger_gets_the_same_words_whether_the_team_exists(
    browse: Browse, cast: Cast, team: str
) -> None:
    cleo = browse(cast.cleo)
    nowhere = "/teams/999999"
    here, there = (cleo.get(path, expect=404).html for path in (team, nowhere))
    assert here == there
    for act, fields in (*ACTS, ("progress", {"shows": "yes"}), ("name", {"name": ""})):
        asked = [f"{path}/{act.format(ben=cast.ben.id)}" for path in (team, nowhere)]
        here, there = (cleo.post(path, fields, expect=404).html for path in asked)
        assert here == there
        assert "There is no team here that you are on." in here
    leaves = [cleo.client.post(f"{path}/leave") for path in (team, nowhere)]
    assert len({(left.status_code, left.headers["Location"]) for left in leaves}) == 1


@pytest.mark.parametrize(("act", "fields"), ACTS)
def test_a_member_cannot_do_what_the_convenor_does(
    browse: Browse, cast: Cast, team: str, act: str, fields: dict[str, str]
) -> None:
    path = f"{team}/{act.format(ben=cast.ben.id)}"
    page = browse(cast.dana).post(path, fields, expect=403)

    assert "Only the team’s convenor can do this. That is Ada." in page.text("main")
    assert "Hand it over" not in main(browse(cast.dana), team)


def test_the_convenor_renames_renews_hands_over_and_removes(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    old = code_on(ada.get(team))
    for _ in range(2):
        ada.post(f"{team}/name", {"name": "Ward 7"})
    ada.post(f"{team}/code")
    assert old not in ada.get(team).html
    for _ in range(2):
        ada.post(f"{team}/members/{cast.dana.id}/remove")
    ada.post(f"{team}/members/{cast.ben.id}/convenor")
    ada.post(f"{team}/members/{cast.ben.id}/convenor")
    browse(cast.dana).get(team, expect=404)
    assert "Ben, you Convenor" in main(ben, team)
    assert "Ward 7" in ben.get(team).texts["title"][0]


def test_leaving_twice_is_no_mistake(browse: Browse, cast: Cast, team: str) -> None:
    ada = browse(cast.ada)
    assert "Ben, who has been on it longest, will be the convenor" in main(ada, team)
    for _ in range(2):
        ada.post(f"{team}/leave")

    ada.get(team, expect=404)
    assert "stay yours" in main(ada, "/teams?changed=left")
    assert "Ben, you Convenor" in main(browse(cast.ben), team)


def test_a_closed_team_stays_to_be_seen_and_takes_nobody(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada = browse(cast.ada)
    code = code_on(ada.get(team))
    for _ in range(2):
        ada.post(f"{team}/close")

    page = browse(cast.ben).get(team)
    assert "This team was closed on 2 March 2026" in page.text("main")
    assert code not in page.html
    assert "Closed on 2 March 2026" in main(ada, "/teams")
    assert "Harbour Row" not in main(ada, "/home")
    told = browse(cast.cleo).post("/join", {"code": code}, expect=409)
    assert "This team is closed" in told.text("main")
    assert "closed" in ada.post(f"{team}/name", {"name": "Ward 7"}, expect=409).text("main")


def test_the_page_shows_what_each_chose_and_never_a_text_or_an_address(
    browse: Browse, cast: Cast, database: Database, programme: Programme, team: str
) -> None:
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages[:2])
        write(db, cast.ada, programme, programme.exercise("last-conversation"))
    ada, ben = browse(cast.ada), browse(cast.ben)
    assert "2 of 3 pages done" not in main(ben, team)

    for _ in range(2):
        ada.post(f"{team}/progress", {"shows": "yes"})
    page = ben.get(team)
    assert "2 of 3 pages done" in page.text("main")
    assert "lend the hall" not in page.html
    assert "@example.org" not in page.html

    ada.post(f"{team}/progress", {"shows": "no"})
    assert "2 of 3 pages done" not in main(ben, team)
    assert "beside your name" in ada.post(f"{team}/progress", {"shows": "?"}, expect=422).html


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Give the team a name"),
        ("  \u200b\u3164", "Give the team a name"),
        ("\u202e\u2066", "Give the team a name"),
        ("x" * 10_000, "at most 80"),
    ],
)
def test_a_name_is_refused_on_the_form(
    browse: Browse, cast: Cast, team: str, name: str, said: str
) -> None:
    ada = browse(cast.ada)
    for path in ("/teams", f"{team}/name"):
        assert said in ada.post(path, {"name": name}, expect=422).text("main")
    assert "Harbour Row" in main(ada, team)


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>", "</textarea><h1>{{ 7 * 7 }}", "فريق المرفأ",
        "\u202eevil\u2066", "a\r\nBcc: everybody", "🙂 Ŵyn 漢字", "'; DROP TABLE team; --",
    ],
)  # fmt: skip
def test_any_name_stays_a_name(browse: Browse, cast: Cast, name: str) -> None:
    ada = browse(cast.ada)
    started = ada.client.post("/teams", data={"name": name}).headers["Location"]
    for path in (started, "/teams", "/home"):
        page = ada.get(path)
        assert "<script>alert" not in page.html
        assert "\u202e" not in page.html
        assert "49" not in page.text("h1")
    shown = name.replace("\u202e", "").replace("\u2066", "").replace("\r\n", " ")
    assert ada.get(started).text("h1") == shown
    words = ada.get(started).texts["textarea"][0]
    assert re.search(r"^http://localhost/join/[A-Z-]{7}$", words, re.MULTILINE)


def test_a_team_page_costs_few_queries(
    browse: Browse, cast: Cast, team: str, queries: list[str]
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{team}/progress", {"shows": "yes"})
    queries.clear()

    ada.get(team)

    assert 0 < len(queries) <= 7  # who, the team, its members, their pages, sessions, actions


def test_many_teams_are_refused_in_words(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    for number in range(teams.MOST_TEAMS):
        ada.post("/teams", {"name": f"Team {number}"})

    assert "on 20 teams already" in ada.post("/teams", {"name": "x"}, expect=409).text("main")
