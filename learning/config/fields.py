"""The settings themselves: name, kind, default, and what each is for."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from learning.paths import HOME, SHIPPED


class Fields(BaseSettings):
    """The settings, each from its environment variable or its default."""

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
    replica_url: SecretStr | None = Field(
        default=None,
        description="A copy of PostgreSQL that only reads, for statistics; empty: none",
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
    log_format: Literal["text", "json"] = Field(
        default="text", description="How log records are written: text, or json, one object a line"
    )
    log_requests: bool = Field(
        default=False, description="Write a line for each request: what and how long, never who"
    )
    slow_statement_ms: int = Field(
        default=500, ge=0, description="Milliseconds after which a statement is written down"
    )
    metrics_token: SecretStr | None = Field(
        default=None, description="Opens /metrics to who shows it; empty: there is no such page"
    )
    backups: Path | None = Field(
        default=None, description="Folder for backups; empty: backups/ in the data folder"
    )
    backup_every_hours: int | None = Field(
        default=None,
        ge=0,
        le=720,
        description="Hours between two backups, 0: only by hand; empty: 24, but 0 with an external"
        " database",
    )
    backups_kept: int = Field(
        default=14, ge=1, le=1000, description="How many backups are kept; older ones are deleted"
    )
    development: bool = Field(
        default=False, description="Show components at /_components and mails at /_mail, to anybody"
    )
