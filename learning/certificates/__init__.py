"""The certificate a learner claims at the end, and its check by anybody. Issued is issued."""

from learning.certificates.claim import (
    Issued,
    bare,
    by_code,
    certificates_of,
    claim,
    remove,
    snapshot_row,
    withdraw,
)
from learning.certificates.compact import qr_address, read_compact
from learning.certificates.record import (
    Signed,
    Signer,
    how_many_lists,
    sign,
    sign_waiting,
    signed,
    signed_status,
    withdrawal_list,
    withdrawn_of,
)
from learning.certificates.reissue import reissue
from learning.certificates.snapshot import CertifiedModule, Snapshot, grouped
from learning.certificates.tables import Certificate

__all__ = [
    "Certificate",
    "CertifiedModule",
    "Issued",
    "Signed",
    "Signer",
    "Snapshot",
    "bare",
    "by_code",
    "certificates_of",
    "claim",
    "grouped",
    "how_many_lists",
    "qr_address",
    "read_compact",
    "reissue",
    "remove",
    "sign",
    "sign_waiting",
    "signed",
    "signed_status",
    "snapshot_row",
    "withdraw",
    "withdrawal_list",
    "withdrawn_of",
]
