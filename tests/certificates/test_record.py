"""Signing what is issued: once, whoever signs at the same time, and whatever else goes wrong."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import certificates, signing
from learning.accounts import Person
from learning.certificates import Certificate
from learning.content import Programme
from learning.db import Database
from learning.signing import SigningKey
from tests.cast import Cast, finish
from tests.certificates.signed import HOME, KEY, OTHER, signer
from tests.conftest import Browse


def claimed(db: Session, person: Person, programme: Programme) -> str:
    finish(db, person, programme, programme.pages)
    return certificates.claim(db, person, programme, holder=person.name)


@pytest.fixture
def codes(database: Database, cast: Cast, programme: Programme) -> list[str]:
    """Three certificates that nobody has signed yet, in the order of their issue."""
    with database.writing.begin() as db:
        return [claimed(db, person, programme) for person in (cast.ada, cast.ben, cast.cleo)]


def keys_used(database: Database) -> dict[str, str]:
    """By which key each certificate was signed in all of its forms, by code."""
    used = {}
    with database.reading() as db:
        for code in db.scalars(select(Certificate.code)):
            signed = certificates.signed(db, code)
            assert signed
            both = [key for key in (KEY, OTHER) if key.id in signed.credential]
            (key,) = both
            certificates.read_compact(signed.compact, [key.public])
            signing.read_jwt(signed.jwt, [key.public])
            used[code] = key.id
    return used


def test_the_worker_signs_what_was_issued_by_others(
    database: Database, codes: list[str], browse: Browse
) -> None:
    waits = browse().client.get(f"/certificates/{certificates.grouped(codes[0])}.json")
    assert waits.status_code == 404
    assert "not signed yet" in waits.get_data(as_text=True)
    assert certificates.sign_waiting(database, signer()) == len(codes)
    with database.reading() as db:
        signed = certificates.signed(db, codes[0])
    assert signed
    assert json.loads(signed.credential)["id"].startswith(f"{HOME}/certificates/")
    assert certificates.read_compact(signed.compact, [KEY.public]).code == codes[0]


def test_two_workers_sign_each_certificate_once(database: Database, codes: list[str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(lambda key: certificates.sign_waiting(database, signer(key)), [KEY, OTHER] * 4)
        )

    first = keys_used(database)
    assert first.keys() == set(codes)
    assert certificates.sign_waiting(database, signer(OTHER)) == 0
    assert keys_used(database) == first
    with database.reading() as db:
        known = {known.key for known in signing.published_keys(db)}
    assert {key.public for key in (KEY, OTHER) if key.id in first.values()} <= known


def test_a_claim_in_two_windows_is_signed_once(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)

    def claim(key: SigningKey) -> str:
        with database.writing.begin() as db:
            code = certificates.claim(db, cast.ada, programme, holder="Ada")
            certificates.sign(db, code, signer(key))
            return code

    with ThreadPoolExecutor(8) as pool:
        (code,) = set(pool.map(claim, [KEY, OTHER] * 4))

    assert keys_used(database).keys() == {code}


def test_processes_that_publish_different_keys_lose_none(database: Database) -> None:
    def publish(key: SigningKey) -> None:
        with database.writing.begin() as db:
            signing.publish(db, key)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(publish, [KEY, OTHER] * 40))
    publish(KEY)

    with database.reading() as db:
        ended = {known.key: known.ended_at is None for known in signing.published_keys(db)}
    assert ended == {KEY.public: True, OTHER.public: False}


def test_one_that_cannot_be_signed_keeps_no_other_back(
    database: Database, codes: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing.begin() as db:
        broken = update(Certificate).where(Certificate.code == codes[0])
        db.execute(broken.values(salt="short"))

    assert certificates.sign_waiting(database, signer()) == 2
    assert "could not sign certificate" in caplog.text
    with database.reading() as db:
        assert certificates.signed(db, codes[0]) is None
        assert db.scalar(select(func.count(Certificate.credential))) == 2
