"""The table of public keys. A row stays for ever: what a key signed must be checkable."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class PublishedKey(Base):
    """The public half of a key that signs here, or did once."""

    __tablename__ = "signing_key"

    id: Mapped[str] = mapped_column(primary_key=True)
    """Its thumbprint (RFC 7638), base64url."""
    public: Mapped[str]
    """The key itself, multibase: ``z6Mk…``."""
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    """When another took its place; empty for the one in use."""
    stolen_since: Mapped[date | None] = mapped_column(default=None)
    """The day from which somebody else may have it; empty if nobody has."""
