"""``learning withdraw``: declare a certificate void. Its page then says so, and why."""

from learning import certificates
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.db import open_database


@refusing
def withdraw(code: str, because: str) -> int:
    """Withdraw the certificate that ``code`` names; a second time changes nothing."""
    database = open_database(settings_from_environment().prepare().url)
    try:
        with database.writing.begin() as db:
            issued = certificates.by_code(db, code)
            certificates.withdraw(db, code, because=because)
    finally:
        database.close()
    print(f"Certificate {issued.code}, made out to {issued.snapshot.holder}, is withdrawn.")
    return 0
