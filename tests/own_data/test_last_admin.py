"""There is always an admin left: the only one cannot go, nor be the only one by then and go."""

import pytest
from sqlalchemy import select, update

from learning import accounts
from learning.accounts import Role, User
from learning.db import Database
from learning.errors import Conflict
from learning.mail import Mail
from learning.own_data import Departure
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.own_data.going import ask, run


def make(database: Database, user_id: int, role: Role) -> None:
    with database.writing.begin() as db:
        db.execute(update(User).where(User.id == user_id).values(role=role))


def test_the_only_admin_is_asked_to_make_another_first(
    browse: Browse, cast: Cast, database: Database
) -> None:
    wish = {"certificate": "keep", "notes": "unnamed"}
    page = browse(cast.dana).post("/account/data/deletion", wish, expect=409)

    assert "You are the only admin" in page.text("main")
    with database.reading() as db:
        assert db.get(Departure, cast.dana.id) is None
    make(database, cast.ada.id, Role.ADMIN)
    browse(cast.dana).post("/account/data/deletion", wish)
    with database.reading() as db:
        assert db.get(Departure, cast.dana.id)


def test_an_admin_who_is_about_to_go_does_not_count(cast: Cast, database: Database) -> None:
    make(database, cast.ada.id, Role.ADMIN)
    ask(database, cast.dana)
    with database.reading() as db:
        ada = accounts.absent_person(db, cast.ada.id)
    assert ada
    with pytest.raises(Conflict, match="only admin"):
        ask(database, ada)
    ask(database, cast.dana)  # once more keeps the day


def test_who_is_the_only_admin_when_the_day_comes_stays_and_is_told(
    cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    make(database, cast.ada.id, Role.ADMIN)
    ask(database, cast.dana)
    make(database, cast.ada.id, Role.LEARNER)
    stopped.move(days=7)

    assert run(database) == 0
    with database.reading() as db:
        assert db.get(User, cast.dana.id)
        assert db.get(Departure, cast.dana.id) is None
        told = db.scalars(select(Mail.subject).order_by(Mail.id)).all()
    assert told[-1] == "Your account is not deleted"
    assert run(database) == 0
