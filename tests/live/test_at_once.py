"""Who changes a plan and who acts in its session wait in one order: nobody is given up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Event

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from learning import live, planning
from learning.content import Programme
from learning.db import Database
from learning.errors import Conflict
from learning.live import Result
from learning.web.access import public
from tests.cast import Cast
from tests.conftest import NOON, Browse, StoppedClock
from tests.live.held import opened, planned_now, run_of, team
from tests.planning.planning import post_of, wanted

Act = Callable[[Session], object]


def crossing(database: Database, first: Act, then: Act, other: Act) -> list[object]:
    """Do ``other`` in the middle between ``first`` and ``then``, on a connection of its own."""
    middle, done = Event(), Event()

    def one() -> object:
        with database.writing.begin() as db:
            first(db)
            middle.set()
            done.wait(0.5)
            then(db)
        return None

    def two() -> object:
        middle.wait(10)
        try:
            with database.writing.begin() as db:
                other(db)
        except Conflict as refusal:
            return str(refusal)
        finally:
            done.set()
        return None

    with ThreadPoolExecutor(2) as pool:
        return [each.result(30) for each in [pool.submit(one), pool.submit(two)]]


def test_a_plan_is_changed_while_the_session_begins_or_somebody_comes_in(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        begins = opened(db, programme, *team(cast))
        enters = planned_now(db, programme, *team(cast))
        live.enter(db, cast.ada, enters, programme)
    plan = wanted(day=NOON.date(), at=time(12, 15), length=30)

    def change(session_id: int) -> Act:
        return lambda db: planning.change(
            db, cast.ada, session_id, plan, post_of(programme), seen=0
        )

    def replan(session_id: int) -> Act:
        return lambda db: live.replan(db, cast.ada, session_id, programme)

    begin: Act = lambda db: live.begin(db, cast.ben, begins)  # noqa: E731
    enter: Act = lambda db: live.enter(db, cast.ben, enters, programme)  # noqa: E731
    assert crossing(database, change(begins), replan(begins), begin) == [None, None]
    assert crossing(database, change(enters), replan(enters), enter) == [None, None]
    with database.reading() as db:
        for session_id in (begins, enters):
            run = run_of(db, cast.ada, session_id)
            assert sum(step.seconds for step in run.state.steps) == 30 * 60


def test_a_result_is_typed_in_while_somebody_comes_in(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        session_id = planned_now(db, programme, *team(cast))
        live.enter(db, cast.ada, session_id, programme)
    stopped.move(hours=1)
    result = Result(members={cast.ada.id: 45})

    def type_in(db: Session) -> None:
        live.type_in(db, cast.ada, session_id, result, programme)

    both = crossing(
        database, lambda db: planning.session_for(db, cast.ada, session_id), type_in,
        lambda db: live.enter(db, cast.ben, session_id, programme),
    )  # fmt: skip
    assert both[0] is None
    assert both[1] is None or "is over" in str(both[1])


class GivenUp(Exception):  # as the driver says that two waited for each other
    sqlstate = "40P01"


def test_a_transaction_that_was_given_up_is_to_be_sent_again(app: Flask, browse: Browse) -> None:
    @app.get("/crossed")
    @public
    def crossed() -> str:
        raise OperationalError("UPDATE", {}, GivenUp())

    assert "Send it again" in browse().get("/crossed", expect=409).html
