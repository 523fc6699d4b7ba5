"""``learning withdraw``: declare a certificate void. Its page then says so, and why."""

from learning import audit, certificates
from learning.audit import Act
from learning.cli.opening import open_as_set
from learning.cli.refusal import refusing
from learning.config import settings_from_environment


@refusing
def withdraw(code: str, because: str) -> int:
    """Withdraw the certificate that ``code`` names, and log it; a second time changes nothing."""
    database = open_as_set(settings_from_environment().prepare())
    try:
        with database.writing.begin() as db:
            issued = certificates.by_code(db, code)
            if issued.withdrawn_at is None:
                certificates.withdraw(db, code, because=because)
                who, about = issued.user_id, f"certificate {issued.code}"
                act = Act.WITHDRAW_CERTIFICATE
                audit.note(db, None, act, about_id=who, about=about, reason=because)
    finally:
        database.close()
    print(f"Certificate {issued.code}, made out to {issued.snapshot.holder}, is withdrawn.")
    return 0
