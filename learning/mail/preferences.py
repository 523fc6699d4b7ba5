"""Who wants no more of which mails, and the signed link in each mail that says so.

The link holds the address it was sent to, the kind, and a signature; it needs no account, no
sign-in and no row, so that it works as long as the key is the same.
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import normal_email
from learning.db import insert_or
from learning.errors import NotFound
from learning.mail.tables import Kind, OptOut

OPTIONAL = (Kind.SESSION, Kind.REMINDER, Kind.FOLLOW_UP)
"""The kinds that can be stopped."""


def stop(db: Session, address: str, kind: Kind) -> None:
    """Send ``address`` no more mails of ``kind``; a second call changes nothing."""
    row = {"address": normal_email(address), "kind": kind, "since": clock.now()}
    db.execute(insert_or(db, OptOut).values(row).on_conflict_do_nothing())


def resume(db: Session, address: str, kind: Kind) -> None:
    """Send them again; a second call changes nothing."""
    where = (OptOut.address == normal_email(address), OptOut.kind == kind)
    db.execute(delete(OptOut).where(*where))


def stopped_by(db: Session, address: str) -> frozenset[Kind]:
    """Return the kinds that ``address`` gets no more; one query."""
    query = select(OptOut.kind).where(OptOut.address == normal_email(address))
    return frozenset(db.scalars(query))


def choose(db: Session, address: str, wanted: Collection[Kind]) -> None:
    """Keep which of the optional kinds ``address`` wants; a second call changes nothing."""
    for kind in OPTIONAL:
        (resume if kind in wanted else stop)(db, address, kind)


def follow(db: Session, old: str, new: str) -> None:
    """Let the wishes of an address count for the one its person uses from now on, too."""
    known = stopped_by(db, new)
    missing = [kind for kind in stopped_by(db, old) if kind not in known]
    if missing:
        at = {"address": normal_email(new), "since": clock.now()}
        db.execute(insert(OptOut), [at | {"kind": kind} for kind in missing])


def link_token(secret: str, address: str, kind: Kind) -> str:
    """Return what the link in a mail carries; short enough for any line."""
    said = f"{kind.value}:{address}".encode()
    return f"{urlsafe_b64encode(said).decode().rstrip('=')}.{_signature(secret, said)}"


def read_token(secret: str, token: str) -> tuple[str, Kind]:
    """Return the address and the kind of a link; raise `NotFound` unless we have signed it."""
    packed, _, signature = token.partition(".")
    try:
        said = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        said = b""
    if not hmac.compare_digest(_signature(secret, said).encode(), signature.encode()):
        raise NotFound("This link is incomplete or too old. Your account page does the same.")
    kind, _, address = said.decode().partition(":")
    return address, Kind(kind)


def _signature(secret: str, said: bytes) -> str:
    return hmac.new(secret.encode(), b"unsubscribe " + said, "sha256").hexdigest()[:32]
