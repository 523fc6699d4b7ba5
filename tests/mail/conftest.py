from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from learning import mail
from learning.db import Database
from learning.mail import Kind, Letterhead, Mail, PostOffice
from tests.mail.receiver import Receiver, receiving

HEAD = mail.letterhead_of(
    "Anchored here <learn@example.org>", base_url="https://learn.example.org", secret="a key"
)
Post = Callable[..., None]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def office(database: Database, receiver: Receiver) -> PostOffice:
    return PostOffice(database, mail.smtp_at(receiver.url), HEAD)


@pytest.fixture
def post(database: Database) -> Post:
    """Write one mail and commit; whatever matters to a test is given."""

    def post(**given: Any) -> None:
        letter: dict[str, Any] = {
            "to": "ada@example.org", "subject": "Tuesday", "body": "We meet at two.",
            "kind": Kind.SESSION,
        }  # fmt: skip
        with database.writing.begin() as db:
            mail.send(db, **(letter | given))

    return post


def rows(database: Database) -> list[Mail]:
    with database.reading() as db:
        return list(db.scalars(select(Mail).order_by(Mail.id)))


def head(**change: str) -> Letterhead:
    given = {"mail_from": "learn@example.org", "base_url": "https://l.example", "secret": "a key"}
    given |= change
    return mail.letterhead_of(
        given["mail_from"], base_url=given["base_url"], secret=given["secret"]
    )
