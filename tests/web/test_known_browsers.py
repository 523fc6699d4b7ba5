"""Whatever others try, the owner gets in where they have been before."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from learning import clock
from learning.config import Settings
from learning.web.known_browsers import MOST
from tests.browser import Browser
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse, StoppedClock
from tests.web.by_mail import sending


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


def from_many_places(post: Callable[[str], int], times: int) -> None:
    """Have strangers try until the account as a whole has to be left alone."""
    for number in range(times):
        post(f"198.51.{number // 250}.{number % 250}")


WRONG = "a wrong password"


def guess(client: FlaskClient, email: str, address: str, password: str = WRONG) -> int:
    sent = {"email": email, "password": password}
    return client.post("/sign-in", data=sent, environ_base={"REMOTE_ADDR": address}).status_code


@pytest.mark.slow
def test_guessing_from_everywhere_keeps_no_owner_out_of_the_browser_they_know(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada, thief = browse(cast.ada), browse()
    ada.post("/sign-out")
    from_many_places(lambda address: guess(thief.client, cast.ada.email, address), 50)
    assert guess(browse().client, cast.ada.email, "192.0.2.7", PASSWORD) == 429

    assert guess(ada.client, cast.ada.email, "192.0.2.7", PASSWORD) == 303


def test_a_browser_that_is_known_has_its_own_wait_wherever_it_is(
    browse: Browse, cast: Cast
) -> None:
    thief = browse(cast.ada)
    thief.post("/sign-out")
    statuses = [guess(thief.client, cast.ada.email, f"192.0.2.{n}") for n in range(6)]

    assert statuses == [422] * 5 + [429]
    assert guess(browse().client, cast.ada.email, "192.0.2.1", PASSWORD) == 303


def test_to_be_known_to_one_account_helps_with_no_other(browse: Browse, cast: Cast) -> None:
    ben = browse(cast.ben)
    ben.post("/sign-out")
    for _ in range(5):
        guess(browse().client, cast.ada.email, "192.0.2.1")

    assert guess(ben.client, cast.ada.email, "192.0.2.1") == 429


@pytest.mark.parametrize("by", ["an admin", "the person", "a new password"])
def test_a_stolen_cookie_counts_no_more_once_all_sign_ins_were_ended(
    browse: Browse, cast: Cast, stopped: StoppedClock, by: str
) -> None:
    thief, ada = browse(cast.ada), browse(cast.ada)
    thief.post("/sign-out")
    stopped.move(minutes=1)
    if by == "an admin":
        dana, address = browse(cast.dana), f"/admin/people/{cast.ada.id}"
        for path in ("opening", "sign-ins"):
            dana.post(f"{address}/{path}", {"reason": "Asked for"})
    elif by == "the person":
        ada.post("/account/sign-ins/end-others")
    else:
        new = {"old_password": PASSWORD, "new_password": "another set of words"}
        ada.post("/account/password", new)

    for _ in range(5):
        guess(browse().client, cast.ada.email, "192.0.2.1")
    assert guess(thief.client, cast.ada.email, "192.0.2.1") == 429
    ada.post("/sign-out")
    here = guess(ada.client, cast.ada.email, "192.0.2.1")
    assert here == (429 if by == "an admin" else 422), "where one stays, one is still known"


def test_who_has_only_the_password_is_not_known(browse: Browse, cast: Cast) -> None:
    dana = browse()
    dana.client.post("/sign-in", data={"email": cast.dana.email, "password": PASSWORD})

    assert known(dana) == []


def test_the_second_step_is_open_where_it_was_shown_before(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    dana = browse(cast.dana)
    dana.post("/sign-out")
    thief = browse()
    sent = {"email": cast.dana.email, "password": PASSWORD}
    thief.client.post("/sign-in", data=sent)
    from_many_places(lambda address: show(thief, "000000", address), 20)
    assert show(thief, "000000", "192.0.2.7") == 429

    dana.client.post("/sign-in", data=sent)
    assert show(dana, "000000", "192.0.2.7") == 422


def test_the_cookie_names_nobody_and_forgets_the_first_of_many(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.post("/sign-out")
    ((mark, word, at),) = known(ada)
    assert len(mark) == 24
    ada.sign_in(cast.ada.email)
    assert known(ada) == [[mark, word, clock.now().timestamp()]]

    with ada.client.session_transaction() as kept:
        others = ([str(n), "of another", at] for n in range(MOST - 1))
        kept["known-since"] = [[mark, word, at], *others]
    ada.sign_in(cast.ben.email)
    assert len(known(ada)) == MOST
    assert mark not in {one[0] for one in known(ada)}


def show(browser: Browser, code: str, address: str) -> int:
    there = {"REMOTE_ADDR": address}
    answer = browser.client.post("/sign-in/second", data={"code": code}, environ_base=there)
    return answer.status_code


def known(browser: Browser) -> list[list[Any]]:
    with browser.client.session_transaction() as kept:
        return [list(one) for one in kept.get("known-since", [])]
