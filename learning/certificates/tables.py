"""The table of certificates. A row is a snapshot: no later edit alters what was certified."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


def new_salt() -> str:
    """Return sixteen random bytes, base64url."""
    return secrets.token_urlsafe(16)


def _few(name: str, which: str) -> Index:
    """Return an index of those few certificates among many, for they are asked for often."""
    where = text(which)
    return Index(f"ix_certificate_{name}", "id", sqlite_where=where, postgresql_where=where)


class Certificate(Base):
    """Proof of completion, made out to a name, checkable by its code."""

    __tablename__ = "certificate"
    # Of two claims at once the slower meets the constraint and gets the first one's certificate.
    __table_args__ = (
        UniqueConstraint("user_id", "programme_id", "serial"),
        _few("unsigned", "credential IS NULL"),
        _few("withdrawn", "withdrawn_at IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    """Its place on the withdrawal lists, too; never given twice, even once the row is gone."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    programme_id: Mapped[str]
    serial: Mapped[int]
    """1 for the claimed one; a corrected certificate would be 2, and so on."""
    code: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str]
    programme: Mapped[str]
    edition: Mapped[str]
    provider: Mapped[str]
    statement: Mapped[str]
    language: Mapped[str]
    modules: Mapped[list[Any]]
    """Pairs of title and minutes, in order."""
    minutes: Mapped[int]
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_because: Mapped[str | None] = mapped_column(default=None)
    credential: Mapped[str | None] = mapped_column(default=None, deferred=True)
    """The signed credential with both its proofs, JSON; empty until it is signed, then for good."""
    jwt: Mapped[str | None] = mapped_column(default=None, deferred=True)
    """The same credential as a JWT."""
    compact: Mapped[str | None] = mapped_column(default=None, deferred=True)
    """The signed facts as the printed QR code holds them."""
    replaces: Mapped[str | None] = mapped_column(default=None)
    """The code of the one in whose place this was issued."""
    salt: Mapped[str] = mapped_column(init=False, insert_default=new_salt, server_default="")
    """Sixteen random bytes, base64url: what hashes of name and address are made with."""
    shows_name: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the holder wants the name in the credential to be read by anybody."""
    minutes_together: Mapped[int] = mapped_column(default=0, server_default="0")
    """Spent in live sessions of a team."""


class RemovedWithdrawn(Base):
    """The place of a withdrawn certificate that its holder removed: copies stay withdrawn."""

    __tablename__ = "removed_withdrawn"

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The ``id`` of the certificate."""
