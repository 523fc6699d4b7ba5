"""Who wants no more of which mails, and the signed link in each mail that says so.

The link holds the address it was sent to, the kind, whose account the mail was for if it was for
one, and a signature; it needs no account, no sign-in and no row, so that it works as long as the
key is the same. Naming the account, it also works after a change of address.
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import User, normal_email
from learning.db import insert_or
from learning.errors import NotFound
from learning.mail.tables import Kind, OptOut

OPTIONAL = (Kind.SESSION, Kind.REMINDER, Kind.FOLLOW_UP, Kind.INVITATION)
"""The kinds that can be stopped."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose account a mail was for."""

    user_id: int
    written_at: datetime
    """When the mail was written, to the second: no later account of the same number is meant."""


@dataclass(frozen=True, slots=True)
class StopLink:
    """What the link in a mail says."""

    address: str
    kind: Kind
    reader: Reader | None = None
    """None for mails to people without an account."""


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


def addresses_of(db: Session, link: StopLink) -> set[str]:
    """Return which addresses a link stops mails to; one query.

    The one that its mail went to, and the one that the account it was for uses now.
    """
    addresses = {link.address}
    if link.reader:
        joined = User.joined_at < link.reader.written_at + timedelta(seconds=1)
        addresses |= set(
            db.scalars(select(User.email).where(User.id == link.reader.user_id, joined))
        )
    return addresses


def link_token(secret: str, address: str, kind: Kind, reader: Reader | None = None) -> str:
    """Return what the link in a mail carries."""
    whose = f"/{reader.user_id}/{int(reader.written_at.timestamp())}" if reader else ""
    said = f"{kind.value}{whose}:{address}".encode()
    return f"{urlsafe_b64encode(said).decode().rstrip('=')}.{_signature(secret, said)}"


def read_token(secret: str, token: str) -> StopLink:
    """Return what a link says; raise `NotFound` unless we have signed it."""
    packed, _, signature = token.partition(".")
    try:
        said = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        said = b""
    if not hmac.compare_digest(_signature(secret, said).encode(), signature.encode()):
        raise NotFound("This link is incomplete or too old. Your account page does the same.")
    what, _, address = said.decode().partition(":")
    kind, *whose = what.split("/")
    return StopLink(address, Kind(kind), _reader(*whose) if whose else None)


def _reader(user_id: str, seconds: str) -> Reader:
    return Reader(int(user_id), datetime.fromtimestamp(int(seconds), UTC))


def _signature(secret: str, said: bytes) -> str:
    return hmac.new(secret.encode(), b"unsubscribe " + said, "sha256").hexdigest()[:32]
