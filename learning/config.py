"""Every setting, its default and its environment variable (``LEARNING_`` and the name)."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from learning.errors import CannotStart
from learning.paths import HOME, SHIPPED, make_writable
from learning.providers import Provider, providers_in
from learning.secret import kept_secret

if TYPE_CHECKING:
    from learning.signing import SigningKey


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
    previous_secret_keys: SecretStr | None = Field(
        default=None,
        description="Secret keys used before, with commas between: what they signed still counts",
    )
    base_url: str = Field(
        default="", description="The address people use, e.g. https://learn.example.org"
    )
    certificate_key: SecretStr | None = Field(
        default=None, description="Signs certificates (Ed25519, PEM); empty: kept in the folder"
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description="The server that takes mails, smtp://user:password@host:587 or smtps://…;"
        " empty: nothing is sent",
    )
    mail_from: str = Field(
        default="", description="Who mails come from, e.g. Anchored here <learn@example.org>"
    )
    sign_in_idle_days: int = Field(
        default=30, ge=1, le=400, description="Days without use after which a sign-in is over"
    )
    sign_in_longest_days: int = Field(
        default=180, ge=1, le=400, description="Days after which a sign-in is over in any case"
    )
    unused_after_months: int = Field(
        default=36,
        ge=0,
        le=240,
        description="Months without use after which people are warned, and their account is deleted"
        " thirty days later; 0: never",
    )
    single_sign_on: SecretStr | None = Field(
        default=None,
        description="Organisations whose own sign-in counts here (OpenID Connect), a list as JSON",
    )
    invitations_a_day: int = Field(
        default=500, ge=1, le=10_000, description="Invitations an organisation has mailed in a day"
    )
    time_zone: str = Field(
        default="Europe/London",
        description="Zone of the times that pages show, and of the days and months of statistics",
    )
    second_factor: Literal["admins", "everybody"] = Field(
        default="admins",
        description="Who must show something besides the first proof: admins, or everybody",
    )
    small_group: int = Field(
        default=5, description="Statistics hide groups of fewer people; 5 at least"
    )
    hosts: str = Field(
        default="",
        description="Other names the server answers to besides the address, with commas between",
    )
    run_by: str = Field(
        default="", description="Who runs this installation, named on the page about privacy"
    )
    contact: str = Field(
        default="", description="Where to write about data and access, an email or web address"
    )
    security_contact: str = Field(
        default="", description="Where to report a weakness; shown at /.well-known/security.txt"
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

    @field_validator("certificate_key")
    @classmethod
    def _can_sign(cls, setting: SecretStr | None) -> SecretStr | None:
        if setting:
            from learning.signing.keys import given_key  # with it comes the database

            given_key(setting.get_secret_value())
        return setting

    @field_validator("single_sign_on")
    @classmethod
    def _known_providers(cls, setting: SecretStr | None) -> SecretStr | None:
        providers_in((setting and setting.get_secret_value()) or "[]")
        return setting

    @model_validator(mode="after")
    def _address_to_come_back_to(self) -> Self:
        if self.providers and not self.base_url:
            raise ValueError(
                "LEARNING_BASE_URL is missing. With LEARNING_SINGLE_SIGN_ON it must be given: the"
                " organisations lead people back to it"
            )
        return self

    @field_validator("hosts")
    @classmethod
    def _names_alone(cls, given: str) -> str:
        if any(sign in given for sign in "/:*@"):
            raise ValueError("Write names alone, such as learn.example.org, without https:// or *")
        return given

    @field_validator("contact", "security_contact")
    @classmethod
    def _can_be_written_to(cls, given: str) -> str:
        if given and not re.fullmatch(r"https://\S+|[^\s@:/]+@[^\s@:/]+", given):
            raise ValueError(f"{given} is neither an email address nor begins with https://")
        return given

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

    @field_validator("unused_after_months")
    @classmethod
    def _longer_than_a_sign_in(cls, months: int) -> int:
        if 0 < months < 14:
            raise ValueError("A sign-in may last 400 days. Give 14 months or more, or 0 for never")
        return months

    @property
    def url(self) -> str:
        """Return where the database is, for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'learning.db'}"

    @property
    def other_hosts(self) -> list[str]:
        """Return the names besides the one in the address."""
        return [name.strip().lower() for name in self.hosts.split(",") if name.strip()]

    @property
    def sends_mail(self) -> bool:
        """Tell whether mails go; if not, pages offer their words to copy."""
        return bool(self.smtp_url and self.smtp_url.get_secret_value())

    @property
    def called(self) -> tuple[str, ...]:
        """Return what anybody can know this installation by: who runs it, and its host names."""
        return self.run_by, urlsplit(self.base_url).hostname or "", self.hosts

    @property
    def mails_links(self) -> bool:
        """Tell whether secret links can be mailed: they never lead where a browser says we are."""
        return self.sends_mail and bool(self.base_url)

    @property
    def providers(self) -> tuple[Provider, ...]:
        """Return the organisations whose own sign-in counts here."""
        return providers_in(self.single_sign_on.get_secret_value() if self.single_sign_on else "[]")

    def secret(self) -> str:
        """Return the key that signs cookies; the embedded default makes one and keeps it."""
        if self.secret_key:
            return self.secret_key.get_secret_value()
        return kept_secret(self.data / "secret-key")

    def secrets(self) -> list[str]:
        """Return the key that signs, and behind it those that did before."""
        before = self.previous_secret_keys
        given = before.get_secret_value().split(",") if before else []
        return [self.secret(), *(key.strip() for key in given if key.strip())]

    @property
    def signing_key(self) -> "SigningKey":
        """Return the key that signs certificates, read anew; the embedded default makes one."""
        from learning.signing.keys import given_key, kept_key

        given = self.certificate_key
        return given_key(given.get_secret_value()) if given else kept_key(self.data / "keys")

    def prepare(self) -> Self:
        """Make the data folder if it is missing; raise `CannotStart` if that cannot be."""
        make_writable(self.data)
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
    return "\n".join(f"LEARNING_{name}: {m}" if name else m for m in message.splitlines())
