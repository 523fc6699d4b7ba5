"""Places on withdrawal lists: never given twice, also after a backup was put back."""

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from learning import certificates
from learning.accounts import Person
from learning.certificates import Certificate
from learning.certificates.status_list import LENGTH
from learning.content import Programme
from learning.db import Database
from learning.errors import NotFound
from tests.cast import Cast, finish
from tests.certificates.signed import carried
from tests.conftest import Browse


def claimed(db: Session, person: Person, programme: Programme) -> int:
    """Let somebody claim, and return the place of the certificate."""
    finish(db, person, programme, programme.pages)
    code = certificates.claim(db, person, programme, holder=person.name)
    place = db.scalar(select(Certificate.id).where(Certificate.code == code))
    assert place
    return place


def put_back(db: Session, last: int) -> None:
    """Let the database know no certificate after ``last``, as one that was copied then."""
    db.execute(delete(Certificate).where(Certificate.id > last))
    if db.get_bind().dialect.name == "sqlite":
        db.execute(text("UPDATE sqlite_sequence SET seq = :n"), {"n": last})
    else:
        db.execute(text("SELECT setval('certificate_id_seq', :n)"), {"n": last})


def test_after_a_backup_was_put_back_no_place_is_given_again(
    database: Database, cast: Cast, programme: Programme, browse: Browse
) -> None:
    with database.writing.begin() as db:
        before = claimed(db, cast.ada, programme)
        lost = claimed(db, cast.ben, programme)
        put_back(db, before)
        certificates.begin_new_list(db)
        anew = claimed(db, cast.cleo, programme)
        certificates.withdraw(db, _code(db, anew), because="Not theirs")

    assert (lost, anew) == (before + 1, 2 * LENGTH), "the rest of a list and a whole one left out"
    asked = browse().client
    for number in (0, 1, 2):
        assert asked.get(f"/credentials/status/{number}").status_code == 200
    assert asked.get("/credentials/status/3").status_code == 404
    lists = carried(asked.get("/verify.html").text)["statuses"]
    assert [one["number"] for one in lists] == [0, 1, 2]
    assert lists[0]["list"] == lists[1]["list"] != lists[2]["list"]


def test_a_list_can_be_begun_again_and_beyond_what_is_known(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        assert certificates.last_place(db) == 0
        certificates.begin_new_list(db)
        certificates.begin_new_list(db)
        assert claimed(db, cast.ada, programme) == 3 * LENGTH
        certificates.begin_new_list(db, beyond=7 * LENGTH)
        assert claimed(db, cast.ben, programme) == 9 * LENGTH
        assert certificates.last_place(db) == 9 * LENGTH
        certificates.begin_new_list(db, beyond=LENGTH)
        assert claimed(db, cast.cleo, programme) == 11 * LENGTH


def test_the_list_of_a_removed_certificate_stays(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        certificates.begin_new_list(db)
        place = claimed(db, cast.ada, programme)
        certificates.withdraw(db, _code(db, place), because="Not hers")
        certificates.remove(db, cast.ada)

        assert certificates.withdrawn_of(db, 2) == (place,)
        with pytest.raises(NotFound):
            certificates.withdrawn_of(db, 3)


def _code(db: Session, place: int) -> str:
    return db.scalars(select(Certificate.code).where(Certificate.id == place)).one()
