"""What people have made goes over to the other kind of database and back, and is the same."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from learning import audit, certificates
from learning.audit import Act
from learning.certificates import Certificate
from learning.content import Programme, load_programme
from learning.copying import copy_everything, counts, moment_of
from learning.db import Database
from learning.organisations.tables import Organisation
from tests.cast import Cast, finish, join
from tests.conftest import NOON, StoppedClock
from tests.copying.both import OTHER, another, everything
from tests.databases import Databases
from tests.demo import populate
from tests.own_data.marked import heron

EMPTY = {
    "counted", "counting", "departure", "lane", "mail_opt_out", "presence", "removed_withdrawn",
    "signing_key", "tally",
}  # fmt: skip
"""Tables of which Marsh Heron has nothing."""


def organisations(database: Database, merged: dict[int, int | None]) -> None:
    with database.writing.begin() as db:
        for number in merged:
            row = {"name": f"Org {number}", "key": str(number), "block": "", "initials": ""}
            db.execute(insert(Organisation).values(id=number, **row))
        for number, into in merged.items():
            chosen = update(Organisation).where(Organisation.id == number)
            db.execute(chosen.values(merged_into=into))


@pytest.mark.slow
def test_what_people_have_made_goes_there_and_back(databases: Databases) -> None:
    with (
        another(databases, "sqlite") as here,
        another(databases, "postgresql") as there,
        another(databases, "sqlite") as back,
    ):
        populate(here, load_programme(Path(__file__).parents[2], today=NOON.date()))
        made = copy_everything(here, there)
        copy_everything(there, back)

        assert everything(here) == everything(there) == everything(back)
        with moment_of(back) as copied:
            assert counts(copied) == made.rows


def test_every_table_comes_along(
    db: Session, database: Database, backend: str, databases: Databases, cast: Cast,
    programme: Programme, stopped: StoppedClock,
) -> None:  # fmt: skip
    heron(db, cast, programme, stopped)
    db.commit()
    with another(databases, OTHER[backend]) as there:
        made = copy_everything(database, there)

        assert everything(database) == everything(there)
    assert {name for name, rows in made.rows.items() if not rows} <= EMPTY


def test_organisations_that_were_merged_into_later_ones(
    database: Database, backend: str, databases: Databases
) -> None:
    organisations(database, {1: 3, 2: 1, 3: None})
    with another(databases, OTHER[backend]) as there:
        copy_everything(database, there)

        assert everything(database) == everything(there)


def test_no_number_is_given_twice_after_a_copy(
    database: Database, backend: str, databases: Databases, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
        certificates.claim(db, cast.ada, programme, holder="Ada")
        certificates.remove(db, cast.ada)
        before = certificates.last_place(db)
    with another(databases, OTHER[backend]) as there:
        copy_everything(database, there)

        with there.writing.begin() as db:
            finish(db, cast.ben, programme, programme.pages)
            certificates.claim(db, cast.ben, programme, holder="Ben")
            assert db.scalar(select(Certificate.id)) == before + 1
            join(db, "Next")  # a number that is given by the database itself


def test_the_log_of_admins_stays_shut_in_the_copy(
    database: Database, backend: str, databases: Databases, cast: Cast
) -> None:
    with database.writing.begin() as db:
        audit.note(db, cast.dana, Act.WITHDRAW_CERTIFICATE, reason="A test")
    with another(databases, OTHER[backend]) as there:
        copy_everything(database, there)

        with pytest.raises(DBAPIError, match="only added to"), there.writing.begin() as db:
            db.execute(text("DELETE FROM audit_entry"))
