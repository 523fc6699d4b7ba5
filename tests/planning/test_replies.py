"""Saying whether one comes: on the page, and by a signed link without an account."""

from datetime import time, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from learning import planning, teams
from learning.content import Programme
from learning.errors import Conflict, NotFound
from learning.planning import Answer, Pass, link_token, read_token
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.planning.planning import planned, post_of, wanted

SECRET = "a secret of tests"


def said(db: Session, cast: Cast, session_id: int) -> list[tuple[str, str]]:
    view = planning.session_for(db, cast.ada, session_id)
    return [(reply.name, reply.answer.value) for reply in planning.replies_of(db, view)]


def test_the_last_answer_counts_and_who_comes_stands_first(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    for answer in (Answer.YES, Answer.NO, Answer.NO):
        planning.reply(db, cast.ada, session_id, answer)
    planning.reply_by_link(db, Pass(session_id, cast.ben.id), Answer.MAYBE, address=None)
    guest = Pass(session_id, None)
    planning.reply_by_link(db, guest, Answer.NO, address="Guest@Example.org ")
    planning.reply_by_link(db, guest, Answer.YES, address="guest@example.org")

    assert said(db, cast, session_id) == [
        ("guest@example.org", "yes"),
        ("Ben", "maybe"),
        ("Ada", "no"),
    ]
    assert planning.answer_of(db, session_id, cast.ada.id) is Answer.NO


def test_an_answer_to_the_plan_before_says_so(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    planning.reply(db, cast.ben, session_id, Answer.YES)
    planning.change(db, cast.ada, session_id, wanted(at=time(16)), post_of(programme), seen=0)
    planning.reply(db, cast.ada, session_id, Answer.YES)

    view = planning.session_for(db, cast.ada, session_id)
    outdated = {reply.name: reply.is_outdated for reply in planning.replies_of(db, view)}
    assert outdated == {"Ben": True, "Ada": False}


def test_no_answer_once_it_is_cancelled_over_or_the_team_is_closed(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = planned(db, cast, programme)
    given, post = Pass(session_id, cast.ben.id), post_of(programme)
    view = planning.session_for(db, cast.ada, session_id)
    start = stopped.now
    stopped.now = view.ends_at + timedelta(minutes=1)
    with pytest.raises(Conflict, match="is over"):
        planning.reply_by_link(db, given, Answer.YES, address=None)
    stopped.now = start
    teams.close(db, cast.ada, view.team_id)
    with pytest.raises(Conflict, match="closed"):
        planning.reply_by_link(db, given, Answer.YES, address=None)
    planning.cancel(db, cast.ada, session_id, post)
    with pytest.raises(Conflict, match="cancelled"):
        planning.reply(db, cast.ada, session_id, Answer.YES)


def test_who_has_left_the_team_neither_answers_nor_is_listed(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    view = planning.session_for(db, cast.ada, session_id)
    planning.reply(db, cast.ben, session_id, Answer.YES)
    teams.leave(db, cast.ben, view.team_id)

    assert said(db, cast, session_id) == []
    with pytest.raises(NotFound):
        planning.reply_by_link(db, Pass(session_id, cast.ben.id), Answer.NO, address=None)


def test_a_link_passed_around_widely_fills_no_table(
    db: Session, cast: Cast, programme: Programme
) -> None:
    given = Pass(planned(db, cast, programme), None)
    for number in range(planning.MOST_GUESTS):
        planning.reply_by_link(db, given, Answer.YES, address=f"guest{number}@example.org")

    with pytest.raises(Conflict, match="10 guests"):
        planning.reply_by_link(db, given, Answer.YES, address="one.more@example.org")
    planning.reply_by_link(db, given, Answer.NO, address="guest3@example.org")


def test_a_link_to_a_session_that_is_gone(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = planned(db, cast, programme)
    db.execute(delete(planning.LiveSession))

    with pytest.raises(NotFound):
        planning.session_passed(db, Pass(session_id, None))


@pytest.mark.parametrize("given", [Pass(1, None), Pass(2_147_483_647, 42), Pass(7, 7)])
def test_a_link_says_what_was_signed(given: Pass) -> None:
    token = link_token(SECRET, given)

    assert read_token(SECRET, token) == given
    assert len(token) < 60


def test_a_link_that_was_not_signed_opens_nothing() -> None:
    token = link_token(SECRET, Pass(1, 2))
    signature = token.rsplit(".", 1)[1]
    for wrong in (
        "", "1", "1.2", "1.2.", token[:-1], token + "0", f"1..{signature}", f"2.2.{signature}",
        f"01.2.{signature}", f"1.2.{'0' * 32}", f"１.2.{signature}", "x" * 9_000, token + "\n",
        link_token("another secret", Pass(1, 2)), link_token(SECRET, Pass(2**31, None)),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            read_token(SECRET, wrong)
