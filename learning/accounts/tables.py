"""The tables of people: who they are, where they are signed in, which tries failed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from learning.db import Base


class Role(StrEnum):
    """What a person may do beyond learning."""

    LEARNER = "learner"
    ADMIN = "admin"


class User(Base):
    """A person with an account."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """In the form `accounts.normal_email` gives it."""
    name: Mapped[str]
    password_hash: Mapped[str] = mapped_column(repr=False)
    """Empty for who has none: they come in by a mailed link or through their organisation."""
    role: Mapped[Role]
    joined_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they proved that mail to the address reaches them; None if that was never shown."""
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    """Last use, to the day, also after signing out; None if they have not been here yet."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    """When all sign-ins were last ended at once; what browsers hold from before counts no more."""


class SignIn(Base):
    """One browser in which a person is signed in; its cookie carries the id."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(primary_key=True, repr=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    device: Mapped[str]
    """The browser and system in a few words, for the list on the account page."""
    started_at: Mapped[datetime]
    used_at: Mapped[datetime]
    """Last use, to the day: it is kept by writes only, for a GET never writes."""
    proved_at: Mapped[datetime]
    """When they last proved who they are: at the beginning, or since, before something grave."""
    second_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they showed a second factor in this sign-in; None if they did not."""


class FailedTry(Base):
    """Wrong tries in a row: of one account's password, or of teams' codes by one person."""

    __tablename__ = "failed_try"

    key: Mapped[str] = mapped_column(primary_key=True)
    """A hash: neither the account nor the network address stands in the table."""
    count: Mapped[int]
    last_at: Mapped[datetime]
