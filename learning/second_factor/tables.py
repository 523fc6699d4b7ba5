"""The tables of second factors. Secrets are sealed with a key that is not in the database."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Authenticator(Base):
    """An app that shows codes (TOTP, RFC 6238); one a person."""

    __tablename__ = "authenticator"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    secret: Mapped[bytes] = mapped_column(repr=False)
    """Sealed (`learning.sealing`)."""
    made_at: Mapped[datetime]
    last_step: Mapped[int]
    """The time step of the newest code that was taken: none is taken twice (RFC 6238, 5.2)."""


class Passkey(Base):
    """A key kept by a device or a password manager (WebAuthn)."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    name: Mapped[str]
    """What its owner calls it."""
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class RecoveryCode(Base):
    """One of ten codes on paper, each good for one sign-in."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(repr=False)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
