"""Passkeys: signed for this site, this person and this challenge, and only once."""

import json

import pytest
from sqlalchemy.orm import Session

from learning import clock, second_factor
from learning.accounts import Person
from learning.errors import Conflict, NotAllowed
from learning.second_factor import Challenge, Site
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.second_factor.soft_key import SoftKey

SITE = Site("localhost", ("http://localhost",), "Anchored here")


def asked(db: Session, person: Person) -> Challenge:
    _, challenge = second_factor.request_options(db, person.id, SITE)
    return Challenge(challenge, clock.now())


def add(db: Session, person: Person, key: SoftKey | None = None, name: str = "Laptop") -> SoftKey:
    key = key or SoftKey()
    _, challenge = second_factor.creation_options(db, person, SITE)
    now = Challenge(challenge, clock.now())
    second_factor.add_passkey(db, person, name, key.made(challenge), now, SITE)
    return key


def show(db: Session, person: Person, answer: str, challenge: Challenge) -> None:
    second_factor.show_passkey(db, person.id, answer, challenge, SITE)


def is_taken(db: Session, person: Person, answer: str, challenge: Challenge) -> bool:
    try:
        show(db, person, answer, challenge)
    except NotAllowed:
        return False
    return True


def test_a_passkey_is_kept_and_taken(db: Session, cast: Cast, stopped: StoppedClock) -> None:
    key = add(db, cast.ada)
    for count in (1, 2):
        stopped.move(seconds=5)
        challenge = asked(db, cast.ada)
        show(db, cast.ada, key.shown(challenge.signs, count=count), challenge)

    (kept,) = second_factor.ways_of(db, cast.ada.id).passkeys
    assert (kept.name, kept.used_at) == ("Laptop", clock.now())


def test_an_answer_is_taken_once_even_by_who_kept_the_cookie(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    key = add(db, cast.ada)
    challenge = asked(db, cast.ada)
    answer = key.shown(challenge.signs)
    stopped.move(seconds=5)

    show(db, cast.ada, answer, challenge)
    with pytest.raises(NotAllowed):
        show(db, cast.ada, answer, challenge)


def test_what_was_signed_for_something_else_is_refused(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    key, bens = add(db, cast.ada), add(db, cast.ben)
    elsewhere = SoftKey(host="evil.example")
    elsewhere.id = key.id
    challenge, other = asked(db, cast.ada), asked(db, cast.ada)
    stopped.move(seconds=5)
    forged = {
        "of another challenge": key.shown(other.signs),
        "on another site": key.shown(challenge.signs, origin="http://evil.example"),
        "with somebody else’s passkey": bens.shown(challenge.signs),
        "with a passkey nobody knows": SoftKey().shown(challenge.signs),
        "by another key under its id": elsewhere.shown(challenge.signs),
        "for making one": key.made(challenge.signs),
    }

    assert [
        what for what, answer in forged.items() if is_taken(db, cast.ada, answer, challenge)
    ] == []


def test_a_copy_of_a_key_that_counts_is_found_out(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    key = add(db, cast.ada)
    stopped.move(seconds=5)
    challenge = asked(db, cast.ada)
    show(db, cast.ada, key.shown(challenge.signs, count=7), challenge)
    stopped.move(seconds=5)
    challenge = asked(db, cast.ada)

    with pytest.raises(NotAllowed):
        show(db, cast.ada, key.shown(challenge.signs, count=6), challenge)


def test_broken_answers_are_refused_in_words(db: Session, cast: Cast) -> None:
    key = add(db, cast.ada)
    challenge = asked(db, cast.ada)
    whole = key.shown(challenge.signs)
    broken = ["", "1", "[]", "{}", "null", "x" * 30_000, "[" * 19_000, '{"id": "é"}', whole[:-9]]
    odd: tuple[object, ...] = (None, 7, "%", {})
    for part in ("id", "rawId", "type", "response"):
        broken += [json.dumps(json.loads(whole) | {part: instead}) for instead in odd]
    for part in ("clientDataJSON", "authenticatorData", "signature"):
        for instead in (*odd, "AAAA", "A" * 60, [""]):
            answer = json.loads(whole)
            answer["response"][part] = instead
            broken.append(json.dumps(answer))

    for answer in broken:
        with pytest.raises(NotAllowed):
            show(db, cast.ada, answer, challenge)
        with pytest.raises(NotAllowed):
            second_factor.add_passkey(db, cast.ben, "Phone", answer, challenge, SITE)


def test_several_are_kept_none_twice_and_ten_at_most(db: Session, cast: Cast) -> None:
    key = add(db, cast.ada)
    with pytest.raises(Conflict, match="already"):
        add(db, cast.ada, key)
    with pytest.raises(Conflict, match="already"):
        add(db, cast.ben, key)
    for number in range(9):
        add(db, cast.ada, name=f"Key {number}")
    with pytest.raises(Conflict, match="10 passkeys"):
        add(db, cast.ada)


def test_a_browser_is_told_which_passkeys_it_may_use_and_which_there_are(
    db: Session, cast: Cast
) -> None:
    add(db, cast.ada)
    options, _ = second_factor.request_options(db, cast.ada.id, SITE)
    assert json.loads(options)["userVerification"] == "preferred"
    assert len(json.loads(options)["allowCredentials"]) == 1
    options, _ = second_factor.creation_options(db, cast.ada, SITE)
    assert len(json.loads(options)["excludeCredentials"]) == 1
