"""Claiming a certificate, and finding it by its code."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from learning import clock, progress, recount
from learning.accounts import Person
from learning.certificates.snapshot import CertifiedModule, Snapshot, grouped
from learning.certificates.tables import Certificate, RemovedWithdrawn
from learning.content import Programme
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.signing import PublishedKey

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
_LENGTH = 16
_LOOK_ALIKE = str.maketrans("ILO", "110", "- ")


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as anybody may see it."""

    snapshot: Snapshot
    withdrawn_at: datetime | None
    withdrawn_because: str | None
    user_id: int | None
    newer: str | None = None
    """The code of the one that stands in its place: once a name was corrected or accounts joined.

    Known where one certificate is looked up."""
    is_signed: bool = False
    """Whether its signed record was made; known where one is looked up."""
    copies_doubted_until: datetime | None = None
    """Copies made before may bear the signature of a stolen key; known where one is looked up."""

    @property
    def code(self) -> str:
        """Return the code as it stands in addresses and on paper, ``K7QF-M2XD-9RTW-H3VB``."""
        return self.snapshot.identifier

    def belongs_to(self, person: Person | None) -> bool:
        """Tell whether ``person`` is the holder."""
        return person is not None and person.id == self.user_id


def claim(
    db: Session, learner: Person, programme: Programme, *,
    holder: str, minutes_together: int = 0, shows_name: bool = False,
) -> str:  # fmt: skip
    """Issue the learner's certificate, made out to ``holder``, and return its code.

    ``minutes_together`` were spent in live sessions; ``shows_name`` is whether machines may read
    the name. However often and from however many windows it is claimed, there is one: a second
    claim returns the first. Raises `Conflict` while pages are left.
    """
    if code := _code_of(db, learner, programme):
        return code
    so_far = progress.progress_of(db, learner, programme)
    if not so_far.is_complete:
        left = len(programme.pages) - len(so_far.done)
        pages = "one page is" if left == 1 else f"{left} pages are"
        raise Conflict(f"Your certificate waits: {pages} still to be done.")
    row = snapshot_row(programme) | {
        "user_id": learner.id,
        "holder": " ".join(holder.split()),
        "minutes_together": minutes_together,
        "shows_name": shows_name,
    }
    db.execute(insert_or(db, Certificate).values(row).on_conflict_do_nothing())
    recount.mark(db, learner.id)
    return _code_of(db, learner, programme) or ""


def certificates_of(db: Session, learner: Person) -> list[Issued]:
    """Return the learner's certificates, latest first; one query."""
    query = (
        select(Certificate)
        .where(Certificate.user_id == learner.id)
        .order_by(Certificate.issued_at.desc(), Certificate.serial.desc())
    )
    return [issued(certificate) for certificate in db.scalars(query)]


def by_code(db: Session, code: str) -> Issued:
    """Return the certificate that ``code`` names, however it was typed; one query.

    Raises `NotFound` for a code that no certificate has.
    """
    found = db.execute(_LOOKED_UP.where(Certificate.code == bare(code))).first()
    if found is None:
        raise NotFound(
            "No certificate has this code. Compare it with the paper, letter by letter:"
            " it has 16 letters and digits in four groups."
        )
    certificate, newer, is_signed, doubted_until = found
    return replace(
        issued(certificate), newer=newer and grouped(newer), is_signed=is_signed,
        copies_doubted_until=doubted_until,
    )  # fmt: skip


def withdraw(db: Session, code: str, *, because: str) -> None:
    """Declare a certificate void, with a reason that its page shows; the first reason stays."""
    voided = (
        update(Certificate)
        .where(Certificate.code == bare(code), Certificate.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now(), withdrawn_because=because)
    )
    recount.mark(db, *db.scalars(voided.returning(Certificate.user_id)))


def remove(db: Session, holder: Person) -> None:
    """Delete every certificate of ``holder``; one that was withdrawn stays so in all its copies."""
    theirs = Certificate.user_id == holder.id
    withdrawn = select(Certificate.id).where(theirs, Certificate.withdrawn_at.is_not(None))
    db.execute(insert(RemovedWithdrawn).from_select(["place"], withdrawn))
    db.execute(delete(Certificate).where(theirs))


def new_code() -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def bare(code: str) -> str:
    """Return ``code`` as it is kept: capitals, no dashes, look-alike letters read as meant."""
    return code.upper().translate(_LOOK_ALIKE)[:64]


_LATER = aliased(Certificate)
_NEWER = select(_LATER.code).where(
    _LATER.user_id == Certificate.user_id,
    _LATER.programme_id == Certificate.programme_id,
    _LATER.serial > Certificate.serial,
    _LATER.withdrawn_at.is_(None),
)
_STOLEN_LATER = select(func.max(PublishedKey.ended_at)).where(
    PublishedKey.stolen_since.is_not(None), PublishedKey.ended_at >= Certificate.issued_at
)
_LOOKED_UP = select(
    Certificate,
    _NEWER.order_by(_LATER.serial.desc()).limit(1).scalar_subquery(),
    Certificate.credential.is_not(None),
    _STOLEN_LATER.scalar_subquery(),
)


def _code_of(db: Session, learner: Person, programme: Programme) -> str | None:
    query = (
        select(Certificate.code)
        .where(Certificate.user_id == learner.id, Certificate.programme_id == programme.id)
        .order_by(Certificate.serial.desc())
        .limit(1)
    )
    return db.scalar(query)


def snapshot_row(programme: Programme) -> dict[str, object]:
    """Return what a certificate says of ``programme``, as issued now: all but the holder."""
    return {
        "programme_id": programme.id,
        "serial": 1,
        "code": new_code(),
        "programme": programme.title,
        "edition": programme.edition,
        "provider": programme.provider,
        "statement": programme.statement,
        "language": programme.language,
        "modules": [[module.title, module.minutes] for module in programme.modules],
        "minutes": programme.minutes,
        "issued_at": clock.now(),
    }


def issued(row: Certificate) -> Issued:
    """Return what a row says."""
    snapshot = Snapshot(
        code=row.code,
        holder=row.holder,
        programme=row.programme,
        edition=row.edition,
        provider=row.provider,
        statement=row.statement,
        language=row.language,
        modules=tuple(CertifiedModule(title=title, minutes=m) for title, m in row.modules),
        minutes=row.minutes,
        issued_at=row.issued_at,
        minutes_together=row.minutes_together,
        replaces=row.replaces or "",
    )
    return Issued(snapshot, row.withdrawn_at, row.withdrawn_because, row.user_id)
