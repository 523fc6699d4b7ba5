"""The page of a live session, for those who are on its team."""

from datetime import UTC, datetime

import vobject
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning import teams
from learning.planning import LiveSession
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.web.planned import PLAN, values


def test_strangers_guests_and_made_up_numbers(browse: Browse, cast: Cast, session: str) -> None:
    cleo, guest = browse(cast.cleo), browse()
    for path in ("", ".ics", "/plan"):
        cleo.get(f"{session}{path}", expect=404)
        assert guest.client.get(f"{session}{path}").status_code == 302
    for path in ("/plan", "/reply", "/cancellation"):
        cleo.post(f"{session}{path}", PLAN | {"answer": "yes"}, expect=404)
        guest.post(f"{session}{path}", PLAN, expect=401)
    cleo.get("/teams/1/sessions/new", expect=404)
    cleo.post("/teams/1/sessions", PLAN, expect=404)
    for number in ("2147483647", "2147483648", "9" * 40):
        browse(cast.ada).get(f"/sessions/{number}", expect=404)


def test_what_was_sent_after_the_sign_in_ended_is_shown_again(
    browse: Browse, cast: Cast, team: str
) -> None:
    page = browse().post(f"{team}/sessions", PLAN, expect=401)

    assert "Room 4" in page.html
    assert "2027-03-26" in page.html


def test_a_change_is_seen_and_a_stale_one_is_refused(
    browse: Browse, cast: Cast, session: str
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    form = values(ben.get(f"{session}/plan"))
    assert (form["day"], form["at"], form["seen"]) == ("2027-03-26", "14:00", "0")

    ada.post(f"{session}/plan", PLAN | {"seen": "0", "at": "16:00"})
    assert "16:00 to 16:45" in ben.get(session).text("main")
    page = ben.post(f"{session}/plan", PLAN | {"seen": "0", "at": "17:00"}, expect=409)
    assert "Somebody else has changed this session meanwhile" in page.text("main")
    assert values(page)["at"] == "17:00"
    for seen in ("", "-1", "x", "9" * 30):
        ben.post(f"{session}/plan", PLAN | {"seen": seen, "at": "17:00"}, expect=409)
    ben.post(f"{session}/plan", PLAN | {"seen": "1", "link": "javascript:x"}, expect=422)


def test_a_cancelled_session_says_so_and_stays(
    browse: Browse, cast: Cast, session: str, team: str
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    for _ in range(2):
        ben.post(f"{session}/cancellation")

    page = ada.get(session)
    assert "This session was cancelled on 2 March 2026" in page.text("main")
    assert "Will you come?" not in page.text("main")
    assert ada.client.get(f"{session}/plan").headers["Location"] == session
    ada.post(f"{session}/plan", PLAN | {"seen": "1", "at": "16:00"}, expect=409)
    ada.post(f"{session}/reply", {"answer": "yes"}, expect=409)
    assert "Your next session" not in ada.get("/home").text("main")
    assert "Cancelled" in ada.get(team).text("main")
    assert "METHOD:CANCEL" in ada.client.get(f"{session}.ics").text


def test_a_team_closed_meanwhile(
    browse: Browse, cast: Cast, session: str, team: str, db: Session
) -> None:
    teams.close(db, cast.ada, 1)
    db.commit()
    ben = browse(cast.ben)

    assert ben.client.get(f"{team}/sessions/new").headers["Location"] == team
    page = ben.post(f"{team}/sessions", PLAN | {"at": "16:00"}, expect=409)
    assert "This team is closed" in page.text("main")
    assert "This team is closed" in ben.get(session).text("main")
    ben.post(f"{session}/reply", {"answer": "yes"}, expect=409)


def test_a_module_retired_since_can_be_replaced(
    browse: Browse, cast: Cast, session: str, db: Session
) -> None:
    db.execute(update(LiveSession).values(module_id="retired-since"))
    db.commit()
    ben = browse(cast.ben)

    assert "not part of the programme any more" in ben.get(session).text("main")
    assert "Choose a module" in ben.get(f"{session}/plan").text("main")
    form = values(ben.get(f"{session}/plan?module=listening"))
    ben.post(f"{session}/plan", PLAN | {"seen": form["seen"]})
    assert ben.get(session).text("h1") == "Module 1: Listening"


def test_saying_whether_one_comes(browse: Browse, cast: Cast, session: str) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    for answer in ("yes", "no", "maybe"):
        ben.post(f"{session}/reply", {"answer": answer})
    for answer in ("", "perhaps"):
        page = ben.post(f"{session}/reply", {"answer": answer}, expect=422)
        assert "Choose yes, no or maybe" in page.text("main")
    page = ada.get(session)
    assert "Maybe Ben" in page.text("main")


def test_the_calendar_file(browse: Browse, cast: Cast, session: str) -> None:
    response = browse(cast.ben).client.get(f"{session}.ics")

    assert response.mimetype == "text/calendar"
    assert "live-session-1.ics" in response.headers["Content-Disposition"]
    event = vobject.readOne(response.text).vevent
    assert event.dtstart.value.astimezone(UTC) == datetime(2027, 3, 26, 14, tzinfo=UTC)
    assert event.url.value == "http://localhost/sessions/1"


def test_a_session_that_is_over(
    browse: Browse, cast: Cast, session: str, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    stopped.now = datetime(2027, 3, 27, tzinfo=UTC)
    ada = browse(cast.ada)

    assert "The time of this session is over" in ada.get(session).text("main")
    ada.post(f"{session}/reply", {"answer": "yes"}, expect=409)


def test_pages_cost_the_same_for_any_number_of_sessions(
    browse: Browse, cast: Cast, session: str, team: str, queries: list[str],
) -> None:  # fmt: skip
    ada = browse(cast.ada)
    counts = []
    for _ in range(2):
        for path in (session, team, "/home", f"{team}/sessions/new"):
            queries.clear()
            ada.get(path)
            counts.append(len(queries))
        ada.post(f"{team}/sessions", PLAN | {"day": "2027-04-01", "weeks": "1", "times": "12"})
    assert counts[:4] == counts[4:]
    assert max(counts) <= 10
