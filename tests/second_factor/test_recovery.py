"""Codes on paper, and taking away what somebody can show."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import second_factor
from learning.accounts import Person, SignIn
from learning.errors import Conflict, NotAllowed, NotFound
from learning.mail import Mail
from learning.second_factor import Authenticator, Passkey, RecoveryCode
from tests.cast import Cast, give_passkey
from tests.second_factor.test_codes import SEALER, app_of, show


def codes_of(db: Session, person: Person) -> list[str]:
    codes = second_factor.new_codes()
    second_factor.replace_codes(db, person.id, second_factor.hash_codes(codes))
    return codes


def told(db: Session) -> list[str]:
    return [body.split("\n\n")[1] for body in db.scalars(select(Mail.body).order_by(Mail.id))]


def test_each_code_on_paper_works_once_however_it_is_typed(db: Session, cast: Cast) -> None:
    app_of(db, cast.ada)
    first, second, *_ = codes_of(db, cast.ada)

    show(db, cast.ada, first.upper().replace("-", " "))
    assert second_factor.ways_of(db, cast.ada.id).codes == 9
    assert "with one of your recovery codes" in told(db)[-1]
    with pytest.raises(NotAllowed, match="not right"):
        show(db, cast.ada, first)
    show(db, cast.ada, second)


def test_of_two_who_give_one_code_at_once_one_gets_in(db: Session, cast: Cast) -> None:
    app_of(db, cast.ada)
    code, *_ = codes_of(db, cast.ada)
    tried = [
        second_factor.try_code(db, cast.ada.id, code, address=address, sealer=SEALER)
        for address in ("192.0.2.1", "192.0.2.2")
    ]

    second_factor.settle_code(db, tried[0])
    with pytest.raises(NotAllowed, match="not right"):
        second_factor.settle_code(db, tried[1])


def test_new_codes_end_the_earlier_ones_and_are_nobody_elses(db: Session, cast: Cast) -> None:
    app_of(db, cast.ada)
    app_of(db, cast.ben)
    (old, *_), (new, *_) = codes_of(db, cast.ada), codes_of(db, cast.ada)

    for person, code in (
        (cast.ada, old),
        (cast.ben, new),
        (cast.ada, ""),
        (cast.ada, "aaaaaaaaaa"),
    ):
        with pytest.raises(NotAllowed):
            show(db, person, code)
    show(db, cast.ada, new)


def test_the_table_does_not_tell_the_codes(db: Session, cast: Cast) -> None:
    codes = codes_of(db, cast.ada)
    kept = " ".join(db.scalars(select(RecoveryCode.code_hash)))

    assert len(set(codes)) == 10
    assert not [code for code in codes if code.replace("-", "") in kept]


def test_who_must_have_a_second_factor_keeps_the_last_one(db: Session, cast: Cast) -> None:
    app_of(db, cast.ada)
    with pytest.raises(Conflict, match="another one"):
        second_factor.remove_app(db, cast.ada, required=True)

    passkey_id = give_passkey(db, cast.ada)
    second_factor.remove_app(db, cast.ada, required=True)
    second_factor.remove_app(db, cast.ada, required=False)  # twice is no mistake
    with pytest.raises(Conflict):
        second_factor.remove_passkey(db, cast.ada, passkey_id, required=True)
    assert second_factor.ways_of(db, cast.ada.id).count == 1


def test_with_the_last_one_the_codes_go_and_the_owner_is_told(db: Session, cast: Cast) -> None:
    passkey_id = give_passkey(db, cast.ada)
    codes_of(db, cast.ada)

    second_factor.remove_passkey(db, cast.ada, passkey_id, required=False)
    assert not second_factor.is_set_up(db, cast.ada.id)
    assert second_factor.ways_of(db, cast.ada.id).codes == 0
    assert told(db)[-1].startswith("A passkey was removed")


def test_the_passkey_of_somebody_else_is_not_there(db: Session, cast: Cast) -> None:
    passkey_id = give_passkey(db, cast.ada)
    with pytest.raises(NotFound):
        second_factor.remove_passkey(db, cast.ben, passkey_id, required=False)
    assert second_factor.is_set_up(db, cast.ada.id)


def test_who_lost_everything_starts_anew_and_nobody_else_does(db: Session, cast: Cast) -> None:
    for person in (cast.ada, cast.ben):
        app_of(db, person)
        give_passkey(db, person)
        codes_of(db, person)

    assert second_factor.forget(db, cast.ada.id)
    assert not second_factor.forget(db, cast.ada.id)
    for table in (Authenticator, Passkey, RecoveryCode, SignIn):
        count = select(func.count()).select_from(table)
        assert db.scalar(count.where(table.user_id == cast.ada.id)) == 0
        assert db.scalar(count.where(table.user_id == cast.ben.id))
    assert "took away your second step" in told(db)[-1]
