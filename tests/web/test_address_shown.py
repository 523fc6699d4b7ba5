"""Somebody made an account with another’s address: it is the other’s once they read its mail."""

import pytest
from sqlalchemy import func, insert, select, update

from learning import accounts, clock, second_factor
from learning.accounts import Role, User
from learning.config import Settings
from learning.db import Database
from learning.single_sign_on import Identity
from tests.browser import Browser
from tests.cast import PASSWORD, Cast, give_app
from tests.conftest import Browse
from tests.mailed_links.mailed import arrived, newest
from tests.web.by_mail import sending

NEW = "another set of words"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


def is_in(browser: Browser) -> bool:
    return browser.client.get("/home").status_code == 200


def set_up_every_way(database: Database, user_id: int) -> None:
    """Have a second step and an organisation’s sign-in on an account, by whoever made it."""
    row = {"subject": "thief", "email": "thief@example.org", "linked_at": clock.now()}
    with database.writing.begin() as db:
        give_app(db, user_id)
        db.execute(insert(Identity).values(user_id=user_id, issuer="https://id.example", **row))


def ways_left(database: Database, user_id: int) -> tuple[bool, int]:
    identities = select(func.count()).where(Identity.user_id == user_id)
    with database.reading() as db:
        return second_factor.is_set_up(db, user_id), db.scalar(identities) or 0


@pytest.mark.parametrize("path", ["/sign-in/link", "/sign-up", "/new-password"])
def test_the_first_who_shows_the_address_has_the_account_for_themselves(
    browse: Browse, cast: Cast, database: Database, path: str
) -> None:
    thief, owner = browse(cast.ben), browse()
    set_up_every_way(database, cast.ben.id)
    sent = {"name": "Ben", "email": cast.ben.email, "password": NEW}
    owner.post(path, sent)
    owner.post(newest(database).path, {"new_password": NEW})

    assert is_in(owner)
    assert not is_in(thief)
    assert ways_left(database, cast.ben.id) == (False, 0)
    stolen = {"email": cast.ben.email, "password": PASSWORD}
    thief.post("/sign-in", stolen, expect=422)
    told = [mail.body for mail in arrived(database) if "is yours alone" in mail.subject]
    assert len(told) == 1
    assert "its password, second steps to sign in" in told[0]


def test_by_code_it_is_the_same(browse: Browse, cast: Cast, database: Database) -> None:
    for path, then in (("/sign-in/link", "/sign-in/code"), ("/new-password", "/new-password/code")):
        with database.writing.begin() as db:
            db.execute(update(User).values(confirmed_at=None))
        owner = browse()
        owner.post(path, {"email": cast.ben.email})
        set_up_every_way(database, cast.ben.id)
        owner.post(then, {"code": newest(database).code, "new_password": NEW})
        assert is_in(owner)
        assert ways_left(database, cast.ben.id) == (False, 0)


def test_who_showed_it_before_keeps_everything(
    browse: Browse, cast: Cast, database: Database
) -> None:
    here = browse(cast.ben)
    with database.writing.begin() as db:
        db.execute(update(User).values(confirmed_at=clock.now()))
    elsewhere = browse()
    elsewhere.post("/sign-in/link", {"email": cast.ben.email})
    elsewhere.post(newest(database).path)

    assert is_in(here)
    browse().sign_in(cast.ben.email)


def test_to_confirm_where_one_is_signed_in_changes_nothing_else(
    browse: Browse, cast: Cast, database: Database
) -> None:
    here, elsewhere = browse(cast.ben), browse(cast.ben)
    here.post("/account/address/confirm")
    path = newest(database).path
    owner = browse()
    assert owner.client.post(path).location == f"/sign-in?next={path}"
    here.post(path, expect=200)

    assert "confirmed on" in here.get("/account").text("main")
    assert is_in(elsewhere)
    browse().sign_in(cast.ben.email)


def test_the_mailbox_of_an_admin_is_not_enough(
    browse: Browse, cast: Cast, database: Database
) -> None:
    assert cast.dana.role is Role.ADMIN
    thief = browse()
    thief.post("/sign-in/link", {"email": cast.dana.email})
    assert thief.client.post(newest(database).path).location == "/sign-in/second"

    assert not is_in(thief)
    with database.reading() as db:
        assert not accounts.sign_ins_of(db, cast.dana)
