"""What stands in mails: links to open, codes to type."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.mail import Mail
from learning.mailed_links import Asker, Site

BASE = "https://learn.example"
SITE = Site(BASE, "Anchored here")
HERE = Asker("what the browser holds", "192.0.2.1")
THERE = Asker("what another browser holds", "203.0.113.9")


@dataclass(frozen=True)
class Arrived:
    """A mail, and what one does with it."""

    to: str
    subject: str
    body: str

    @property
    def path(self) -> str:
        """Return the address of its link, within the site."""
        found = re.search(r"https?://[^/\s]+(/from-mail/\S+)", self.body)
        assert found, self.body
        return found[1]

    @property
    def secret(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def code(self) -> str:
        found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", self.body, re.MULTILINE)
        assert found, self.body
        return found[0]


def arrived(source: Database | Session) -> list[Arrived]:
    """Return the mails that go, the first first."""
    if isinstance(source, Session):
        waiting = select(Mail).where(Mail.expires_at > Mail.created_at).order_by(Mail.id)
        return [Arrived(m.to_address, m.subject, m.body) for m in source.scalars(waiting)]
    with source.reading() as db:
        return arrived(db)


def newest(source: Database | Session) -> Arrived:
    return arrived(source)[-1]
