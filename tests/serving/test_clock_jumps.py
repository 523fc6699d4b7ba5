"""The machine’s clock is put an hour back, or forward, while people learn."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from learning.broadcast import read_ticket
from learning.content import Programme
from learning.web.signals import signals_of
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.serving.writers import HEARD, PAGE, VERSION
from tests.web.held import Held, at


@pytest.mark.parametrize("hours", [-1, 1])
def test_who_is_signed_in_stays_so_and_goes_on_writing(
    browse: Browse, cast: Cast, stopped: StoppedClock, hours: int
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{PAGE}/entries", {HEARD: "Rain", VERSION: "0"}, expect=303)
    stopped.move(hours=hours)

    assert ada.get(PAGE).fields()[HEARD] == "Rain"
    ada.post(f"{PAGE}/entries", {HEARD: "More rain", VERSION: "1"}, expect=303)
    assert ada.get(PAGE).fields()[HEARD] == "More rain"


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_live_session_goes_on_and_gives_tickets_that_are_good_by_the_new_time(
    app: Flask,
    browse: Browse,
    cast: Cast,
    db: Session,
    programme: Programme,
    stopped: StoppedClock,
    hours: int,
) -> None:
    session_id = at(db, programme, "in-turn", cast.ada, cast.ben)
    db.commit()
    ada = Held(browse, cast.ada, session_id)
    ada.state()
    stopped.move(hours=hours)

    state = ada.state()
    assert read_ticket(signals_of(app).secret, state["ticket"], stopped.now)


def test_wrong_passwords_of_before_the_clock_went_back_keep_nobody_waiting_for_hours(
    app: Flask, cast: Cast, db: Session, stopped: StoppedClock
) -> None:
    guesser, ada = Browser(app.test_client()), Browser(app.test_client())
    for _ in range(6):
        guesser.client.post("/sign-in", data={"email": cast.ada.email, "password": "wrong one"})
    stopped.move(hours=-1)

    ada.sign_in(cast.ada.email)
    ada.get(PAGE)
