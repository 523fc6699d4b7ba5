"""What a script asks again and again: what is new, in one query with the sign-in if nothing is."""

from sqlalchemy.orm import Session

from learning import accounts, teams
from learning.content import Programme
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.live.held import begun, come_to, opened, planned_now, run_of
from tests.web.held import Held, at


def test_an_unchanged_state_costs_one_query_with_the_sign_in(
    browse: Browse, cast: Cast, db: Session, programme: Programme, queries: list[str]
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben, cast.cleo)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    version = ada.state()["version"]
    queries.clear()
    answer = ada.browser.client.get(f"{ada.path}/state?v={version}&at=0")

    assert answer.status_code == 304
    assert answer.data == b""
    assert len(queries) == 1


def test_the_next_question_finds_who_may_not_ask_any_more(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben, cast.cleo)
    db.commit()
    ben, cleo, dana = (Held(browse, each, session_id) for each in (cast.ben, cast.cleo, cast.dana))
    asked = f"{ben.path}/state?v={ben.state()['version']}"
    assert cleo.browser.client.get(asked).status_code == 304

    accounts.end_others(db, cast.ben)
    teams.leave(db, cast.cleo, run_of(db, cast.ada, session_id).session.team_id)
    db.commit()
    signed_out = ben.browser.client.get(asked)
    assert signed_out.status_code == 302
    assert signed_out.headers["Location"].startswith("/sign-in?next=")
    for stranger in (cleo, dana):
        assert stranger.browser.client.get(asked).status_code == 404
    assert browse().client.get(asked).status_code == 302


def test_a_page_and_a_state_cost_the_same_for_any_number_of_people(
    browse: Browse, cast: Cast, db: Session, programme: Programme, queries: list[str]
) -> None:
    few = at(db, programme, "differences", cast.ada)
    costs = []
    for people in ((cast.ada,), (cast.ada, cast.ben, cast.cleo, cast.dana)):
        session_id = few if len(people) == 1 else at(db, programme, "differences", *people)
        ada = Held(browse, cast.ada, session_id)
        cost = []
        for below in ("", "/state", "/screen"):
            queries.clear()
            ada.browser.client.get(f"{ada.path}{below}")
            cost.append(len(queries))
        costs.append(cost)

    assert costs[0] == costs[1]
    assert costs[0][0] <= 12
    assert costs[0][1] <= 13
    assert costs[0][2] <= 12


def test_time_alone_is_news(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    before = ada.state()
    stopped.move(minutes=5)
    after = ada.state(f"?v={before['version']}&at={before['own_mark']}")

    assert (before["at"], after["at"]) == (0, 1)
    assert after["left"] == 600
    assert "own" in after


def test_forms_are_sent_only_when_the_browser_has_others(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben, cast.cleo)
    db.commit()
    ada, cleo = Held(browse, cast.ada, session_id), Held(browse, cast.cleo, session_id)
    first = ada.state()
    cleo.press("ready")
    news = ada.state(f"?v={first['version']}&at={first['own_mark']}")

    assert "own" not in news
    assert "1 of 3 are ready" in news["regions"]["controls"]
    cleo.send("roles", {"role": "scribe", "to-scribe": "1"})
    news = ada.state(f"?v={news['version']}&at={first['own_mark']}")
    assert "A line for the group" in news["own"], "a role that comes brings its form"


def test_regions_are_the_same_as_on_the_page(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    for session_id in (opened(db, programme, cast.ada), at(db, programme, "dots", cast.ben)):
        db.commit()
        who = cast.ada if session_id == 1 else cast.ben
        held = Held(browse, who, session_id)
        html = held.page().html
        for name, region in held.state()["regions"].items():
            assert f'data-region="{name}"' in html
            assert region in html, name


def test_a_script_is_told_what_became_of_it_and_asks_for_the_state_afterwards(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben, cast.cleo)
    ada, cleo = Held(browse, cast.ada, session_id), Held(browse, cast.cleo, session_id)
    pressed = ada.browser.send(f"{ada.path}/course", {"act": "ready", "seen": "1"})
    assert pressed.json == {"filed": None, "note": None, "saved": "", "versions": {}}
    assert "1 of 3 are ready" in ada.state()["regions"]["controls"]

    refused = cleo.browser.send(f"{cleo.path}/course", {"act": "next", "seen": "1"})
    assert refused.status_code == 403
    assert refused.json
    assert refused.json["message"].startswith("Only Ada (facilitator)")
    typed = {
        "live_write.last-conversation": "write-it", "last-conversation.heard": "Rain",
        "last-conversation.version": "0",
    }  # fmt: skip
    saved = cleo.browser.send(f"{cleo.path}/steps/write-it/card", typed)
    assert saved.json
    assert saved.json["versions"] == {"last-conversation": 1}
    assert saved.json["saved"] == "12:00"
    too_long = typed | {"last-conversation.heard": "x" * 20_001, "last-conversation.version": "1"}
    assert cleo.browser.send(f"{cleo.path}/steps/write-it/card", too_long).status_code == 422
    again = cleo.browser.send(
        f"{cleo.path}/steps/write-it/card", typed | {"last-conversation.heard": "Hail"}
    )
    assert again.status_code == 409
    stranger = browse(cast.dana).client.get(f"{ada.path}/state")
    assert stranger.status_code == 404


def test_a_shared_screen_gets_nothing_to_press_and_nothing_private(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    for step in ("write-it", "show-it", "dots", "actions", "check-out"):
        come_to(db, session_id, step, cast.ada, cast.ben)
        db.commit()
        page = ada.browser.get(f"{ada.path}/screen")
        state = ada.state("?screen=1")

        assert not [tag for tag, _ in page.tags if tag in ("form", "input", "button", "textarea")]
        assert "<button" not in str(state["regions"])
        assert "own" not in state
        assert "To take part with your own device" in page.text("main")
        assert ("Ask more" in page.text("main")) == (step == "dots")


def test_the_screen_of_a_session_that_nobody_opened_leads_to_its_door(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = planned_now(db, programme, cast.ada)
    db.commit()
    browse(cast.ada).get(f"/live/{session_id}/screen", expect=303)
