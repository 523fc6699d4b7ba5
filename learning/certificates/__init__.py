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
from learning.certificates.places import (
    begin_new_list,
    how_many_lists,
    last_place,
    withdrawal_list,
    withdrawn_of,
)
from learning.certificates.record import (
    Signed,
    Signer,
    how_many_unsigned,
    sign,
    sign_waiting,
    signed,
    signed_status,
    unsign,
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
    "begin_new_list",
    "by_code",
    "certificates_of",
    "claim",
    "grouped",
    "how_many_lists",
    "how_many_unsigned",
    "last_place",
    "qr_address",
    "read_compact",
    "reissue",
    "remove",
    "sign",
    "sign_waiting",
    "signed",
    "signed_status",
    "snapshot_row",
    "unsign",
    "withdraw",
    "withdrawal_list",
    "withdrawn_of",
]
