"""An installation that sends mail."""

from pydantic import SecretStr

from learning.config import Settings
from tests.mailed_links.mailed import BASE


def sending(settings: Settings) -> Settings:
    """Return the settings with a mail server, which nobody asks: mails stay in the outbox.

    Over plain HTTP, as test clients speak.
    """
    given = {"smtp_url": SecretStr("smtp://127.0.0.1:9"), "mail_from": "learn@example.org"}
    return settings.model_copy(update=given | {"base_url": BASE.replace("https", "http")})
