from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from learning import accounts
from learning.accounts import USUAL, Limits, Person, Proof
from learning.accounts.passwords import password_matches
from learning.accounts.throttle import network_of
from learning.errors import Conflict, NotAllowed, NotFound, TooMany
from tests.cast import PASSWORD, Cast, cheap_hash
from tests.conftest import StoppedClock


def try_to_sign_in(db: Session, email: str, password: str, address: str = "192.0.2.1") -> int:
    proof = accounts.try_password(db, email=email, password=password, address=address)
    return accounts.settle_proof(db, proof)


def test_the_right_password_opens_the_account(db: Session, cast: Cast) -> None:
    assert try_to_sign_in(db, cast.ada.email, PASSWORD) == cast.ada.id


@pytest.mark.parametrize(
    ("email", "password"), [("ada@example.org", "wrong"), ("no@example.org", PASSWORD)]
)
def test_a_refusal_does_not_say_which_was_wrong(
    db: Session, cast: Cast, email: str, password: str
) -> None:
    with pytest.raises(NotAllowed, match="do not match an account"):
        try_to_sign_in(db, email, password)


def test_guessing_is_slowed_down_and_time_forgives(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            try_to_sign_in(db, cast.ada.email, "a wrong password")

    with pytest.raises(TooMany) as refusal:
        try_to_sign_in(db, cast.ada.email, PASSWORD)
    assert 0 < refusal.value.wait <= 5

    stopped.move(seconds=refusal.value.wait)
    assert try_to_sign_in(db, cast.ada.email, PASSWORD) == cast.ada.id


@pytest.mark.parametrize("kept", [None, ""])
@pytest.mark.parametrize("typed", ["nobody has this password", "", PASSWORD])
def test_without_a_password_no_password_is_right(kept: str | None, typed: str) -> None:
    assert not password_matches(kept, typed)


def test_a_try_that_was_refused_makes_no_wait_longer(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            try_to_sign_in(db, cast.ada.email, "a wrong password")
    for _ in range(2):
        with pytest.raises(TooMany) as refusal:
            try_to_sign_in(db, cast.ada.email, "a wrong password")
        assert refusal.value.wait == 3
    stopped.move(seconds=2)
    assert try_to_sign_in(db, cast.ada.email, PASSWORD) == cast.ada.id


def test_a_house_full_of_addresses_is_one_that_guesses(db: Session, cast: Cast) -> None:
    for number in range(5):
        with pytest.raises(NotAllowed):
            try_to_sign_in(db, cast.ada.email, "wrong", address=f"2001:db8::{number}")
    with pytest.raises(TooMany):
        try_to_sign_in(db, cast.ada.email, "wrong", address="2001:db8::ffff:0:9")
    try_to_sign_in(db, cast.ada.email, PASSWORD, address="2001:db8:0:1::9")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("", ""),
    ],
)
def test_whom_an_address_belongs_to(address: str, network: str) -> None:
    assert network_of(address) == network


def test_guesses_that_were_under_way_together_are_slowed_too(db: Session, cast: Cast) -> None:
    def proof(password: str) -> Proof:
        return accounts.try_password(
            db, email=cast.ada.email, password=password, address="192.0.2.1"
        )

    under_way = [proof(f"a wrong password {number}") for number in range(6)] + [proof(PASSWORD)]
    for one in under_way[:5]:
        with pytest.raises(NotAllowed):
            accounts.settle_proof(db, one)
    for one in under_way[5:]:
        with pytest.raises(TooMany):
            accounts.settle_proof(db, one)


def test_guessing_from_one_address_does_not_keep_the_owner_out(db: Session, cast: Cast) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            try_to_sign_in(db, cast.ada.email, "a wrong password", address="203.0.113.9")

    assert try_to_sign_in(db, cast.ada.email, PASSWORD, address="192.0.2.1") == cast.ada.id


def test_colleagues_behind_one_address_are_not_slowed_by_each_other(
    db: Session, cast: Cast
) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            try_to_sign_in(db, cast.ada.email, "a wrong password")

    assert try_to_sign_in(db, cast.ben.email, PASSWORD) == cast.ben.id


def test_one_address_has_one_account(db: Session, cast: Cast) -> None:
    with pytest.raises(Conflict, match="There is an account"):
        accounts.register(db, email=" ADA@example.org ", name="Ada", password_hash=cheap_hash())


