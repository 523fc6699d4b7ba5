"""What signing costs: one certificate, and a thousand issued in a batch."""

from resource import RUSAGE_SELF, getrusage

import pytest
from sqlalchemy import insert, update

from learning import certificates
from learning.certificates import Certificate
from learning.certificates.claim import snapshot_row
from learning.certificates.credential import credential
from learning.content import Programme
from learning.db import Database
from learning.signing import signed_jwt, with_proofs
from tests import pace
from tests.certificates.signed import FACTS, ISSUER, KEY, MADE_AT, payload, signer

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
