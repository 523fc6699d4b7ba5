"""The pages of a session over days."""

import pytest
from sqlalchemy.orm import Session

from learning import teams
from tests.browser import Page
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.web.held import Held, write
from tests.web.planned import PLAN, values

SLOW = PLAN | {"days": "2", "day": "2026-03-02", "at": "13:00"}


@pytest.fixture
def slow(browse: Browse, cast: Cast, team: str, stopped: StoppedClock) -> str:
    """A session over days of Ada and Ben, whose time has come."""
    browse(cast.ada).post(f"{team}/sessions", SLOW)
    stopped.move(hours=1)
    return "/live/1"


def press(page: Page, act: str, at: int) -> dict[str, str]:
    return {"act": act, "seen": str(at), "added": "0", "writer": values(page)["writer"]}


def test_it_is_planned_with_the_form_and_said_everywhere(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada = browse(cast.ada)
    assert "Over days: 2 days for each step" in ada.get(f"{team}/sessions/new").text("main")
    ada.post(f"{team}/sessions", SLOW)

    said = browse(cast.ben).get("/sessions/1").text("main")
    assert "Over days: 2 days for each step, 14 days in all" in said
    assert "13:15" not in said
    assert "From Monday 2 March 2026, 13:00" in ada.get(team).text("main")
    assert "over days, 2 days for each step" in ada.get("/home").text("main")
    form = ada.get("/sessions/1/plan")
    assert values(form)["days"] == "2"
    assert values(ada.get(f"{team}/sessions/new"))["days"] == "0", "chosen anew each time"
    ada.post("/sessions/1/plan", SLOW | {"seen": "0", "days": "0"})
    assert "13:00 to 13:45" in ada.get("/sessions/1").text("main")


@pytest.mark.parametrize("days", ["4", "x", "-1", "9" * 30])
def test_other_days_are_refused(browse: Browse, cast: Cast, team: str, days: str) -> None:
    page = browse(cast.ada).post(f"{team}/sessions", SLOW | {"days": days}, expect=422)
    assert "Choose one of these" in page.text("main")


def test_a_series_that_would_overlap_is_refused(browse: Browse, cast: Cast, team: str) -> None:
    sent = SLOW | {"weeks": "1", "times": "2"}
    page = browse(cast.ada).post(f"{team}/sessions", sent, expect=409)
    assert "lasts 14 days, so the next cannot begin after 7" in page.text("main")


def test_the_door_says_how_it_goes(
    browse: Browse, cast: Cast, slow: str, stopped: StoppedClock
) -> None:
    said = browse(cast.ben).get(slow).text("main")
    assert "If you do, the first step begins" in said
    assert "Over days: 2 days" in said
    assert "No mail is sent from here" in said
    assert "by mail" not in said
    stopped.move(minutes=-1)
    early = browse(cast.ben).get(slow).text("main")
    assert "The first of you who comes in begins" in early
    assert "an hour before" not in early


def test_a_step_says_when_it_is_due_and_nothing_ticks(
    browse: Browse, cast: Cast, slow: str, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{slow}/entry")
    page = ada.get(slow)
    said = page.text("main")

    assert "Due Wednesday 4 March, 20:00" in said
    for words in ("minutes left", "Who leads what", "We share one screen", "without a device"):
        assert words not in said
    assert "I have done this" in said
    assert "+1 day" in said
    assert "A line has no name" in said
    stopped.now = stopped.now.replace(day=4, hour=9)
    assert "the last day of this step" in ada.get(slow).text("main")


def test_everybody_may_press_everything_but_what_hurries_the_others(
    browse: Browse, cast: Cast, slow: str
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    for person in (ada, ben):
        person.post(f"{slow}/entry")
    page = ben.get(slow)
    sent = {"live_line.text": "All well.", "live_at.line": "check-in"}
    ben.post(f"{slow}/steps/check-in/lines", press(page, "", 0) | sent)
    assert "All well." in ada.get(slow).text("main")
    ben.post(f"{slow}/course", press(page, "minute", 0))
    assert "Due Thursday 5 March, 20:00" in ada.get(slow).text("main")
    for words in ("Next step", "Back", "End it now"):
        assert words not in ben.get(slow).texts["button"]
    assert "Pause" in ben.get(slow).texts["button"]
    refused = ben.post(f"{slow}/course", press(page, "next", 0), expect=403)
    assert "only the team’s convenor can go on" in refused.text("main")
    assert "Next step" in ada.get(slow).texts["button"]
    ada.post(f"{slow}/course", press(ada.get(slow), "next", 0))
    assert ada.get(slow).text("h1") == "The conversation"


def test_what_is_shown_stands_above_the_step_it_is_looked_at_with(
    browse: Browse, cast: Cast, slow: str
) -> None:
    ada, ben = Held(browse, cast.ada, 1), Held(browse, cast.ben, 1)
    for person in (ada, ben):
        person.send("entry", {})
    for _ in range(2):
        ada.press("next")
    write(ada, "rate-it", "confidence-start", "named")
    assert "Ada" not in ben.says().partition("Who takes part")[0]
    ada.press("next")

    said = ben.says()
    assert ben.page().text("h1") == "Dots"
    assert said.index("All at once") < said.index("Place")
    assert "You look where you differ" in said
    assert "Take mine back" not in said
    assert "Take mine back" in ada.says()
    assert "with the step after it" in said
    ada.send("steps/rate-it/visibility", {"visibility": "withheld"})
    assert "Nobody has chosen to show a card" in ben.says()


def test_how_many_have_done_it_is_counted_and_nobody_is_named(
    db: Session, browse: Browse, cast: Cast, slow: str
) -> None:
    teams.join(db, cast.cleo, teams.team_for(db, cast.ada, 1).code)
    db.commit()
    ada, ben, cleo = (browse(person) for person in (cast.ada, cast.ben, cast.cleo))
    for person in (ada, ben, cleo):
        person.post(f"{slow}/entry")
    ben.post(f"{slow}/course", press(ben.get(slow), "ready", 0))

    assert "1 of 3 have done it" in ada.get(slow).text("main")
    assert "You have done this step" in ben.get(slow).text("main")
