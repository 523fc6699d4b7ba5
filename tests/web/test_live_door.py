"""The door of a live session: who comes in, and when."""

from datetime import time

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning import accounts, live, planning, teams
from learning.content import Programme
from learning.planning import LiveSession
from tests.cast import Cast, gather
from tests.conftest import Browse, StoppedClock
from tests.live.held import begun, planned_now, run_of
from tests.planning.planning import post_of
from tests.web.held import Held

START = {"what": "listening 45"}


def test_a_member_reads_what_will_be_seen_and_comes_in(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = planned_now(db, programme, cast.ada, cast.ben)
    db.commit()
    ben = Held(browse, cast.ben, session_id)
    said = ben.says()

    for words in (
        "Module 1: Listening", "Nobody is here yet. You can be the first.", "Come in",
        "What the others will see", "The conversation: only you can read what you write.",
    ):  # fmt: skip
        assert words in said
    ben.send("entry", {})
    ben.send("entry", {})
    assert "You are in the lobby" in ben.says()
    assert "Ben is here." in Held(browse, cast.ada, session_id).says()


def test_a_stranger_cannot_tell_that_a_session_exists(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    there, nowhere = Held(browse, cast.cleo, session_id), Held(browse, cast.cleo, 77)
    sent = {"act": "ready", "seen": "0", "live_write.confidence-start": "rate-it"}

    for below in ("", "/state", "/screen"):
        answers = [one.browser.get(f"{one.path}{below}", expect=404) for one in (there, nowhere)]
        assert answers[0].text("main") == answers[1].text("main")
    for below in (
        "entry", "exit", "people", "people/1/remove", "roles", "course", "steps/rate-it/card",
        "steps/dots/dots", "steps/check-in/lines", "steps/actions/decisions",
        "steps/rate-it/visibility", "steps/check-out/rating", "steps/actions/lines/1/remove",
    ):  # fmt: skip
        fields = sent | {
            "room": "yes", "role": "scribe", "to-scribe": "1", "live_dots.Ask more": "1",
            "live_line.text": "x", "action.what": "x", "live_rating.rating": "3",
            "visibility": "named",
        }  # fmt: skip
        said = [one.send(below, fields, expect=404).text("main") for one in (there, nowhere)]
        assert said[0] == said[1], below


def test_the_door_opens_an_hour_before(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = planned_now(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = browse(cast.ada)
    stopped.move(minutes=-46)
    held = Held(browse, cast.ada, session_id)

    assert "The door opens on Monday 2 March, 11:15" in held.says()
    assert "Come in" not in held.says()
    assert "an hour before" in held.send("entry", {}, expect=409).text("main")
    for path in ("/home", "/teams/1", f"/sessions/{session_id}"):
        assert "Go to the session" not in ada.get(path).text("main")
        assert "Come in" not in ada.get(path).text("main")
    stopped.move(minutes=1)
    assert "Go to the session" in ada.get(f"/sessions/{session_id}").text("main")
    for path in ("/home", "/teams/1"):
        said = ada.get(path).text("main")
        assert "Come in The door is open. Nobody is in yet. Module 1: Listening" in said
    held.send("entry", {})


def test_a_cancelled_a_closed_and_an_overdue_session_say_so(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    for session_id, words in ((1, "was cancelled"), (2, "team is closed"), (3, "nobody came in")):
        planned_now(db, programme, cast.ada, cast.ben)
        if session_id == 1:
            planning.cancel(db, cast.ada, 1, post_of(programme))
        if session_id == 2:
            teams.close(db, cast.ada, 2)
        db.commit()
        if session_id == 3:
            stopped.move(hours=2)
        ben = Held(browse, cast.ben, session_id)

        assert words in ben.says()
        assert "Come in" not in ben.says()
        ben.send("entry", {}, expect=409)
        assert ben.state()["phase"] == "door"


def test_names_and_members_fill_a_session_together(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = planned_now(db, programme, cast.ada, cast.ben)
    live.enter(db, cast.ada, session_id, programme)
    for number in range(live.MOST_PEOPLE - 1):
        live.add_by_name(db, cast.ada, session_id, f"Guest {number}")
    db.commit()

    page = Held(browse, cast.ben, session_id).send("entry", {}, expect=409)
    assert "full" in page.text("main")
    more = {"live_person.name": "One more"}
    assert "full" in Held(browse, cast.ada, session_id).send("people", more, expect=409).text(
        "main"
    )


def test_leaving_and_coming_back(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ben = Held(browse, cast.ben, session_id)
    for _ in range(30):
        ben.send("exit", {})
        assert "Come back in" in ben.says()
        assert "Come into the session first" in ben.press("ready", seen="0", expect=403).text(
            "main"
        )
        ben.send("entry", {})
    assert "step 1 of 9" in ben.says()
    assert len(run_of(db, cast.ada, session_id).people) == 2


def test_who_lost_the_connection_finds_the_step_and_not_the_door(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ben = Held(browse, cast.ben, session_id)
    stopped.move(minutes=4)

    assert "step 1 of 9" in ben.says()
    ben.press("ready")  # Ada is away as well, so nobody else is waited for
    assert "step 2 of 9" in ben.says()


def test_a_session_that_begins_now_is_started_once_from_the_page_of_the_team(
    browse: Browse, cast: Cast, db: Session, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    db.commit()
    ada, ben = browse(cast.ada), browse(cast.ben)
    address = f"/teams/{team_id}/sessions/now"
    assert "Start a session now" in ada.get(f"/teams/{team_id}").text("main")
    first = ada.client.post(address, data=START)
    stopped.move(minutes=3)
    second = ben.client.post(address, data=START)

    assert first.headers["Location"] == second.headers["Location"] == "/live/1"
    ben.post("/live/1/entry", {})
    assert "You are in the lobby" in ben.get("/live/1").text("main")
    assert "Come in The door is open. 1 is in." in ada.get("/home").text("main")
    stopped.move(minutes=11)
    assert ada.client.post(address, data=START).headers["Location"] == "/live/2"


@pytest.mark.parametrize(
    "what", ["", "listening", "listening 50", "feedback 45", "nothing 45", "x y z"]
)
def test_only_what_is_offered_can_be_started(
    browse: Browse, cast: Cast, db: Session, what: str
) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    db.commit()
    ada = browse(cast.ada)
    page = ada.post(f"/teams/{team_id}/sessions/now", {"what": what}, expect=422)
    assert "Choose a module and a length" in page.text("main")
    browse(cast.cleo).post(f"/teams/{team_id}/sessions/now", START, expect=404)


def test_hostile_names_stay_names(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    hostile = "<img src=x onerror=alert(1)> \u202egnp.exe “&amp;”"
    accounts.rename(db, cast.ben, hostile)
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)

    assert hostile in ada.says()
    assert "<img" not in ada.page().html
    assert "<img" not in str(ada.state())
    assert "<img" not in ada.browser.get(f"{ada.path}/screen").html


def test_a_module_that_was_taken_out_leaves_the_session_standing(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    held_id = begun(db, programme, cast.ada)
    unopened_id = planned_now(db, programme, cast.ada, at=time(12, 45))
    db.execute(update(LiveSession).values(module_id="gone"))
    db.commit()
    ada = Held(browse, cast.ada, held_id)

    assert "The guide has changed meanwhile" in ada.says()
    ada.press("next")
    assert "step 2 of 9" in ada.says()
    door = Held(browse, cast.ada, unopened_id)
    assert "not part of the programme any more" in door.says()
    door.send("entry", {}, expect=409)
