"""Guessing at certificates from one network is slowed down; nobody else is."""

import pytest

from learning import certificates
from learning.content import Programme
from learning.db import Database
from learning.web.guesses import MOST
from tests.cast import Cast, finish
from tests.conftest import Browse, StoppedClock


@pytest.fixture
def address(cast: Cast, database: Database, programme: Programme) -> str:
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
        code = certificates.claim(db, cast.ada, programme, holder="Ada")
    return f"/certificates/{certificates.grouped(code)}"


def test_who_guesses_waits_and_nobody_else_does(
    browse: Browse, cast: Cast, address: str, stopped: StoppedClock
) -> None:
    guesser = browse().client
    for number in range(MOST):
        ending = ("", ".pdf", ".json")[number % 3]
        assert guesser.get(f"/certificates/WRNG-{number:04}{ending}").status_code == 404
    refused = guesser.get(address)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 60
    assert "Wait a minute" in refused.text
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert guesser.get(address, environ_base=elsewhere).status_code == 200
    assert guesser.get("/").status_code == 200
    assert browse(cast.ada).client.get(address).status_code == 200
    stopped.move(minutes=1)
    assert guesser.get(address).status_code == 200


def test_who_has_the_code_may_ask_as_often_as_they_like(browse: Browse, address: str) -> None:
    checker = browse().client
    assert {checker.get(address).status_code for _ in range(MOST + 5)} == {200}


def test_a_certificate_that_is_not_signed_yet_is_no_guess(browse: Browse, address: str) -> None:
    impatient = browse().client
    for ending in (".json", ".jwt", ".svg", ".png") * (MOST // 2):
        assert impatient.get(f"{address}{ending}").status_code == 404
    assert impatient.get(address).status_code == 200
