"""Codes of an app: thirty seconds, one step of drift, none twice, and not too many tries."""

from datetime import timedelta
from functools import partial

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock, second_factor
from learning.accounts import Person
from learning.errors import NotAllowed, TooMany
from learning.mail import Mail
from learning.sealing import BrokenSeal, Sealer
from learning.second_factor import Authenticator
from tests.cast import Cast
from tests.conftest import StoppedClock

SEALER = Sealer(["a key"], "authenticator")


def app_of(db: Session, person: Person) -> pyotp.TOTP:
    """Set up an app for ``person``, half an hour ago."""
    key = second_factor.new_key(SEALER, person.id)
    app = pyotp.TOTP(key.letters)
    second_factor.set_up(db, person, key, app.at(clock.now()), SEALER)
    return app


def show(db: Session, person: Person, code: str, address: str = "192.0.2.1") -> None:
    tried = second_factor.try_code(db, person.id, code, address=address, sealer=SEALER)
    second_factor.settle_code(db, tried)


@pytest.mark.parametrize(("late", "is_taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_wrong_by_one_step(
    db: Session, cast: Cast, stopped: StoppedClock, late: int, is_taken: bool
) -> None:
    app = app_of(db, cast.ada)
    stopped.move(minutes=30)
    code = app.at(clock.now() + timedelta(seconds=late))

    if is_taken:
        show(db, cast.ada, code)
    else:
        with pytest.raises(NotAllowed, match="not right"):
            show(db, cast.ada, code)


def test_no_code_is_taken_twice_nor_one_before_it(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    app = app_of(db, cast.ada)
    with pytest.raises(NotAllowed, match="works once"):  # it has set the app up
        show(db, cast.ada, app.at(clock.now()))
    stopped.move(minutes=1)
    code, earlier = app.at(clock.now()), app.at(clock.now() - timedelta(seconds=30))

    show(db, cast.ada, f"{code[:3]} {code[3:]}")
    for used in (code, earlier):
        with pytest.raises(NotAllowed, match="works once"):
            show(db, cast.ada, used)


def test_of_two_who_give_one_code_at_once_one_gets_in(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    app = app_of(db, cast.ada)
    stopped.move(minutes=1)
    code = app.at(clock.now())
    tried = [
        second_factor.try_code(db, cast.ada.id, code, address=address, sealer=SEALER)
        for address in ("192.0.2.1", "192.0.2.2")
    ]

    second_factor.settle_code(db, tried[0])
    with pytest.raises(NotAllowed):
        second_factor.settle_code(db, tried[1])


def test_the_code_of_one_person_lets_nobody_else_in(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    app = app_of(db, cast.ada)
    app_of(db, cast.ben)
    stopped.move(minutes=1)

    with pytest.raises(NotAllowed):
        show(db, cast.ben, app.at(clock.now()))


def test_guessing_is_slowed_and_the_owner_waits_five_minutes_at_most(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    app = app_of(db, cast.ada)
    stopped.move(minutes=1)
    waits = []
    for _ in range(60):
        try:
            show(db, cast.ada, "000000", address="203.0.113.9")
        except TooMany as refusal:
            waits.append(refusal.wait)
            stopped.move(seconds=refusal.wait)
        except NotAllowed:
            pass
    assert max(waits) > 300, "there the guesser waits longer"

    stopped.move(seconds=300)
    show(db, cast.ada, app.at(clock.now()))


def test_many_who_guess_at_once_are_slowed_as_those_in_turn(db: Session, cast: Cast) -> None:
    app_of(db, cast.ada)
    guess = partial(
        second_factor.try_code, db, cast.ada.id, "000000", address="203.0.113.9", sealer=SEALER
    )
    tried = [guess() for _ in range(7)]

    for shown in tried[:5]:
        with pytest.raises(NotAllowed):
            second_factor.settle_code(db, shown)
    with pytest.raises(TooMany):
        second_factor.settle_code(db, tried[5])
    with pytest.raises(TooMany):
        guess()


def test_the_table_does_not_tell_the_key_and_an_older_key_of_the_server_opens_it(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    app = app_of(db, cast.ada)
    kept = db.scalars(select(Authenticator.secret).filter_by(user_id=cast.ada.id)).one()
    assert app.secret.encode() not in kept

    stopped.move(minutes=1)
    rotated = Sealer(["a new key", "a key"], "authenticator")
    code = app.at(clock.now())
    assert second_factor.try_code(db, cast.ada.id, code, address="", sealer=rotated).step
    lost = Sealer(["a new key"], "authenticator")
    with pytest.raises(BrokenSeal):
        second_factor.try_code(db, cast.ada.id, code, address="", sealer=lost)


def test_a_key_is_for_who_was_offered_it(cast: Cast) -> None:
    key = second_factor.new_key(SEALER, cast.ada.id)
    assert second_factor.opened_key(SEALER, cast.ada.id, key.sealed) == key
    for owner, sealed in ((cast.ben.id, key.sealed), (cast.ada.id, "forged"), (cast.ada.id, "ü")):
        with pytest.raises(BrokenSeal):
            second_factor.opened_key(SEALER, owner, sealed)


def test_an_app_is_kept_only_with_its_code_and_its_owner_is_told(db: Session, cast: Cast) -> None:
    key = second_factor.new_key(SEALER, cast.ada.id)
    with pytest.raises(NotAllowed):
        second_factor.set_up(db, cast.ada, key, "000000", SEALER)
    assert not second_factor.is_set_up(db, cast.ada.id)

    app_of(db, cast.ada)
    assert second_factor.is_set_up(db, cast.ada.id)
    (told,) = db.execute(select(Mail.to_address, Mail.body)).all()
    assert told.to_address == cast.ada.email
    assert "An app that shows codes was set up" in told.body
