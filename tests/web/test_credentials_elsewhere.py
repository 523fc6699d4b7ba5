"""Without an address of its own an installation answers to any name, and signs under none."""

import pytest
from sqlalchemy import func, select

from learning.certificates import Certificate
from learning.config import Settings
from learning.content import Editions, Programme
from learning.db import Database
from learning.web import create_app
from tests.browser import Browser
from tests.cast import Cast, finish


@pytest.mark.parametrize(("name", "signed"), [("evil.example.org", 0), ("127.0.0.1", 1)])
def test_without_an_address_only_who_tries_it_here_has_it_signed(
    settings: Settings, database: Database, editions: Editions, cast: Cast, programme: Programme,
    name: str, signed: int,
) -> None:  # fmt: skip
    """A record would stand under it for ever."""
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
    assert not settings.base_url
    app = create_app(settings, editions=editions, connected=database)
    app.config["SERVER_NAME"] = name
    ada = Browser(app.test_client())
    ada.sign_in(cast.ada.email)
    assert ada.send("/certificates", {"holder": "Ada"}).status_code == 303
    with database.reading() as db:
        assert db.scalar(select(func.count(Certificate.credential))) == signed


def test_a_list_is_never_answered_as_it_was_made_for_another_name(
    settings: Settings, database: Database, editions: Editions
) -> None:
    """Without an address, whoever asks first could choose what all others are told for an hour."""
    assert not settings.base_url
    client = create_app(settings, editions=editions, connected=database).test_client()
    for name in ("evil.example.org", "learn.example.org"):
        listed = client.get("/credentials/status/0", headers={"Host": name}).get_json(force=True)
        assert listed["id"] == f"http://{name}/credentials/status/0"
