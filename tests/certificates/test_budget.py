"""What signing costs: one certificate, and a thousand issued in a batch."""

from dataclasses import replace
from resource import RUSAGE_SELF, getrusage

import pytest
from sqlalchemy import insert, update

from learning import certificates
from learning.certificates import Certificate, qr_address
from learning.certificates.claim import snapshot_row
from learning.certificates.compact import Printed, compact
from learning.certificates.credential import credential
from learning.certificates.pdf import pdf
from learning.content import Programme
from learning.db import Database
from learning.signing import signed_jwt, with_proofs
from tests import pace
from tests.certificates.framed import USUAL
from tests.certificates.reading import ADDRESS
from tests.certificates.signed import (
    FACTS,
    HOME,
    ISSUER,
    KEY,
    MADE_AT,
    STATUS_INDEX,
    json_of,
    payload,
    signer,
)

pytestmark = pytest.mark.budget
THOUSAND = 1_000


def sign_one() -> None:
    """All three forms of Ada's certificate, which has eight modules."""
    plain = credential(FACTS, ISSUER)
    with_proofs(plain, KEY, ISSUER, MADE_AT)
    signed_jwt(KEY, ISSUER, plain, MADE_AT)
    payload()


def test_signing_a_certificate_takes_ten_milliseconds_at_most() -> None:
    sign_one()  # the first reads the contexts
    assert not pace.too_long(0.010, sign_one)


def test_its_pdf_with_square_and_record_takes_ten_milliseconds_at_most() -> None:
    """Each for another holder; what is signed is in the database by then."""
    record, rounds = json_of(), 200
    everybody = [replace(USUAL, holder=f"Ada {number} Lovelace") for number in range(rounds)]
    squares = [qr_address(HOME, compact(Printed.of(one, STATUS_INDEX), KEY)) for one in everybody]
    waiting = zip(everybody, squares, strict=True)

    def another() -> None:
        snapshot, square = next(waiting)
        pdf(snapshot, address=ADDRESS, qr=square, credential=record)

    assert not pace.too_long(0.010, another, rounds)


@pytest.mark.slow
def test_a_thousand_are_signed_in_ten_seconds_and_memory_stays_flat(
    database: Database, programme: Programme
) -> None:
    who = {"user_id": None, "holder": "Ada Lovelace"}
    with database.writing.begin() as db:
        db.execute(insert(Certificate), [snapshot_row(programme) | who for _ in range(THOUSAND)])

    assert pace.seconds(lambda: sign_all(database)) <= THOUSAND * 0.010
    forget = {"credential": None, "jwt": None, "compact": None}
    with database.writing.begin() as db:
        db.execute(update(Certificate).values(forget))
    before = getrusage(RUSAGE_SELF).ru_maxrss
    sign_all(database)
    assert getrusage(RUSAGE_SELF).ru_maxrss - before <= 5_000  # kilobytes


def sign_all(database: Database) -> None:
    assert certificates.sign_waiting(database, signer()) == THOUSAND
