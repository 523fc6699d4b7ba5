"""Signing in again without leaving the page, and staying signed in."""

from datetime import timedelta

import pytest

from learning.accounts import USUAL
from learning.config import Settings
from learning.content import Editions
from learning.db import Database
from learning.web import create_app
from tests.browser import Browser
from tests.cast import PASSWORD, Cast
from tests.conftest import NOON, Browse, StoppedClock

PAGE = "/modules/listening/a-conversation"
STAY = "/sign-in/stay"
JSON = {"Accept": "application/json"}
MINUTES = 60


def test_a_script_that_signs_in_is_told_whose_page_it_may_send(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    typed = ada.get(PAGE).fields(also="writer")
    ada.post("/sign-out")
    assert ada.send(f"{PAGE}/entries", typed).status_code == 401

    for person, is_writer in ((cast.ben, False), (cast.ada, True)):
        answer = ada.send("/sign-in", {"email": person.email, "password": PASSWORD})
        assert answer.status_code == 200
        assert (answer.json == {"writer": typed["writer"]}) is is_writer
        assert ada.send(f"{PAGE}/entries", typed).status_code == (200 if is_writer else 401)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Enter an email address. Enter your password"),
        ({"email": "ada@example.org", "password": "wrong"}, "do not match an account"),
    ],
)
def test_a_script_is_refused_in_the_same_sentences(
    browse: Browse, cast: Cast, sent: dict[str, str], said: str
) -> None:
    answer = browse().send("/sign-in", sent)

    assert answer.status_code == 422
    assert said in answer.get_json()["message"]
    assert "Set-Cookie" not in answer.headers


def test_a_script_that_guesses_is_slowed_as_well(browse: Browse, cast: Cast) -> None:
    sent = {"email": cast.ada.email, "password": "wrong"}
    *_, last = [browse().send("/sign-in", sent) for _ in range(7)]

    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 0
    assert "Too many tries" in last.get_json()["message"]


def test_pages_say_when_a_sign_in_ends_on_its_last_day_only(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    stopped.now = NOON + USUAL.idle - timedelta(days=1)
    assert "data-seconds-left" not in ada.get(PAGE).html

    stopped.move(minutes=1)
    page = ada.get(PAGE)
    assert f'data-seconds-left="{24 * 60 * MINUTES - 60}"' in page.html
    assert "signed out at 13:00 on 1 April 2026" in " ".join(page.html.split())
    assert "data-seconds-left" not in browse().get(PAGE).html


def test_staying_begins_the_time_anew_as_often_as_one_asks(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    writer = ada.get(PAGE).fields(also="writer")["writer"]
    stopped.now = NOON + USUAL.idle - timedelta(minutes=2)
    assert ada.client.get(STAY, headers=JSON).json == {"seconds": 120, "writer": writer}

    whole = {"seconds": USUAL.idle.total_seconds(), "writer": writer}
    for _ in range(2):
        assert ada.send(STAY, {}).json == whole
    stopped.move(days=29, hours=23)
    assert "signed in here until" in ada.get(STAY).text("main")
    ada.post(STAY)

    stopped.move(days=29, hours=23)
    ada.get(PAGE)
    assert ada.client.get("/home").status_code == 200


def test_an_installation_chooses_how_long_sign_ins_last(
    settings: Settings, editions: Editions, database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    short = settings.model_copy(update={"sign_in_idle_days": 2, "sign_in_longest_days": 3})
    ada = Browser(create_app(short, editions=editions, connected=database).test_client())
    ada.sign_in(cast.ada.email)
    for _ in range(2):
        stopped.move(days=1, hours=11)
        assert ada.send(STAY, {}).status_code == 200
    assert "until 12:00 on 5 March 2026" in ada.get(STAY).text("main")
    stopped.move(hours=2)
    assert ada.client.get("/home").status_code == 302


def test_a_sign_in_that_is_over_is_not_brought_back(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    stopped.now = NOON + USUAL.idle

    assert ada.send(STAY, {}).status_code == 401
    assert ada.client.get(STAY, headers=JSON).status_code == 302
    assert browse().send(STAY, {}).status_code == 401


def test_the_page_to_stay_says_until_when(browse: Browse, cast: Cast) -> None:
    assert "until 13:00 on 1 April 2026" in browse(cast.ada).get(STAY).text("main")
