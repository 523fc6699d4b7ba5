"""What a team agreed, through the browser."""

import re

import pytest

from learning import actions, teams
from learning.db import Database
from tests.actions.agreeing import agreed
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.web.agreed import ACTION, DONE

pytestmark = pytest.mark.usefixtures("action")


def main(browser: Browser, path: str) -> str:
    return browser.get(path).text("main")


def test_a_team_sees_what_it_agreed(browse: Browse, cast: Cast, team: str) -> None:
    said = main(browse(cast.ben), team)

    assert "What you agreed" in said
    assert re.search(
        "Ask payroll for the postcodes Ada Due on 10 March 2026 First step: Write to payroll", said
    )
    assert "Say what became of it" in said


def test_a_team_that_agreed_nothing_reads_what_will_stand_there(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada = browse(cast.ada)
    assert (
        "The action is taken out"
        in ada.client.post("/actions/1/removal", follow_redirects=True).text
    )
    assert "Nothing is agreed yet. Each session ends with who does what by when" in main(ada, team)
    assert "Add an action" in main(ada, team)


def test_an_action_is_added_changed_and_added_once(browse: Browse, cast: Cast, team: str) -> None:
    ada = browse(cast.ada)
    form = ada.get(f"{team}/actions/new")
    assert form.fields()["action.owner"] == str(cast.ada.id)
    assert "By when Leave it empty only if you mean it." in form.text("main")
    hers = ACTION | {"action.what": "Ask\r\nestates", "action.owner": str(cast.ben.id)}
    for _ in range(2):
        ada.post(f"{team}/actions", hers)
    assert main(ada, team).count("Ask estates Ben") == 1

    page = browse(cast.ben).get("/actions/2")
    sent = page.fields() | {"action.owner": "other", "action.owner_name": "Rosa"}
    for _ in range(2):
        ada.post("/actions/2", {k: v for k, v in sent.items() if k.startswith("action.")})
    assert "Ask estates Rosa Due on 10 March 2026" in main(ada, team)
    assert ada.get("/actions/2").fields()["action.owner_name"] == "Rosa"


def test_an_outcome_is_kept_shown_and_opened_again(browse: Browse, cast: Cast, team: str) -> None:
    ben = browse(cast.ben)
    for _ in range(2):
        ben.post("/actions/1/outcome", DONE)
    said = main(ben, team)
    assert "Nothing is open" in said
    assert "Settled actions 1 Ask payroll" in said
    assert "Done on 2 March 2026 Ada, planned by 10 March 2026 Learned: Ask twice." in said

    for _ in range(2):
        ben.post("/actions/1/reopening")
    assert "Settled actions" not in main(ben, team)
    assert "Ask twice." in main(ben, team)


def test_the_second_of_two_sees_both_and_loses_nothing(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    ben.post("/actions/1/outcome", DONE)
    hers = DONE | {"outcome.1.status": "dropped", "outcome.1.learned": "Never <again>."}
    page = ada.post("/actions/1/outcome", hers, expect=409)
    assert "Somebody else has changed this meanwhile" in page.text("main")
    assert "Learned: Ask twice." in page.text("main")
    kept = page.fields()
    assert (kept["outcome.1.status"], kept["outcome.1.learned"]) == ("dropped", "Never <again>.")
    assert "Ask twice." in main(ben, team)

    ada.post("/actions/1/outcome", kept)
    assert "Dropped on 2 March 2026" in main(ben, team)


def test_the_second_of_two_changes_sees_both(browse: Browse, cast: Cast, team: str) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    first = ACTION | {"action.seen": "1"}
    ben.post("/actions/1", first | {"action.what": "Ask estates"})
    page = ada.post("/actions/1", first | {"action.what": "Ask Rosa"}, expect=409)

    assert "Ask estates" in page.text("main")
    kept = page.fields()
    assert (kept["action.what"], kept["action.seen"]) == ("Ask Rosa", "2")
    for made_up in ("", "-1", "x", "9" * 30):
        ada.post("/actions/1", ACTION | {"action.seen": made_up}, expect=409)


def test_what_is_due_stands_at_home_until_it_is_settled(
    browse: Browse, cast: Cast, team: str, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    said = main(ada, "/home")
    assert "What you agreed with your team Ask payroll" in said
    assert "Harbour Row Due on 10 March 2026" in said
    assert "What you agreed" not in main(browse(cast.ben), "/home")
    for days, due in ((8, "Due today"), (1, "Due since 10 March 2026")):
        stopped.move(days=days)
        assert due in main(ada, "/home")
        assert due in main(ada, team)

    ada.post("/actions/1/outcome", DONE)
    assert "What you agreed" not in main(ada, "/home")


def test_who_leaves_leaves_their_actions_to_be_taken_on(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    ada.post(f"{team}/leave")
    said = main(ben, team)
    assert "Without an owner" in said
    assert "I will do it" in said
    for _ in range(2):
        ben.post("/actions/1/owner")
    assert "Ask payroll for the postcodes Ben" in main(ben, team)
    ada.get("/actions/1", expect=404)


def test_a_closed_team_still_sees_its_actions_and_changes_none(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{team}/close")
    assert "Ask payroll" in main(ada, team)
    assert "nothing about its actions can be changed" in main(ada, "/actions/1")
    assert "Say what became of it" not in main(ada, team)
    assert ada.client.get(f"{team}/actions/new").headers["Location"] == team
    assert "closed" in ada.post("/actions/1/outcome", DONE, expect=409).text("main")
    assert "closed" in ada.post(f"{team}/actions", ACTION, expect=409).text("main")


def test_pages_with_many_actions_cost_as_few_queries(
    browse: Browse, cast: Cast, database: Database, team: str, queries: list[str]
) -> None:
    ada, counts = browse(cast.ada), []
    for _ in range(2):
        for path in (team, "/home", "/actions/1"):
            queries.clear()
            ada.get(path)
            counts.append(len(queries))
        with database.writing.begin() as db:
            team_id = teams.teams_of(db, cast.ada)[0].id
            for number in range(20):
                one = agreed(f"Do {number}", owner_id=cast.ada.id)
                actions.agree(db, cast.ada, team_id, one)

    assert counts[:3] == counts[3:] == [6, 10, 3]
