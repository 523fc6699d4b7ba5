"""Certificates of two accounts are one chain: all can be checked, and exactly one stands."""

from sqlalchemy.orm import Session

from learning import certificates
from learning.accounts import Person
from learning.content import Programme
from tests.cast import Cast, finish
from tests.conftest import StoppedClock
from tests.joining.pair import unite


def certified(db: Session, person: Person, programme: Programme) -> str:
    finish(db, person, programme, programme.pages)
    return certificates.claim(db, person, programme, holder=person.name)


def test_the_newest_stands_and_the_others_say_which(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    codes = []
    for person in (cast.ada, cast.ben, cast.ada):
        codes.append(certified(db, person, programme))
        stopped.move(days=1)
    corrected = certificates.reissue(db, cast.ada.id, programme, "Ada Lark")
    stopped.move(days=1)

    unite(db, cast.ada, cast.ben, programme)

    newer = {code: certificates.by_code(db, code).newer for code in (*codes, corrected)}
    stands = certificates.grouped(corrected)
    assert newer == {codes[0]: stands, codes[1]: stands, corrected: None}
    assert certificates.claim(db, cast.ada, programme, holder="Ada") == corrected
    assert certificates.by_code(db, codes[1]).snapshot.holder == "Ben"


def test_one_that_was_withdrawn_does_not_stand_for_the_other(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    valid = certified(db, cast.ada, programme)
    stopped.move(days=1)
    void = certified(db, cast.ben, programme)
    certificates.withdraw(db, void, because="A test")

    unite(db, cast.ada, cast.ben, programme)

    assert certificates.by_code(db, valid).newer is None
    assert certificates.claim(db, cast.ada, programme, holder="Ada") == valid
    assert certificates.by_code(db, void).withdrawn_because == "A test"


def test_one_that_comes_alone_stays_as_it_is(db: Session, cast: Cast, programme: Programme) -> None:
    code = certified(db, cast.ben, programme)

    unite(db, cast.ada, cast.ben, programme)

    (issued,) = certificates.certificates_of(db, cast.ada)
    assert (certificates.bare(issued.code), issued.belongs_to(cast.ada)) == (code, True)


def test_one_that_was_withdrawn_stands_in_no_place(
    db: Session, cast: Cast, programme: Programme
) -> None:
    first = certified(db, cast.ben, programme)
    corrected = certificates.reissue(db, cast.ben.id, programme, "Ben Wren")
    assert certificates.by_code(db, first).newer == certificates.grouped(corrected)

    certificates.withdraw(db, corrected, because="A test")

    assert certificates.by_code(db, first).newer is None
