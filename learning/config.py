"""Every setting, its default and its environment variable (``LEARNING_`` and the name)."""

from pathlib import Path
from typing import Self
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from learning.errors import CannotStart
from learning.paths import HOME, SHIPPED
from learning.secret import kept_secret


class Settings(BaseSettings):
    """What differs between a laptop, a test and the server."""

    model_config = SettingsConfigDict(
        env_prefix="LEARNING_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # an error must not print the secret
    )

    data: Path = Field(
        default=HOME / "var", description="Folder for the embedded database, its keys and its cache"
    )
    database_url: str = Field(
        default="",
        description="An external database, postgresql+psycopg://…; empty: SQLite in the folder",
    )
    content: Path = Field(default=SHIPPED, description="Folder that holds modules/ and quizzes/")
    secret_key: SecretStr | None = Field(
        default=None,
        description="Signs cookies; made and kept in the folder unless a database is given",
    )
    base_url: str = Field(
        default="",
        description="The address people use, e.g. https://learn.example.org",
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description="The server that takes mails, smtp://user:password@host:587 or smtps://…;"
        " empty: nothing is sent",
    )
    mail_from: str = Field(
        default="", description="Who mails come from, e.g. Anchored here <learn@example.org>"
    )
    time_zone: str = Field(
        default="Europe/London",
        description="Zone of the times that pages show, and of the days and months of statistics",
    )
    small_group: int = Field(
        default=5, description="Statistics hide groups of fewer people; 5 at least"
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="How many proxies in front add X-Forwarded-* headers"
    )
    development: bool = Field(
        default=False, description="Show components at /_components and mails at /_mail, to anybody"
    )

    @model_validator(mode="after")
    def _secret_for_an_external_database(self) -> Self:
        if self.database_url and not self.secret_key:
            raise ValueError(
                "LEARNING_SECRET_KEY is missing. With LEARNING_DATABASE_URL it must be given, the"
                " same for every process. Make one: python -c 'import secrets;"
                " print(secrets.token_urlsafe(32))'"
            )
        return self

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"{name} is not a time zone. Write one like Europe/London")
        return name

    @field_validator("small_group")
    @classmethod
    def _hides_enough(cls, people: int) -> int:
        if people < 5:
            raise ValueError("Groups of fewer than 5 people are never shown. Give 5 or more")
        return people

    @property
    def url(self) -> str:
        """Return where the database is, for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'learning.db'}"

    @property
    def sends_mail(self) -> bool:
        """Tell whether mails go; if not, pages offer their words to copy."""
        return bool(self.smtp_url and self.smtp_url.get_secret_value())

    def secret(self) -> str:
        """Return the key that signs cookies; the embedded default makes one and keeps it."""
        if self.secret_key:
            return self.secret_key.get_secret_value()
        return kept_secret(self.data / "secret-key")

    def prepare(self) -> Self:
        """Make the data folder if it is missing; raise `CannotStart` if that cannot be."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            probe = self.data / ".writable"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise CannotStart(
                f"The data folder {self.data} cannot be written ({error.strerror}). Mend its"
                " permissions or free some space, or set LEARNING_DATA to another folder."
            ) from None
        return self


def settings_from_environment() -> Settings:
    """Read the settings; raise `CannotStart` with one line for each that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise CannotStart("\n".join(_in_words(e) for e in error.errors())) from None


def _in_words(error: ErrorDetails) -> str:
    name = "_".join(str(part) for part in error["loc"]).upper()
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"LEARNING_{name}: {message}" if name else message
