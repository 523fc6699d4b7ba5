"""The signed record of a certificate: made once, kept with it, and never made anew.

The one exception is a record whose key was stolen. A signature is made of what was issued, so that
no later change of programme, template, key or address alters it. Three forms say the same: a
credential with proofs inside, the same as a JWT, and the facts in the printed QR code.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from learning import clock, signing
from learning.accounts import User
from learning.certificates.claim import bare, issued
from learning.certificates.compact import Printed, compact
from learning.certificates.credential import Facts, credential
from learning.certificates.status_list import status_credential
from learning.certificates.tables import Certificate
from learning.db import Database
from learning.errors import NotFound
from learning.signing import Issuer, PublicKey, SigningKey

AT_ONCE = 20
"""Certificates to a transaction: some 6 ms of the processor each, most of them before it."""


_LOOKED_THROUGH = 200
"""Certificates to a transaction, of those that are unsigned; each takes up some 10 KB."""
_UNSIGNED = (
    select(Certificate, User.email)
    .outerjoin(User, User.id == Certificate.user_id)
    .where(Certificate.credential.is_(None))
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and for which address."""

    key: SigningKey
    home: str
    """Where the programme is served, without a slash at its end."""
    is_published: bool
    """Whether that address is where others find the keys; if not, a key stands for itself."""
    zone: ZoneInfo
    """Of the day that is printed."""

    @classmethod
    def of(cls, key: SigningKey, base_url: str, *, zone: str, otherwise: str = "") -> Self:
        """Return who signs with ``key`` for ``base_url``, as it is set.

        ``otherwise`` is where it seems to be served, for where none is set.
        """
        return cls(key, (base_url or otherwise).rstrip("/"), bool(base_url), ZoneInfo(zone))

    @property
    def issuer(self) -> Issuer:
        """Return what machines call us."""
        return Issuer.of(self.home if self.is_published else "", self.key.public)


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed of a certificate, in its three forms."""

    credential: str
    """JSON with both proofs."""
    jwt: str
    compact: str


def sign(db: Session, code: str, signer: Signer) -> None:
    """Sign a certificate that is not signed yet; of another, or none, nothing changes."""
    found = db.execute(_UNSIGNED.where(Certificate.code == bare(code))).first()
    if found is None:
        return
    row, mail_address = found
    _keep(db, {row.id: _signed(row, mail_address or "", signer)}, signer)


def sign_waiting(database: Database, signer: Signer) -> int:
    """Sign what is not signed yet; return how many there were.

    Others write meanwhile: a few at a time are signed outside a transaction, then kept in one.
    What cannot be signed keeps no other back; it is told in the log, and tried again.
    """
    done = last = 0
    while True:
        few = _UNSIGNED.where(Certificate.id > last).order_by(Certificate.id).limit(AT_ONCE)
        with database.reading() as db:
            waiting = [(row, address or "") for row, address in db.execute(few)]
        if not waiting:
            return done
        last = waiting[-1][0].id
        tried = {row.id: _tried(row, address, signer) for row, address in waiting}
        made = {number: forms for number, forms in tried.items() if forms}
        if made:
            with database.writing.begin() as db:
                _keep(db, made, signer)
        done += len(made)


def how_many_unsigned(db: Session) -> int:
    """Return how many wait to be signed; one query."""
    query = select(func.count()).select_from(Certificate).where(Certificate.credential.is_(None))
    return db.scalar(query) or 0


def unsign(database: Database, key: PublicKey) -> int:
    """Take back what ``key`` signed, so that it is signed anew; return how many there were.

    For a key that is marked as stolen. Others write meanwhile: a few at a time are unsigned.
    """
    names = (Certificate.credential.contains(each, autoescape=True) for each in _names_of(key))
    by_key = select(Certificate.id).where(or_(*names)).order_by(Certificate.id)
    done = last = 0
    while True:
        with database.reading() as db:
            few = list(db.scalars(by_key.where(Certificate.id > last).limit(_LOOKED_THROUGH)))
        if not few:
            return done
        last = few[-1]
        with database.writing.begin() as db:
            nothing = {"credential": None, "jwt": None, "compact": None}
            db.execute(update(Certificate).where(Certificate.id.in_(few)).values(nothing))
        done += len(few)


def signed(db: Session, code: str) -> Signed | None:
    """Return what was signed of a certificate, None while it is not; one query.

    Raises `NotFound` for a code that no certificate has.
    """
    forms = (Certificate.credential, Certificate.jwt, Certificate.compact)
    found = db.execute(select(*forms).where(Certificate.code == bare(code))).first()
    if found is None:
        raise NotFound("No certificate has this code.")
    document, jwt, payload = found
    return Signed(document, jwt or "", payload or "") if document else None


def signed_status(number: int, withdrawn: tuple[int, ...], signer: Signer) -> str:
    """Return status list ``number`` as a signed credential, JSON, as of the full hour.

    So the same bytes are answered for an hour.
    """
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    plain = status_credential(
        number, withdrawn, issuer=signer.issuer, home=signer.home, made_at=hour
    )
    return _json(signing.with_proofs(plain, signer.key, signer.issuer, hour))


def _names_of(key: PublicKey) -> tuple[str, str]:
    """Return how credentials name a key: one of ours, and one that stands for itself."""
    return key.id, key.multibase


def _keep(db: Session, made: Mapping[int, Signed], signer: Signer) -> None:
    """Keep what was signed with the certificates of these ids, unless another did so meanwhile."""
    signing.publish(db, signer.key)
    for number, forms in made.items():
        unsigned = (Certificate.id == number, Certificate.credential.is_(None))
        db.execute(update(Certificate).where(*unsigned).values(asdict(forms)))


def _tried(row: Certificate, mail_address: str, signer: Signer) -> Signed | None:
    """Return what was signed; None, and a line in the log, if it cannot be."""
    try:
        return _signed(row, mail_address, signer)
    except Exception:
        _log.exception("could not sign certificate %d", row.id)
        return None


def _signed(row: Certificate, mail_address: str, signer: Signer) -> Signed:
    snapshot = issued(row).snapshot
    snapshot = replace(snapshot, issued_at=snapshot.issued_at.astimezone(signer.zone))
    facts = Facts(
        snapshot=snapshot,
        home=signer.home,
        status_index=row.id,
        salt=row.salt,
        mail_address=mail_address,
        shows_name=row.shows_name,
    )
    plain, now = credential(facts, signer.issuer), clock.now()
    return Signed(
        credential=_json(signing.with_proofs(plain, signer.key, signer.issuer, now)),
        jwt=signing.signed_jwt(signer.key, signer.issuer, plain, now),
        compact=compact(Printed.of(snapshot, row.id), signer.key),
    )


def _json(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)
