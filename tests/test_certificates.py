from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import certificates
from learning.certificates import Certificate
from learning.content import Programme
from learning.db import Database
from learning.errors import Conflict, NotFound
from tests.cast import Cast, finish
from tests.conftest import StoppedClock


def test_a_certificate_waits_until_every_page_is_done(
    db: Session, cast: Cast, programme: Programme
) -> None:
    finish(db, cast.ada, programme, programme.pages[:2])

    with pytest.raises(Conflict, match="one page is still to be done"):
        certificates.claim(db, cast.ada, programme, holder="Ada")


def test_a_certificate_is_a_snapshot(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    from dataclasses import replace

    finish(db, cast.ada, programme, programme.pages)
    code = certificates.claim(db, cast.ada, programme, holder="  Ada   Łukasz ")
    issued = certificates.by_code(db, code).snapshot

    stopped.move(days=400)
    later = replace(programme, title="Renamed", edition="2")
    assert certificates.claim(db, cast.ada, later, holder="Somebody else") == code
    assert certificates.by_code(db, code).snapshot == issued
    assert (issued.holder, issued.programme, issued.edition) == ("Ada Łukasz", programme.title, "1")
    assert [module.title for module in issued.modules] == ["Listening", "Feedback"]


def test_eight_claims_at_once_give_one_certificate(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)

    def claim(number: int) -> str:
        with database.writing.begin() as db:
            return certificates.claim(db, cast.ada, programme, holder=f"Ada {number}")

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(claim, range(8)))

    assert len(codes) == 1
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Certificate)) == 1


def test_a_code_is_found_however_it_is_typed(db: Session, cast: Cast, programme: Programme) -> None:
    finish(db, cast.ada, programme, programme.pages)
    code = certificates.claim(db, cast.ada, programme, holder="Ada")

    typed = certificates.grouped(code).lower().replace("1", "l").replace("0", "o")

    assert certificates.by_code(db, typed).snapshot.code == code


@pytest.mark.parametrize("code", ["", "0", "AAAA-AAAA-AAAA-AAAA", "' OR 1=1", "é" * 500])
def test_a_made_up_code_is_answered_plainly(db: Session, code: str) -> None:
    with pytest.raises(NotFound, match="No certificate has this code"):
        certificates.by_code(db, code)


def test_codes_cannot_be_guessed(db: Session, cast: Cast, programme: Programme) -> None:
    codes = set()
    for person in (cast.ada, cast.ben, cast.cleo):
        finish(db, person, programme, programme.pages)
        codes.add(certificates.claim(db, person, programme, holder=person.name))

    assert len(codes) == 3
    assert all(len(code) == 16 and code == certificates.bare(code) for code in codes)


def test_the_first_reason_for_a_withdrawal_stays(
    db: Session, cast: Cast, programme: Programme
) -> None:
    finish(db, cast.ada, programme, programme.pages)
    code = certificates.claim(db, cast.ada, programme, holder="Ada")

    certificates.withdraw(db, code, because="Issued to the wrong person.")
    certificates.withdraw(db, code, because="Another reason.")

    assert certificates.by_code(db, code).withdrawn_because == "Issued to the wrong person."


def test_the_place_of_a_removed_certificate_is_never_given_again(
    db: Session, cast: Cast, programme: Programme
) -> None:
    """Else the withdrawal of one would count for copies of the other."""
    places = []
    for person in (cast.ada, cast.ben):
        finish(db, person, programme, programme.pages)
        certificates.claim(db, person, programme, holder=person.name)
        places.append(db.scalars(select(Certificate.id)).one())
        certificates.remove(db, person)

    assert places[0] < places[1]
