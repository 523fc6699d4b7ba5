"""The table of invitations. Whether somebody came is not kept: that is their business."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    cast,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from learning.db import Base
from learning.organisations import Organisation


class Invitation(Base):
    """The wish of an organisation that somebody takes part; forgotten when it is over.

    Each address that was read is a row and has its turn, also one that was invited before or is of
    somebody who has gone since. So no count and no wait tells whoever invites which are which.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email"),
        # A link names its invitation: the number of one that is over is never given again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    """As it stood that day; where it was merged since, its `merged_into` is meant."""
    email: Mapped[str] = mapped_column(index=True, repr=False)
    """In the form `accounts.normal_email` gives it; without an @ it is a turn of nobody’s."""
    name: Mapped[str] = mapped_column(repr=False)
    """As it was given with the address; empty if none was."""
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    """Who invites; None once their account is gone."""
    made_at: Mapped[datetime] = mapped_column(index=True)
    mailed_at: Mapped[datetime | None] = mapped_column(index=True, default=None)
    """When it had its turn, and its mail was put into the outbox; None: it waits."""


IS_SOMEBODYS = Invitation.email.contains("@")
"""The condition of those that somebody is mailed."""


def of_organisation(organisation_id: int) -> ColumnElement[bool]:
    """Return the condition of what belongs to an organisation and to those merged into it."""
    here = or_(Organisation.id == organisation_id, Organisation.merged_into == organisation_id)
    return Invitation.organisation_id.in_(select(Organisation.id).where(here))


def forget_address(db: Session, email: str) -> None:
    """Keep no more of the invitations to an address than their turns; twice changes nothing."""
    nobodys = {"email": cast(Invitation.id, String), "name": ""}
    db.execute(
        update(Invitation)
        .where(Invitation.email == email)
        .values(nobodys)
        .execution_options(synchronize_session=False)
    )
