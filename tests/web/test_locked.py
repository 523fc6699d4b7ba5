"""What a cookie says of an account ends with its password, its second factors, and the account."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learning import accounts, clock, second_factor
from learning.accounts import User
from learning.db import Database
from learning.second_factor import RecoveryCode
from tests.browser import Browser
from tests.cast import PASSWORD, Cast, give_app, give_passkey, next_code
from tests.conftest import Browse, StoppedClock
from tests.web.test_leaving import LEAVING, going

Change = Callable[[Session, Cast], object]
SINCE = datetime(2026, 3, 2, 12, 1, tzinfo=UTC)
CHANGES: dict[str, Change] = {
    "a new password": lambda db, cast: accounts.change_password(db, cast.ada, "another"),
    "another passkey": lambda db, cast: give_passkey(db, cast.ada),
    "new codes": lambda db, cast: db.execute(
        update(RecoveryCode).where(RecoveryCode.user_id == cast.ada.id).values(code_hash="b")
    ),
    "all sign-ins ended": lambda db, cast: accounts.end_all(db, cast.ada.id),
    "another account of this number": lambda db, cast: db.execute(
        update(User).where(User.id == cast.ada.id).values(joined_at=SINCE)
    ),
    "no account": lambda db, cast: db.execute(delete(User).where(User.id == cast.ada.id)),
}


@pytest.fixture(params=CHANGES)
def change(request: pytest.FixtureRequest) -> Change:
    return CHANGES[request.param]


def locked(db: Session, cast: Cast) -> None:
    """Ada has a second factor, and a code on paper."""
    give_app(db, cast.ada.id)
    second_factor.replace_codes(db, cast.ada.id, ["a"])


def half_in(browse: Browse, cast: Cast) -> Browser:
    thief = browse()
    thief.post("/sign-in", {"email": cast.ada.email, "password": PASSWORD})
    thief.get("/sign-in/second")
    return thief


def test_who_is_half_signed_in_is_so_no_more(
    browse: Browse, cast: Cast, database: Database, change: Change, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        locked(db, cast)
    thief = half_in(browse, cast)
    stopped.move(minutes=1)
    with database.writing.begin() as db:
        change(db, cast)
        code = next_code(db, clock.now())

    answer = thief.client.post("/sign-in/second", data={"code": code})
    assert answer.location == "/sign-in"


def test_who_wants_to_go_takes_and_keeps_nothing_any_more(
    browse: Browse, cast: Cast, database: Database, change: Change, stopped: StoppedClock
) -> None:
    going(browse, cast)
    with database.writing.begin() as db:
        second_factor.replace_codes(db, cast.ada.id, ["a"])
    thief = browse()
    thief.post("/sign-in", {"email": cast.ada.email, "password": PASSWORD})
    thief.get(LEAVING)
    stopped.move(minutes=1)
    with database.writing.begin() as db:
        change(db, cast)

    for path in (LEAVING, f"{LEAVING}/everything.zip"):
        assert thief.client.get(path).location == "/sign-in", path
    assert thief.client.post(f"{LEAVING}/stay").location == "/sign-in"


def test_a_cookie_of_another_make_is_nobodys_and_breaks_nothing(browse: Browse, cast: Cast) -> None:
    browser = browse()
    until = clock.now().timestamp() + 60
    with browser.client.session_transaction() as kept:
        kept["halfway"] = {"user": cast.ada.id, "where": None, "until": until}
        kept["leaving"] = [cast.ada.id, 0, int(until)]
    for path in ("/sign-in/second", LEAVING):
        assert browser.client.get(path).location == "/sign-in"


def test_the_cookie_does_not_tell_the_lock(browse: Browse, cast: Cast, database: Database) -> None:
    with database.writing.begin() as db:
        locked(db, cast)
        lock = second_factor.lock_of(db, cast.ada.id)
        hashed = db.scalar(User.__table__.select().with_only_columns(User.password_hash))
    thief = half_in(browse, cast)
    with thief.client.session_transaction() as kept:
        told = json.dumps(dict(kept), default=str)
    assert lock
    assert hashed
    assert hashed not in told
    assert lock not in told
