"""Joining two accounts: both proven, nothing told to who guesses, looked at first, then done."""

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from learning import accounts, clock
from learning.accounts import Role, User
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.second_factor import Authenticator
from tests.browser import Browser
from tests.cast import PASSWORD, Cast, give_app, give_passkey, next_code
from tests.conftest import Browse, StoppedClock
from tests.joining.pair import unite
from tests.mailed_links.mailed import arrived, newest
from tests.sharing.entries import written
from tests.web.by_mail import sending

JOIN = "/account/join"
BOTH = f"{JOIN}/both"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


@pytest.fixture
def ada(browse: Browse, cast: Cast) -> Browser:
    return browse(cast.ada)


def prove(browser: Browser, email: str, password: str = PASSWORD) -> str | None:
    """Return where the password leads."""
    sent = {"email": email, "password": password, "by": "password"}
    return browser.client.post(JOIN, data=sent).location


def by_mail(browser: Browser, email: str) -> None:
    browser.post(JOIN, {"email": email, "by": "mail"})


def is_gone(database: Database, user_id: int) -> bool:
    with database.reading() as db:
        return accounts.absent_person(db, user_id) is None


def test_by_its_password(
    ada: Browser, browse: Browse, cast: Cast, programme: Programme, database: Database
) -> None:
    with database.writing.begin() as db:
        for person in (cast.ada, cast.ben):
            written(db, person, programme, f"{person.name} heard rain.")
    assert JOIN in {a.get("href") for _, a in ada.get("/account").tags}
    ada.get(JOIN)
    assert prove(ada, cast.ben.email) == BOTH
    page = ada.get(BOTH)
    assert "1 exercise is answered in both" in page.text("main")
    assert not is_gone(database, cast.ben.id)

    assert ada.client.post(BOTH).location == "/account?changed=joined"

    assert "The two accounts are one now" in ada.get("/account?changed=joined").text("main")
    assert is_gone(database, cast.ben.id)
    assert ada.client.post(BOTH).location == JOIN  # pressed twice
    ben = browse()
    ben.post("/sign-in", {"email": cast.ben.email, "password": PASSWORD}, expect=422)


def test_by_a_code_that_is_mailed(ada: Browser, cast: Cast, database: Database) -> None:
    by_mail(ada, cast.ben.email)
    ada.get(f"{JOIN}/code")
    mailed = newest(database)
    assert mailed.to == cast.ben.email
    assert "/from-mail/" not in mailed.body
    ada.post(f"{JOIN}/code", {"code": "BBBB-BBBB"}, expect=422)

    assert ada.client.post(f"{JOIN}/code", data={"code": mailed.code}).location == BOTH
    ada.post(BOTH)

    assert is_gone(database, cast.ben.id)


def test_whether_an_address_has_an_account_is_not_told(
    ada: Browser, cast: Cast, database: Database
) -> None:
    said = set()
    for email in (cast.ben.email, "nobody@example.org"):
        sent = {"email": email, "password": "a wrong password", "by": "password"}
        said.add(ada.post(JOIN, sent, expect=422).html.replace(email, "…"))
        by_mail(ada, email)
        said.add(ada.get(f"{JOIN}/code").html.replace(email, "…"))
    assert len(said) == 2
    assert "no account" in newest(database).body
    assert ada.client.get(BOTH).location == JOIN


def test_a_code_works_only_where_it_was_asked_for(
    ada: Browser, browse: Browse, cast: Cast, database: Database
) -> None:
    by_mail(ada, cast.ben.email)
    code = newest(database).code
    cleo = browse(cast.cleo)
    assert cleo.client.post(f"{JOIN}/code", data={"code": code}).location == JOIN

    by_mail(cleo, cast.ben.email)
    cleo.post(f"{JOIN}/code", {"code": code}, expect=422)