def test_another_name_address_and_password(db: Session, cast: Cast) -> None:
    accounts.rename(db, cast.ada, "Ada Łukasz-Ŵyn")
    accounts.change_email(db, cast.ada, "ada@new.example")
    hashed = accounts.hash_password("a different set of words")
    accounts.change_password(db, cast.ada, hashed)

    assert try_to_sign_in(db, "ada@new.example", "a different set of words") == cast.ada.id
    seen = accounts.person_of(db, cast.ada.sign_in)
    assert seen is not None
    assert seen.name == "Ada Łukasz-Ŵyn"


def test_another_address_must_be_free(db: Session, cast: Cast) -> None:
    with pytest.raises(Conflict):
        accounts.change_email(db, cast.ada, cast.ben.email)


def test_a_sign_in_can_be_ended_from_elsewhere(db: Session, cast: Cast) -> None:
    phone = accounts.sign_in(db, cast.ada.id, device="Firefox on Android")
    listed = accounts.sign_ins_of(db, cast.ada)
    assert [view.is_this for view in listed] == [True, False]

    accounts.end(db, cast.ada, phone[:8])

    assert accounts.person_of(db, phone) is None
    assert accounts.person_of(db, cast.ada.sign_in) is not None


def test_nobody_can_end_somebody_elses_sign_in(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        accounts.end(db, cast.cleo, cast.ada.sign_in[:8])


def test_a_sign_in_ends_after_a_month_without_use(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.move(days=29)
    seen = accounts.person_of(db, cast.ada.sign_in)
    assert isinstance(seen, Person)
    accounts.note_use(db, seen)
    stopped.move(days=29)
    assert accounts.person_of(db, cast.ada.sign_in)
    stopped.move(days=2)
    assert accounts.person_of(db, cast.ada.sign_in) is None


def test_a_sign_in_ends_after_half_a_year_however_much_it_is_used(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(9):
        stopped.move(days=19, hours=23)
        seen = accounts.person_of(db, cast.ada.sign_in)
        assert seen is not None
        until = accounts.stay(db, seen)
    assert until == cast.ada.started_at + USUAL.longest
    stopped.move(days=1)

    assert accounts.person_of(db, cast.ada.sign_in) is None
    assert accounts.sign_ins_of(db, cast.ada) == []


def test_how_long_a_sign_in_lasts_can_be_chosen(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    short = Limits(idle=timedelta(days=1), longest=timedelta(days=2))
    stopped.move(hours=23)
    assert accounts.person_of(db, cast.ada.sign_in, short)
    assert accounts.stay(db, cast.ada, short) == stopped.now + timedelta(days=1)
    stopped.move(hours=24)
    assert accounts.person_of(db, cast.ada.sign_in, short) is None
    assert accounts.person_of(db, cast.ada.sign_in)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 12"),
        ("passwordpassword", "lists"),
        ("aaaaaaaaaaaaaaaa", "lists"),
        ("ada.lovelace1", "too close"),
        ("x" * 201, "at most 200"),
    ],
)
def test_a_password_is_refused_with_the_reason(password: str, why: str) -> None:
    problem = accounts.password_problem(password, ("Ada Lovelace", "ada.lovelace@example.org"))

    assert problem is not None
    assert why in problem


@pytest.mark.parametrize("password", [PASSWORD, "пароль из трёх слов", "correct horse battery"])
def test_a_long_rare_password_will_do(password: str) -> None:
    assert accounts.password_problem(password, ("Ada", "ada@example.org")) is None


NO_ADDRESSES = [
    "ada", "ada@", "@example.org", "a b@example.org", "ada@example", "a\n@b.org",
    "a" * 250 + "@b.org",
]  # fmt: skip


@pytest.mark.parametrize("email", NO_ADDRESSES)
def test_what_is_no_address_is_refused(email: str) -> None:
    assert not accounts.is_email(email)


def test_a_proof_of_nobody_counts_as_a_failure(db: Session) -> None:
    with pytest.raises(NotAllowed):
        accounts.settle_proof(db, Proof("no@example.org", "192.0.2.1", None))


@pytest.mark.parametrize(
    "written", ["Ada@EXAMPLE.org", " ada@example.org ", "ada@ｅxample.org", "ada@𝐞xample.org"]
)
def test_what_mail_takes_for_one_address_is_one(written: str) -> None:
    assert accounts.is_email(written)
    assert accounts.normal_email(written) == "ada@example.org"
