"""The certificate a learner claims at the end, and its check by anybody. Issued is issued."""

from learning.certificates.claim import (
    Issued,
    bare,
    by_code,
    certificates_of,
    claim,
    snapshot_row,
    withdraw,
)
from learning.certificates.reissue import reissue
from learning.certificates.snapshot import CertifiedModule, Snapshot, grouped
from learning.certificates.tables import Certificate

__all__ = [
    "Certificate",
    "CertifiedModule",
    "Issued",
    "Snapshot",
    "bare",
    "by_code",
    "certificates_of",
    "claim",
    "grouped",
    "reissue",
    "snapshot_row",
    "withdraw",
]
