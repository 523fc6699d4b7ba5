"""The settings as the rest of the code reads them, with what follows from them."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from learning.config.checks import Checked
from learning.paths import make_writable
from learning.secret import kept_secret

if TYPE_CHECKING:
    from learning.signing import SigningKey


class Settings(Checked):
    """What differs between a laptop, a test and the server."""

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

    @property
    def backups_folder(self) -> Path:
        """Return where backups are put."""
        return self.backups or self.data / "backups"

    @property
    def backup_every(self) -> timedelta:
        """Return how long after a backup the next is made by itself; zero for never."""
        default = 0 if self.database_url else 24
        given = self.backup_every_hours
        return timedelta(hours=default if given is None else given)

    def prepare(self) -> Self:
        """Make the data folder if it is missing; raise `CannotStart` if that cannot be."""
        make_writable(self.data)
        return self