def test_a_second_step_of_the_other_account_is_asked_for(
    ada: Browser, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        give_app(db, cast.ben.id)
    assert prove(ada, cast.ben.email) == f"{JOIN}/second"
    assert ada.client.get(BOTH).location == JOIN
    assert ada.client.post(BOTH).location == JOIN
    ada.get(f"{JOIN}/second")
    ada.post(f"{JOIN}/second", {"code": ""}, expect=422)
    ada.post(f"{JOIN}/second", {"code": "000000"}, expect=422)
    with database.writing.begin() as db:
        code = next_code(db, clock.now())

    assert ada.client.post(f"{JOIN}/second", data={"code": code}).location == BOTH
    assert "needs it from now on" in ada.get(BOTH).text("main")
    assert "Tick this" in ada.post(BOTH, expect=422).text("main")
    assert not is_gone(database, cast.ben.id)
    with ada.client.session_transaction() as kept:
        ((mark, word, _),) = kept["known-since"]
    stopped.move(minutes=1)
    ada.post(BOTH, {"second": "y"})

    with database.reading() as db:
        assert db.get(Authenticator, cast.ada.id)
    with ada.client.session_transaction() as kept:
        assert kept["known-since"] == [(mark, word, stopped.now.timestamp())]


def test_a_second_step_that_was_set_up_after_the_proof_is_not_proven(
    ada: Browser, cast: Cast, database: Database
) -> None:
    prove(ada, cast.ben.email)
    with database.writing.begin() as db:
        give_passkey(db, cast.ben)

    assert ada.client.post(BOTH, data={"second": "y"}).location == JOIN
    assert not is_gone(database, cast.ben.id)


def test_it_begins_with_a_fresh_proof(ada: Browser, cast: Cast, stopped: StoppedClock) -> None:
    stopped.move(hours=1)
    for path in (JOIN, f"{JOIN}/code", f"{JOIN}/second", BOTH):
        for answer in (ada.client.get(path), ada.client.post(path)):
            assert (answer.location or "").startswith("/account/proof?next="), path


def test_the_proof_of_the_other_account_does_not_last(
    ada: Browser, cast: Cast, stopped: StoppedClock, database: Database
) -> None:
    prove(ada, cast.ben.email)
    stopped.move(minutes=16)
    ada.post("/account/proof", {"password": PASSWORD, "next": BOTH})

    assert ada.client.post(BOTH).location == JOIN
    assert not is_gone(database, cast.ben.id)


def test_what_one_person_proved_is_not_anothers(
    ada: Browser, browse: Browse, cast: Cast, database: Database
) -> None:
    prove(ada, cast.ben.email)
    cleo = browse(cast.cleo)
    with ada.client.session_transaction() as of_ada, cleo.client.session_transaction() as of_cleo:
        of_cleo["joining"] = of_ada["joining"]
    assert cleo.client.post(BOTH).location == JOIN
    ada.sign_in(cast.cleo.email)

    assert ada.client.post(BOTH).location == JOIN
    assert not is_gone(database, cast.ben.id)


def test_a_number_that_came_again_is_another_account(
    ada: Browser, cast: Cast, programme: Programme, database: Database, stopped: StoppedClock
) -> None:
    prove(ada, cast.ben.email)
    stopped.move(minutes=1)
    with database.writing.begin() as db:
        unite(db, cast.cleo, cast.ben, programme)
        new = {"email": "wren@example.org", "name": "Wren", "password_hash": ""}
        row = {"id": cast.ben.id, "role": Role.LEARNER, "joined_at": clock.now()} | new
        db.execute(insert(User).values(row))

    assert ada.client.post(BOTH).location == JOIN
    assert not is_gone(database, cast.ben.id)


def test_refusals_are_sentences(ada: Browser, cast: Cast, database: Database) -> None:
    own = {"email": cast.ada.email, "password": PASSWORD, "by": "password"}
    assert "signed in to" in ada.post(JOIN, own, expect=422).text("main")
    ada.post(JOIN, {"email": "nobody", "by": "mail"}, expect=422)
    without = ada.post(JOIN, {"email": cast.ben.email, "by": "password"}, expect=422)
    assert "Enter its password" in without.text("main")
    prove(ada, cast.dana.email)
    with database.writing.begin() as db:
        code = next_code(db, clock.now())
    ada.post(f"{JOIN}/second", {"code": code})
    assert "admin" in ada.get(BOTH, expect=409).text("main")
    ada.post(BOTH, expect=409)
    assert not is_gone(database, cast.dana.id)


def test_guessing_is_slowed(ada: Browser, cast: Cast, db: Session) -> None:
    for _ in range(5):
        assert prove(ada, cast.ben.email, "a wrong password") is None
    sent = {"email": cast.ben.email, "password": PASSWORD, "by": "password"}
    ada.post(JOIN, sent, expect=429)
    assert arrived(db) == []
