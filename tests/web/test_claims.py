"""Claiming an attendance: the same page for every code, and only trying one tells."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import live
from learning.content import Programme
from learning.live.tables import Participant
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.live.ended import begun_worded, end

WRONG = "BBB-BBB-BBB-BBC"


@pytest.fixture
def going_on(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> int:
    session_id = begun_worded(db, programme, cast.ada, cast.ben)
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    stopped.move(minutes=9)
    db.commit()
    return session_id


@pytest.fixture
def code(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, going_on: int
) -> str:
    """Rosa’s code for a session that is over."""
    end(db, stopped, programme, going_on, cast.ada)
    db.commit()
    return rosas(db)


def rosas(db: Session) -> str:
    found = db.scalar(select(Participant.code).where(Participant.name == "Rosa"))
    db.commit()  # the turn to write is free for the browsers
    return str(found)


def test_who_is_given_a_code_claims_it_once(browse: Browse, cast: Cast, code: str) -> None:
    cleo = browse(cast.cleo)
    page = cleo.get(f"/claim/{code}")
    assert live.grouped_code(code) in page.html
    for _ in range(2):
        cleo.post("/claim", {"code": live.grouped_code(code)})
    home = cleo.get("/home?changed=claimed")

    assert "1 session, 9 minutes with others." in home.text("main")
    assert "/record" not in home.html, "she is not on the team"
    page = browse(cast.dana).post("/claim", {"code": code}, expect=409)
    assert "Somebody else has claimed this already" in page.text("main")


def test_a_guest_is_asked_to_sign_in_and_led_back(browse: Browse, code: str) -> None:
    for path in (f"/claim/{code}", "/claim"):
        assert f'href="/sign-in?next={path}"' in browse().get(path).html
    browse().post("/claim", {"code": code}, expect=401)


def test_the_page_is_alike_for_every_code(browse: Browse, cast: Cast, code: str) -> None:
    for guest in (browse(), browse(cast.dana)):
        right = guest.get(f"/claim/{code}").html
        wrong = guest.get(f"/claim/{WRONG}").html
        for written in (code, live.grouped_code(code)):
            right = right.replace(written, "…")
        for written in (WRONG.replace("-", ""), WRONG):
            wrong = wrong.replace(written, "…")
        assert right == wrong


@pytest.mark.parametrize("typed", ["", "BDF-HJK", "AEI-OUA-EIO-UAE", "x" * 5_000, "💥"])
def test_what_cannot_be_a_code_counts_as_no_try(browse: Browse, cast: Cast, typed: str) -> None:
    cleo = browse(cast.cleo)
    for _ in range(12):
        cleo.post("/claim", {"code": typed}, expect=422)
    cleo.get(f"/claim/{typed[:100] or 'nothing'}")


def test_guessing_is_slowed_down(browse: Browse, cast: Cast, code: str) -> None:
    cleo = browse(cast.cleo)
    for _ in range(10):
        page = cleo.post("/claim", {"code": WRONG}, expect=422)
    assert "No attendance has this code" in page.text("main")
    assert WRONG in page.html
    answer = cleo.client.post("/claim", data={"code": code})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_before_the_end_it_says_when_to_come_back(
    browse: Browse, cast: Cast, db: Session, going_on: int
) -> None:
    page = browse(cast.cleo).post("/claim", {"code": rosas(db)}, expect=409)
    assert "This session is not over yet." in page.text("main")
