"""How long an answer takes does not tell whether an address is known."""

import time
from collections.abc import Callable, Mapping
from statistics import median

import pytest
from sqlalchemy import delete

from learning import accounts
from learning.accounts import FailedTry
from learning.config import Settings
from learning.db import Database
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse
from tests.web.by_mail import sending

ROUNDS = 15
KNOWN, UNKNOWN = "ada@example.org", "eve@example.org"
FORMS: Mapping[str, dict[str, str]] = {
    "/sign-in": {"password": "a wrong password"},
    "/sign-in/link": {},
    "/new-password": {},
    "/sign-up": {"name": "Eve", "password": "another set of words"},
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


@pytest.mark.slow
@pytest.mark.parametrize("path", FORMS)
def test_known_and_unknown_addresses_take_the_same_work(
    browse: Browse, cast: Cast, database: Database, path: str
) -> None:
    with database.writing.begin() as db:  # as costly as in earnest, which the cast’s is not
        accounts.change_password(db, cast.ada, accounts.hash_password(PASSWORD))
    taken: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(ROUNDS):  # in turn, so that a busy machine slows both
        for email, times in taken.items():
            times.append(_seconds(lambda email=email: _post(browse, path, email)))  # type: ignore[misc]
        with database.writing.begin() as db:
            db.execute(delete(FailedTry))

    ratio = median(taken[KNOWN][3:]) / median(taken[UNKNOWN][3:])
    assert 0.7 < ratio < 1.4, f"{ratio:.2f}"


def _post(browse: Browse, path: str, email: str) -> None:
    answer = browse().client.post(path, data=FORMS[path] | {"email": email})
    assert answer.status_code in {303, 422}


def _seconds(act: Callable[[], None]) -> float:
    """Return the processor time of this process, which other work on the machine leaves alone."""
    before = time.process_time()
    act()
    return time.process_time() - before
