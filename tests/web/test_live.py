"""The page of a live session in its lobby, in every kind of step, and afterwards."""

import pytest
from sqlalchemy.orm import Session

from learning import actions, live
from learning.actions import Agreed
from learning.content import Programme
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.live.held import STEPS, begun, come_to, opened
from tests.web.held import Held, at, write


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_page_a_screen_and_a_state(
    browse: Browse, cast: Cast, db: Session, programme: Programme, step: str
) -> None:
    session_id = at(db, programme, step, cast.ada, cast.ben)
    ada = Held(browse, cast.ada, session_id)
    page = ada.page()

    assert page.text("h1") == ada.state()["title"]
    assert ada.browser.get(f"{ada.path}/screen").text("h1") == page.text("h1")
    assert f"step {STEPS.index(step) + 1} of 9" in page.text("main")
    assert "I’m ready" in page.text("main")


def test_the_lobby_says_who_is_here_who_leads_and_what_the_others_will_see(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    said = ada.says()

    for words in (
        "Module 1: Listening", "You are in the lobby", "Ada you", "Ben", "Who leads what",
        "The conversation: only you can read what you write.",
        "Where you start: you choose before you write",
        "Nobody sees whose dots they are", "It takes 45 minutes and leads itself",
    ):  # fmt: skip
        assert words in said
    assert ada.buttons() == {"begin", "refresh"}


def test_somebody_without_a_device_is_added_by_name_and_has_left_again(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.ada, cast.ben)
    db.commit()
    ada, ben = Held(browse, cast.ada, session_id), Held(browse, cast.ben, session_id)
    ada.send("people", {"live_person.name": "  Rosa <b>& co</b> "})

    assert "Rosa <b>& co</b> without a device" in ben.says()
    assert "Open the shared screen" in ben.says()
    for name in ("", "\u200b\u202e", "\u2800"):
        ada.send("people", {"live_person.name": name}, expect=422)
    ada.send("people", {"live_person.name": "x" * 81}, expect=422)
    ada.send("people", {"room": "perhaps"}, expect=422)
    ben.send("people/3/remove", {})
    assert "Rosa" not in ben.says()
    ben.send("people/1/remove", {}, expect=404)
    ben.send("people", {"room": "no"})
    assert "Open the shared screen" not in ben.says()


def test_a_role_is_handed_on_by_anybody(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben, cast.cleo)
    db.commit()
    ada, cleo = Held(browse, cast.ada, session_id), Held(browse, cast.cleo, session_id)

    assert "next" not in cleo.buttons()
    cleo.send("roles", {"role": "facilitator", "to-facilitator": "3"})
    assert "next" in cleo.buttons()
    assert "You read this aloud, as the facilitator" in cleo.says()
    assert "Cleo reads this aloud" in ada.says()
    ada.send("roles", {"role": "facilitator", "to-facilitator": "99"}, expect=404)
    ada.send("roles", {"role": "queen", "to-queen": "1"}, expect=422)


def test_cards_are_shown_with_and_without_a_name_and_taken_back(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "rate-it", cast.ada, cast.ben, cast.cleo)
    held = {who: Held(browse, who, session_id) for who in (cast.ada, cast.ben, cast.cleo)}
    for (who, one), choice in zip(held.items(), ("named", "unnamed", "withheld"), strict=True):
        write(one, "rate-it", "confidence-start", choice, rating=1 + who.id)
    come_to(db, session_id, "show-it", *held)
    db.commit()
    ada, cleo = held[cast.ada], held[cast.cleo]
    said = ada.says()

    assert "2 cards" in said
    assert "Without a name" in said
    assert "Your card is among them, with your name." in said
    assert "The others do not see your card." in cleo.says()
    ada.send("steps/rate-it/visibility", {"visibility": "withheld"})
    assert "1 card " in cleo.says()
    cleo.send("steps/rate-it/visibility", {"visibility": "unnamed"}, expect=409)
    cleo.send("steps/rate-it/visibility", {"visibility": "named"})
    assert "2 cards" in ada.says()
    cleo.send("steps/rate-it/visibility", {"visibility": "loudly"}, expect=422)


def test_differences_say_who_speaks_first_in_words(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "rate-it", cast.ada, cast.ben, cast.cleo)
    for who, rating in ((cast.ada, 2), (cast.ben, 9), (cast.cleo, 9)):
        choice = "unnamed" if who is cast.cleo else "named"
        write(Held(browse, who, session_id), "rate-it", "confidence-start", choice, rating=rating)
    come_to(db, session_id, "differences", cast.ada, cast.ben, cast.cleo)
    db.commit()
    said = Held(browse, cast.ada, session_id).says()

    assert "Where you are far apart" in said
    assert (
        "First speaks the lowest: Ada (2). Then the highest: Ben, or whoever else it was (9)."
        in said
    )


def test_dots_are_placed_by_everybody_and_counted_when_the_step_is_over(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "dots", cast.ada, cast.ben, cast.cleo)
    ada, ben = Held(browse, cast.ada, session_id), Held(browse, cast.ben, session_id)
    ada.send("steps/dots/dots", {"live_dots.Ask more": "2", "live_dots.Say less": ""})

    assert "1 of 3 have placed dots" in ben.says()
    assert "Your dots are placed" in ada.says()
    for wrong, status in (("3", 409), ("-1", 422), ("many", 422)):
        page = ben.send("steps/dots/dots", {"live_dots.Ask more": wrong}, expect=status)
        assert wrong in {a.get("value") for tag, a in page.tags if tag == "input"}
    ben.send("steps/dots/dots", {"live_dots.Made up": "1"}, expect=409)
    come_to(db, session_id, "in-turn", cast.ada, cast.ben, cast.cleo)
    db.commit()
    assert "The dots What Dots Ask more 2 Say less 0" in ben.says().replace("WhatDots", "What Dots")
    assert "Who speaks when" in ben.says()
    ada.send("steps/dots/dots", {"live_dots.Ask more": "2"})
    ada.send("steps/dots/dots", {"live_dots.Ask more": "1"}, expect=409)


def test_the_scribe_writes_lines_and_changes_them(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "in-turn", cast.ada, cast.ben, cast.cleo)
    ada, cleo = Held(browse, cast.ada, session_id), Held(browse, cast.cleo, session_id)
    hostile = "<script>alert(1)</script> “Łódź” 🙂"
    cleo.send("steps/in-turn/lines", {"live_line.text": hostile})

    assert hostile in ada.says()
    assert "Only Cleo (scribe) can write for the group." in ada.send(
        "steps/in-turn/lines", {"live_line.text": "Mine"}, expect=403
    ).text("main")
    cleo.send("steps/in-turn/lines", {"live_line.text": " "}, expect=422)
    cleo.send("steps/in-turn/lines", {"live_line.text": "x" * 5001}, expect=422)
    page = cleo.browser.get(f"{cleo.path}?line=1")
    assert hostile in page.texts["textarea"][0]
    cleo.send("steps/in-turn/lines", {"live_line.text": "Better", "live_line.line": "1"})
    assert "Better" in ada.says()
    cleo.send("steps/in-turn/lines/1/remove", {})
    cleo.send("steps/in-turn/lines/1/remove", {})
    assert "Better" not in ada.says()


def test_what_is_decided_has_an_owner_and_a_day(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "actions", cast.ada, cast.ben, cast.cleo)
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    db.commit()
    ada, cleo = Held(browse, cast.ada, session_id), Held(browse, cast.cleo, session_id)
    action = {"action.what": "Ask the choir", "action.owner": str(cast.ben.id)}
    cleo.send("steps/actions/decisions", action | {"action.by": "2026-03-09"})

    assert "Ask the choir Ben Due on 9 March 2026" in ada.says()
    by_name = {"action.what": "Bake", "action.owner": "person-4"}
    cleo.send("steps/actions/decisions", by_name)
    assert "Bake Rosa, no day said" in ada.says()
    for wrong in ({"action.what": ""}, {"action.owner": "77"}, {"action.by": "soon"}):
        page = cleo.send("steps/actions/decisions", action | wrong, expect=422)
        assert "to mend" in page.text("main").lower()
    assert "Write down an action" not in ada.says()
    ada.send("steps/actions/decisions", action, expect=403)
    cleo.browser.get(f"{cleo.path}?action=1")
    changed = action | {"action.what": "Ask both choirs", "action.action": "1", "action.seen": "1"}
    cleo.send("steps/actions/decisions", changed)
    assert "Ask both choirs Ben, no day said" in ada.says()
    cleo.send("steps/actions/decisions/1/remove", {})
    assert "choirs" not in ada.says()


def test_the_close_keeps_a_sentence_for_oneself_and_a_rating_without_a_name(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "check-out", cast.ada, cast.ben)
    ada, ben = Held(browse, cast.ada, session_id), Held(browse, cast.ben, session_id)
    note = f"live_{session_id}_check-out"
    sent = {
        f"live_write.{note}": "check-out",
        f"{note}.words": "I talk less.",
        f"{note}.version": "0",
    }
    ada.send("steps/check-out/sentence", sent)
    ada.send("steps/check-out/rating", {"live_rating.rating": "4"})

    assert "I talk less." in ada.says()
    assert "Kept. You can still change it." in ada.says()
    assert "I talk less." not in ben.says()
    assert "Nothing is planned yet" in ben.says()
    ben.send("steps/check-out/rating", {"live_rating.rating": "9"}, expect=422)
    ben.send("steps/check-out/rating", {}, expect=422)


def test_actions_of_last_time_are_settled_in_the_session(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    team_id = live.run_for(db, cast.ada, session_id).session.team_id  # type: ignore[union-attr]
    actions.agree(db, cast.ada, team_id, Agreed(what="Call the choir"))
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    sent = {"outcome.1.status": "done", "outcome.1.learned": "They sing.", "outcome.1.seen": "1"}

    ada.send("steps/check-in/outcomes", sent)
    assert actions.action_for(db, cast.ben, 1).learned == "They sing."
    db.commit()
    ada.send("steps/check-in/outcomes", {"outcome.99.status": "done"})
    ada.send("steps/check-in/outcomes", {"outcome.1.status": "lost"}, expect=422)


def test_a_session_ends_by_itself_and_says_thank_you(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    stopped.move(minutes=46)
    said = ada.says()

    assert "Thank you. The session is over." in said
    assert "See the record" in said
    assert ada.buttons() == set()
    assert ada.state()["over"] is True
    assert "For yourself" not in said
    assert "One sentence for yourself" in said, "nobody’s last sentence is cut off"
