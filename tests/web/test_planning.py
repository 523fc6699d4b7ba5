"""The form that plans a live session."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning.planning import LiveSession
from tests.cast import Cast
from tests.conftest import Browse
from tests.web.planned import LINK, PLAN, values


def test_a_plan_from_the_team_page_to_the_page_of_the_session(
    browse: Browse, cast: Cast, team: str
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    assert "Nothing is planned yet" in ada.get(team).text("main")
    form = ada.get(f"{team}/sessions/new")
    assert form.text("h1") == "Plan a session"
    assert form.fields()["time_zone"] == "Europe/London"
    assert values(form)["length"] == "45"

    response = ada.client.post(f"{team}/sessions", data=PLAN | {"link": LINK})
    assert response.headers["Location"] == "/sessions/1?changed=planned"
    page = ben.get("/sessions/1")
    said = page.text("main")
    assert page.text("h1") == "Module 1: Listening"
    for words in (
        "Friday 26 March 2027", "14:00 to 14:45, London time (UTC)", "Room 4", LINK,
        "Who listens to you so that you notice?", "A conversation", "Nobody has said yet",
        "No mail is sent from here",
    ):  # fmt: skip
        assert words in said
    hrefs = [attributes.get("href") for tag, attributes in page.tags if tag == "a"]
    assert "/modules/listening/session?length=45" in hrefs
    assert "Friday 26 March 2027, 14:00" in ben.get(team).text("main")
    assert "Your next session" in ben.get("/home").text("main")


def test_planning_twice_by_a_double_click_plans_once(browse: Browse, cast: Cast, team: str) -> None:
    ada = browse(cast.ada)
    places = [ada.client.post(f"{team}/sessions", data=PLAN).headers["Location"] for _ in range(2)]
    assert len(set(places)) == 1


def test_a_series_from_the_form(browse: Browse, cast: Cast, team: str) -> None:
    ada = browse(cast.ada)
    ada.post(f"{team}/sessions", PLAN | {"weeks": "2", "times": "3"})

    said = ada.get(team).text("main")
    for day in ("26 March 2027, 14:00", "9 April 2027, 14:00", "23 April 2027, 14:00"):
        assert day in said
    ada.post("/sessions/2/cancellation", {"and_later": "1"})
    assert "Cancelled" in ada.get(team).text("main")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"day": ""}, "Choose the day"),
        ({"day": "someday"}, "Write the day like 2027-03-28"),
        ({"day": "2026-02-30"}, "Write the day like"),
        ({"day": "2026-03-01"}, "This moment is past"),
        ({"day": "2036-03-02"}, "within the next two years"),
        ({"day": "9999-12-31"}, "within the next two years"),
        ({"day": "0001-01-01"}, "This moment is past"),
        ({"at": ""}, "Enter the time"),
        ({"at": "25:00"}, "Write the time like 14:00"),
        ({"day": "2027-03-28", "at": "01:30"}, "it is never 01:30"),
        ({"weeks": "1", "day": "2027-03-21", "at": "01:30"}, "it is never 01:30"),
        ({"time_zone": "Europe/Nowhere"}, "Choose a place from the list"),
        ({"time_zone": "../../etc/passwd"}, "Choose a place from the list"),
        ({"time_zone": ""}, "Choose a place from the list"),
        ({"length": "50"}, "Choose how long"),
        ({"length": "x" * 50}, "Choose how long"),
        ({"place": "x" * 201}, "at most 200 characters"),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"link": "JavaScript:alert(1)//https://x.org"}, "begins with https://"),
        ({"link": "http://call.example.org"}, "begins with https://"),
        ({"link": "data:text/html,x"}, "begins with https://"),
        ({"link": "https://"}, "begins with https://"),
        ({"link": "https://ada:pw@call.example.org"}, "cannot be read"),
        ({"link": "https://[broken"}, "cannot be read"),
        ({"link": "https://call.example.org:99999/"}, "cannot be read"),
        ({"link": "https://call.example.org/a b"}, "without spaces"),
        ({"link": f"https://call.example.org/{'x' * 1000}"}, "at most 1000 characters"),
        ({"weeks": "3"}, "Choose how often"),
        ({"weeks": "1", "times": "13"}, "Choose a number from 2 to 12"),
        ({"weeks": "1", "times": "-1"}, "Choose a number from 2 to 12"),
        ({"weeks": "1", "times": "3", "goes_on": "y"}, "This is the last module"),
        ({"module": "retired-since"}, "not part of the programme any more"),
        ({"module": "feedback"}, "not part of the programme any more"),
    ],
    ids=lambda given: str(given)[:40] if isinstance(given, dict) else "",
)
def test_what_cannot_be_planned_is_the_same_page_with_what_to_mend(
    browse: Browse, cast: Cast, team: str, other: dict[str, str], words: str
) -> None:
    ada = browse(cast.ada)
    page = ada.post(f"{team}/sessions", PLAN | other, expect=422)

    assert words in page.text("main")
    assert "Nothing is planned yet" in ada.get(team).text("main")
    if "module" not in other and "place" not in other:
        assert values(page)["place"] == "Room 4"


def test_any_time_and_any_words_that_can_be_are_kept(browse: Browse, cast: Cast, team: str) -> None:
    ada = browse(cast.ada)
    place = "  Räume\r\n<script>🙂</script>\x00 "
    odd = {"day": "31/10/2027", "at": "01.30", "place": place, "time_zone": "Europe/London"}
    ada.post(f"{team}/sessions", PLAN | odd)

    said = ada.get("/sessions/1").text("main")
    assert "Räume <script>🙂</script>" in said
    assert "The clocks go back, so it is 01:30 twice that day." in said


def test_a_series_that_meets_another_session_plans_nothing_at_all(
    browse: Browse, cast: Cast, team: str, db: Session
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{team}/sessions", PLAN | {"day": "2027-04-09"})
    db.execute(update(LiveSession).values(module_id="another"))
    db.commit()

    page = ada.post(f"{team}/sessions", PLAN | {"weeks": "1", "times": "4"}, expect=409)

    assert "another session for Friday 9 April 2027, 14:00" in page.text("main")
    assert values(page)["day"] == "2027-03-26"
    assert "26 March 2027" not in ada.get(team).text("main")
