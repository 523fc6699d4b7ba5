"""What moves a live session on, by the buttons of its page."""

import pytest
from sqlalchemy.orm import Session

from learning.content import Programme
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.live.held import begun, opened
from tests.web.held import Held, at

LEADING = {"next", "pause", "finish"}


def test_who_may_not_press_it_does_not_see_it_and_is_told_who_can(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben, cast.cleo)
    ada, cleo = Held(browse, cast.ada, session_id), Held(browse, cast.cleo, session_id)

    assert ada.buttons() == LEADING | {"back", "ready", "minute", "refresh"}
    assert cleo.buttons() == {"ready", "minute", "refresh"}
    for act, words in (
        ("next", "go on to the next step"), ("back", "go back a step"), ("pause", "pause"),
        ("finish", "end the session"), ("resume", "end the pause"),
    ):  # fmt: skip
        page = cleo.press(act, expect=403)
        assert f"Only Ada (facilitator) or Ben (timekeeper) can {words}" in page.text("main")
        assert page.text("h1") == "The conversation"


def test_a_session_goes_on_when_everybody_is_ready(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben, cast.cleo)
    db.commit()
    held = [Held(browse, who, session_id) for who in (cast.ada, cast.ben, cast.cleo)]
    for one in held[:2]:
        one.press("ready")
        one.press("ready")

    assert "2 of 3 are ready" in held[2].says()
    assert "You are ready." in held[0].says()
    held[0].press("not-ready")
    assert "1 of 3 are ready" in held[2].says()
    held[2].press("ready")
    held[0].press("ready")
    assert "step 2 of 9" in held[1].says()


def test_two_who_press_next_at_once_move_one_step(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada, ben = Held(browse, cast.ada, session_id), Held(browse, cast.ben, session_id)
    ada.press("next", seen="0")
    ben.press("next", seen="0")
    assert "step 2 of 9" in ben.says()
    ada.press("back")
    assert "step 1 of 9" in ada.says()
    ada.press("back", expect=409)
    for seen in ("", "x", "-1", "99", "²"):
        ada.press("next", seen=seen)
    assert "step 1 of 9" in ada.says()


def test_a_minute_more_counts_once_for_two_presses_at_once(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada, ben = Held(browse, cast.ada, session_id), Held(browse, cast.ben, session_id)
    ada.press("minute", added="0")
    ben.press("minute", added="0")
    assert "About 6 minutes left, until 12:06" in ben.says()
    stopped.move(minutes=5, seconds=45)
    assert "Less than a minute left. Then it goes on by itself." in ben.says()
    for _ in range(9):
        ben.press("minute")
    assert "Ten minutes have been added" in ben.press("minute", expect=409).text("main")


def test_a_pause_stops_the_clock(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    stopped.move(minutes=2)
    ada.press("pause")
    stopped.move(minutes=30)

    assert "Paused. About 3 minutes left in this step." in ada.says()
    assert ada.state()["paused"] is True
    assert "resume" in ada.buttons()
    ada.press("resume")
    assert "About 3 minutes left, until 12:35" in ada.says()


def test_ending_early_keeps_everything(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    stopped.move(seconds=20)
    ada.press("finish")
    ada.press("finish")

    assert "Thank you. The session is over." in ada.says()
    assert "That time counts for you" in ada.says()


@pytest.mark.parametrize("act", ["", "dance", "begin now"])
def test_a_made_up_button_is_refused_with_a_sentence(
    browse: Browse, cast: Cast, db: Session, programme: Programme, act: str
) -> None:
    session_id = opened(db, programme, cast.ada)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    assert "Press one of the buttons" in ada.press(act, expect=422).text("main")
    assert "You are in the lobby" in ada.says()


def test_nothing_moves_before_the_beginning(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.ada)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    assert "has not begun yet" in ada.press("ready", seen="-1", expect=409).text("main")
    ada.press("begin")
    ada.press("begin")
    assert "step 1 of 9" in ada.says()
