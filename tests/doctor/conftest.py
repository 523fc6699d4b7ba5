from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from sqlalchemy.orm import Session

from learning import doctor, signing
from learning.config import Settings
from learning.doctor import Where
from tests.conftest import StoppedClock


@pytest.fixture(autouse=True)
def at_this_hour(stopped: StoppedClock) -> None:
    """Let the tests’ clock agree with PostgreSQL’s, which nobody stops."""
    stopped.now = datetime.now(UTC)


@pytest.fixture
def in_order(settings: Settings) -> Settings:
    """Settings of an installation with which nothing is wrong."""
    given = {
        "base_url": "https://learn.example.org",
        "trusted_proxies": 1,
        "smtp_url": SecretStr("smtp://127.0.0.1:1"),
        "mail_from": "learn@example.org",
    }
    return settings.model_copy(update=given).prepare()


@pytest.fixture
def where(in_order: Settings, db: Session) -> Where:
    """An installation with which nothing is wrong: its key is published, its tables are there."""
    signing.publish(db, in_order.signing_key)
    db.commit()
    return at(in_order, db)


def at(settings: Settings, db: Session) -> Where:
    edition = doctor.edition_of(db)
    db.commit()  # or nobody else could write
    return Where(settings=settings, db=db, edition=edition, mistakes=tuple)
