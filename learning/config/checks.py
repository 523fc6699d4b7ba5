"""What is refused: settings that cannot work, alone or together, each with a sentence."""

import re
from typing import Self
from zoneinfo import available_timezones

from pydantic import SecretStr, field_validator, model_validator

from learning.config.fields import Fields
from learning.providers import Provider, providers_in


class Checked(Fields):
    """Settings that have been looked at."""

    @model_validator(mode="after")
    def _secret_for_an_external_database(self) -> Self:
        if self.database_url and not self.secret_key:
            raise ValueError(
                "LEARNING_SECRET_KEY is missing. With LEARNING_DATABASE_URL it must be given, the"
                " same for every process. Make one: python -c 'import secrets;"
                " print(secrets.token_urlsafe(32))'"
            )
        return self

    @model_validator(mode="after")
    def _replica_of_something(self) -> Self:
        if self.replica_url and not self.database_url:
            raise ValueError(
                "LEARNING_REPLICA_URL is given without LEARNING_DATABASE_URL. SQLite has no replica"
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
    def providers(self) -> tuple[Provider, ...]:
        """Return the organisations whose own sign-in counts here."""
        return providers_in(self.single_sign_on.get_secret_value() if self.single_sign_on else "[]")
